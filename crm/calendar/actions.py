"""Making and ending the secret link to somebody's calendar."""

from datetime import datetime

from crm import clock, journal
from crm.accounts import keys as hashing
from crm.accounts.models import Role, User
from crm.accounts.rules import require
from crm.calendar import keys
from crm.calendar.models import CalendarFeed
from crm.db import transaction
from crm.journal import Change


def make_link(*, by: User) -> str:
    """A new key to one's own calendar; the one before ends. It is returned here and never again."""
    require(by, Role.READER)
    key, now = keys.new(), clock.now()
    with transaction():
        _end(by.id, now)
        made = CalendarFeed.create(key_hash=hashing.hash_of(key), user=by, created_at=now)
        journal.record("feed.create", made, by=by)
    return key


def end_link(*, by: User) -> None:
    """End one's own link; whoever has it sees nothing more."""
    require(by, Role.READER)
    with transaction():
        for ended in _end(by.id, clock.now()):
            journal.record("feed.revoke", ended, by=by)


def on_change(change: Change, ids: list[int]) -> None:
    """The link of who is kept out ends with their log-in, and does not work again when they are let in again.

    Inside the transaction of that change.
    """
    if change.verb == "user.disable":
        for user_id in ids:
            _end(user_id, change.at)


def _end(user_id: int, now: datetime) -> list[CalendarFeed]:
    working = list(CalendarFeed.select().where(CalendarFeed.user == user_id, CalendarFeed.revoked_at.is_null()))
    for one in working:
        one.revoked_at = now
        one.save(only=[CalendarFeed.revoked_at])
    return working
