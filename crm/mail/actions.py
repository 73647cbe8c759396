"""Sending mail: it is kept with what caused it, and a job delivers it; afterwards it is forgotten bit by bit."""

import json
import secrets
from datetime import datetime, timedelta

from crm import clock
from crm.jobs import actions as jobs
from crm.jobs.models import Job
from crm.mail import written
from crm.mail.letter import Letter
from crm.mail.models import Mail, State
from crm.words import N_

TEXT_KEPT = timedelta(days=30)  # of what was sent
SENT_KEPT, OTHERS_KEPT = timedelta(days=365), timedelta(days=90)
GIVEN_UP = N_("It was tried for too long.")


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
    _let_deliver(mail)
    return mail


def again(mail: Mail, now: datetime) -> None:
    """Send it once more, as it is and from now on, as if it were new. Inside a transaction."""
    mail.state, mail.tries, mail.next_at, mail.code, mail.error = State.WAITING, 0, None, None, ""
    if mail.expires_at and mail.expires_at <= now:
        mail.expires_at = now + (mail.expires_at - mail.created_at)
    mail.save(only=[Mail.state, Mail.tries, Mail.next_at, Mail.code, Mail.error, Mail.expires_at])
    free = Job.lease_until.is_null() | (Job.lease_until <= now)
    Job.delete().where((Job.key == _key(mail)) & free).execute()  # one that waits for later; a busy one is at it
    _let_deliver(mail)


def end(mail: Mail, state: State, **values: object) -> None:
    """Write down what became of a mail. Inside the transaction in which its job is done with."""
    if mail.secret:
        values |= {"text": "", "html": ""}
    waits = (Mail.id == mail.id) & (Mail.state == State.WAITING)
    Mail.update(state=state, next_at=None, **values).where(waits).execute()


def keep_all() -> None:
    """Send nothing of what waits: in a database that was put back, it may have been sent since. In a transaction."""
    waits = Mail.state == State.WAITING
    Mail.update(text="", html="").where(waits & Mail.secret).execute()
    Mail.update(state=State.KEPT, next_at=None).where(waits).execute()
    Job.delete().where(Job.kind == "mail.deliver").execute()


def forget() -> None:
    """Take away what nobody needs any more: first the texts of what was sent, then all of it. Inside a transaction."""
    now = clock.now()
    _give_up_the_lost(now)
    sent = Mail.state == State.SENT
    old = sent & (Mail.created_at < now - TEXT_KEPT) & (Mail.text != "")
    Mail.update(text="", html="").where(old).execute()
    Mail.delete().where(sent & (Mail.created_at < now - SENT_KEPT)).execute()
    others = Mail.state.in_([State.FAILED, State.KEPT]) & (Mail.created_at < now - OTHERS_KEPT)
    Mail.delete().where(others).execute()


def _give_up_the_lost(now: datetime) -> None:
    """What waits while no worker will ever come for it: its job was given up."""
    waiting = Mail.select().where((Mail.state == State.WAITING) & (Mail.created_at < now - timedelta(days=1)))
    alive = {
        key for (key,) in Job.select(Job.key).where((Job.kind == "mail.deliver") & Job.failed_at.is_null()).tuples()
    }
    for mail in waiting:
        if _key(mail) not in alive:
            end(mail, State.FAILED, error=mail.error or str(GIVEN_UP))


def _let_deliver(mail: Mail) -> None:
    jobs.add("mail.deliver", key=_key(mail), mail_id=mail.id)


def _key(mail: Mail) -> str:
    return f"mail:{mail.id}"
