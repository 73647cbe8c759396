"""Sending mail: it is kept with what caused it, and a job delivers it; afterwards it is forgotten bit by bit."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from peewee import Expression, Value, fn

from crm import clock
from crm.db import transaction
from crm.jobs import actions as jobs
from crm.jobs.models import Job, Rank
from crm.jobs.portion import SECONDS, Portion
from crm.mail import post, written
from crm.mail.letter import Letter
from crm.mail.models import Mail, State
from crm.words import N_

KIND, KEY = "mail.deliver", "mail:"  # its job
BATCH = 200
TEXT_KEPT = timedelta(days=30)  # of what was sent
SENT_KEPT, OTHERS_KEPT = timedelta(days=365), timedelta(days=90)
GIVEN_UP = N_("It was tried for too long.")
DROPPED = N_("It was not sent: an administrator threw away the work of sending it.")
STOPPED = N_("It was not sent: since then, whoever it is for was disabled or has another address.")


def put(
    letter: Letter,
    *,
    kind: str,
    address: str,
    name: str = "",
    user: int | None = None,
    message_id: str = "",
    headers: dict[str, str] | None = None,
    secret: bool = False,
    expires_at: datetime | None = None,
) -> Mail:
    """Send ``letter`` to one address. Inside the transaction of what causes it.

    ``message_id`` is the part before the @, where the same mail must never be put twice. ``headers`` are our own
    (``List-Unsubscribe``). Raises ValueError for an address, id or header that could be more than it says; the words
    of a subject and a name are made harmless instead.
    """
    message_id = message_id or f"{kind}.{secrets.token_hex(12)}"
    written.check(address, message_id, headers or {})
    message_id = f"{message_id}@{post.current.sender.domain}"  # from now on, whatever is set later
    mail = Mail.create(
        kind=kind,
        user=user,
        address=address,
        name=written.plain(name)[:120],
        subject=written.plain(letter.subject)[:300],
        text=letter.text,
        html=letter.html,
        headers=json.dumps(headers or {}),
        message_id=message_id,
        secret=secret,
        state=State.WAITING,
        created_at=clock.now(),
        expires_at=expires_at,
    )
    rank = Rank.FIRST if secret else Rank.USUAL
    jobs.add(KIND, key=_key(mail.id), rank=rank, mail_id=mail.id)
    return mail


def again(ids: Sequence[int], now: datetime, rank: Rank = Rank.USUAL) -> None:
    """Send these once more, as they are and from now on, as if they were new. Inside a transaction."""
    these, as_long = Mail.id.in_(ids), Mail.expires_at - Mail.created_at + int(now.timestamp())
    Mail.update(expires_at=as_long).where(these & (Mail.expires_at <= now)).execute()
    Mail.update(state=State.WAITING, tries=0, next_at=None, code=None, error="").where(these).execute()
    free = Job.lease_until.is_null() | (Job.lease_until <= now)
    keys = {_key(id): {"mail_id": id} for id in ids}
    Job.delete().where(Job.key.in_(list(keys)) & free).execute()  # those that wait for later; a busy one is at it
    jobs.add_many(KIND, keys, rank)


def stop(user: int) -> None:
    """Send ``user`` nothing of what is not sent yet, now or later. Inside the transaction of what causes it."""
    theirs = (Mail.user == user) & Mail.state.in_([State.WAITING, State.KEPT])
    Mail.update(text="", html="").where(theirs & Mail.secret).execute()
    Mail.update(state=State.FAILED, next_at=None, code=None, error=str(STOPPED)).where(theirs).execute()


def end(mail: Mail, state: State, **values: object) -> None:
    """Write down what became of a mail. Inside the transaction in which its job is done with."""
    if mail.secret:
        values |= {"text": "", "html": ""}
    waits = (Mail.id == mail.id) & (Mail.state == State.WAITING)
    Mail.update(state=state, next_at=None, **values).where(waits).execute()


def drop(mail_id: int) -> None:
    """Its job was thrown away: it will not be sent unless somebody asks for it. Inside that transaction."""
    mail = Mail.get_or_none(Mail.id == mail_id)
    if mail:
        end(mail, State.FAILED, error=str(DROPPED))


def keep_all() -> None:
    """Send nothing of what waits: in a database that was put back, it may have been sent since. In a transaction."""
    waits = Mail.state == State.WAITING
    Mail.update(text="", html="").where(waits & Mail.secret).execute()
    Mail.update(state=State.KEPT, next_at=None).where(waits).execute()
    Job.delete().where(Job.kind == KIND).execute()


def forget_some(seconds: float = SECONDS) -> bool:
    """Take away what nobody needs any more: first the texts of what was sent, then all of it. Says if there is more.

    In batches, a transaction each, for so many ``seconds``: nobody waits for it.
    """
    now, sent = clock.now(), Mail.state == State.SENT
    others = Mail.state.in_([State.FAILED, State.KEPT])
    gone = (sent & (Mail.created_at < now - SENT_KEPT)) | (others & (Mail.created_at < now - OTHERS_KEPT))
    with_text = sent & (Mail.created_at < now - TEXT_KEPT) & (Mail.text != "")
    with Portion(seconds) as portion:
        for which, act in ((_lost(now), _give_up), (gone, _remove), (with_text, _blank)):
            while ids := [id for (id,) in Mail.select(Mail.id).where(which).limit(BATCH).tuples()]:
                portion.step()
                with transaction():
                    act(which & Mail.id.in_(ids))  # asked again: one may be sent once more meanwhile
    return portion.is_over


def _lost(now: datetime) -> Expression:
    """What waits while no worker will ever come for it: its job was given up."""
    alive = Job.select().where((Job.key == Value(KEY).concat(Mail.id.cast("TEXT"))) & Job.failed_at.is_null())
    return (Mail.state == State.WAITING) & (Mail.created_at < now - timedelta(days=1)) & ~fn.EXISTS(alive)


def _give_up(these: Expression) -> None:
    Mail.update(text="", html="").where(these & Mail.secret).execute()
    Mail.update(error=str(GIVEN_UP)).where(these & (Mail.error == "")).execute()
    Mail.update(state=State.FAILED, next_at=None).where(these).execute()


def _remove(these: Expression) -> None:
    Mail.delete().where(these).execute()


def _blank(these: Expression) -> None:
    Mail.update(text="", html="").where(these).execute()


def _key(mail_id: int) -> str:
    return f"{KEY}{mail_id}"
