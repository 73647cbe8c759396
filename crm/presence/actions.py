"""Who is with which customer: coming, staying, leaving. Not journalled: it changes no fact, and lives for seconds.

Nobody holds a connection: an open page asks every eight seconds and is believed for twenty.

- Somebody who dials counts as calling for a quarter of an hour without asking again, since a phone shows the call and
  not the page. It ends as soon as they log a contact with the customer.
- Who leaves the page of the call without logging stops calling twenty seconds later, unless another page of the
  customer is open: then the call goes on, for they only look something up. Reading and writing never end a call.
"""

from datetime import datetime, timedelta

import peewee

from crm import clock
from crm.accounts.models import Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.journal import Change
from crm.presence import queries
from crm.presence.models import Doing, Presence

BELIEVED = timedelta(seconds=20)  # after the last that was heard of an open page
CALL = timedelta(minutes=15)  # at most, from the moment of dialling
FRESH = timedelta(seconds=10)  # what holds longer than this need not be written again: every other beat
GONE = timedelta(minutes=1)  # rows that ended so long ago are cleared away by whoever comes
BATCH = 50


def beat(customer_id: int, doing: Doing, *, by: User) -> list[Presence]:
    """``by`` has a page of this customer open, and what they are at; returns who was there when it was heard.

    Among them ``by``, as they stood before this, where they were heard of earlier. Any colleague may. Writes only
    where something would change. Raises NotFound.
    """
    require(by, Role.READER)
    queries.require_customer(customer_id)
    now = clock.now()
    there = queries.rows(customer_id, now)
    mine = next((one for one in there if one.user_id == by.id), None)
    if mine is None or not _holds(mine, doing, now):
        with transaction():
            _write(customer_id, doing, now, by)
    return there


def leave(customer_id: int, doing: Doing, *, by: User) -> None:
    """``by`` left a page of this customer that said ``doing``."""
    require(by, Role.READER)
    now = clock.now()
    mine = (Presence.customer == customer_id) & (Presence.user == by)
    calls = Presence.doing == Doing.CALLS
    with transaction():
        if doing == Doing.CALLS:
            soon = calls & (Presence.until_at > now + BELIEVED)
            Presence.update(until_at=now + BELIEVED).where(mine & soon).execute()
        else:
            Presence.delete().where(mine & ~calls).execute()


def on_change(change: Change, _ids: list[int]) -> None:
    """Who logs a contact with the customer hung up. A subscriber of the journal."""
    if change.verb == queries.LOGGED and change.customer and change.user:
        called = (Presence.user == change.user) & (Presence.doing == Doing.CALLS)
        Presence.delete().where((Presence.customer == change.customer) & called).execute()


def _holds(mine: Presence, doing: Doing, now: datetime) -> bool:
    """Whether what stands there is right and lasts until the beat after the next one."""
    if mine.doing == Doing.CALLS:
        end = mine.since_at + CALL
        return mine.until_at >= (end if doing == Doing.CALLS else min(end, now + FRESH))
    return mine.doing == doing and mine.until_at > now + FRESH


def _write(customer_id: int, doing: Doing, now: datetime, by: User) -> None:
    """Read again inside the transaction: another page of theirs may have been faster."""
    mine = Presence.get_or_none((Presence.customer == customer_id) & (Presence.user == by))
    if mine is None:
        _clear(now)
    elif mine.until_at > now and mine.doing == Doing.CALLS:
        end = mine.since_at + CALL
        until = end if doing == Doing.CALLS else max(mine.until_at, min(end, now + BELIEVED))
        Presence.update(until_at=until).where(_is(mine)).execute()
        return
    since = mine.since_at if mine and mine.until_at > now and mine.doing == doing else now
    until = now + (CALL if doing == Doing.CALLS else BELIEVED)
    values = {"doing": doing, "since_at": since, "until_at": until}
    if mine is None:
        Presence.create(customer=customer_id, user=by, **values)
    else:
        Presence.update(values).where(_is(mine)).execute()


def _is(mine: Presence) -> peewee.Expression:
    return (Presence.customer == mine.customer_id) & (Presence.user == mine.user_id)


def _clear(now: datetime) -> None:
    """Some rows of people who left without saying so."""
    old = Presence.select(Presence.customer, Presence.user).where(Presence.until_at < now - GONE).limit(BATCH)
    for customer_id, user_id in list(old.tuples()):
        Presence.delete().where((Presence.customer == customer_id) & (Presence.user == user_id)).execute()
