"""Giving mail to the server, once.

That a mail was sent is written in the transaction in which its job is done with. So it is sent again only where the
worker died, or the connection broke, between the server's last answer and that transaction: with the same Message-ID
by which the reader's server knows it.

A server that does not answer is left alone for a moment, so that not each mail waits for it in its turn.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from crm import clock
from crm.db import transaction
from crm.jobs.registry import Again
from crm.mail import actions, post, server, written
from crm.mail.models import Mail, State
from crm.mail.server import Answer, Fate
from crm.words import N_

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440))  # after each try that failed
AWAY = timedelta(minutes=1)  # after no answer
EXPIRED = N_("It was not sent in time, and would be of no use now.")
NO_SERVER = N_("No mail server is set.")
NO_ADDRESS = N_("No mail can be sent to this address.")


def deliver(mail_id: int) -> Callable[[], None] | None:
    """Try to send one mail; returns what to write down once the job is done with. Raises Again."""
    mail = Mail.get_or_none(Mail.id == mail_id)
    if mail is None or mail.state != State.WAITING:
        return None
    now, here = clock.now(), post.current
    if mail.expires_at and mail.expires_at <= now:
        last = f"\n{mail.code} {mail.error}" if mail.code else ""
        return _ended(mail, State.FAILED, said=f"{EXPIRED}{last}", code=None)
    if here.smtp is None:
        return _ended(mail, State.KEPT, said=str(NO_SERVER))
    if _silence and (left := _silence.left(here, now)):
        raise Again(_silence.said, left, tried=False)
    begun = time.monotonic()
    answer = _tried(mail, here)
    _remember(answer, here, time.monotonic() - begun)
    if answer.fate is Fate.TAKEN:
        return _ended(mail, State.SENT, code=answer.code, tries=mail.tries + 1, sent_at=clock.now())
    if answer.fate is Fate.NEVER or mail.tries >= len(WAITS):
        return _ended(mail, State.FAILED, said=answer.said, code=answer.code, tries=mail.tries + 1)
    wait = _put_off(mail, answer, clock.now())
    raise Again(f"{answer.code} {answer.sentence}" if answer.code else answer.sentence, wait)


@dataclass(frozen=True)
class _Silence:
    """This server did not answer, and is not asked again until then; what that was called."""

    server: post.Post
    until: datetime
    said: str

    def left(self, server: post.Post, now: datetime) -> timedelta | None:
        """How long to wait yet, if at all. A clock that was set back makes it no longer."""
        ahead = self.until - now
        return ahead if server is self.server and timedelta() < ahead <= AWAY else None


_silence: _Silence | None = None  # as this process found it


def _remember(answer: Answer, here: post.Post, took: float) -> None:
    """One that hangs up at once costs no time: only one that kept us waiting is left alone."""
    global _silence
    waited = took >= min(here.limits.connect, here.limits.answer)
    silent = answer.fate is Fate.LATER and answer.code is None and waited
    _silence = _Silence(here, clock.now() + AWAY, answer.sentence) if silent else None


def _tried(mail: Mail, here: post.Post) -> Answer:
    try:
        content, to = written.content(mail, here), written.recipient(mail.address)
    except ValueError:
        return Answer(Fate.NEVER, None, str(NO_ADDRESS))
    return server.give(here.smtp, here.hello, here.sender.address, to, content, here.limits)


def _put_off(mail: Mail, answer: Answer, now: datetime) -> timedelta:
    """Write down what went wrong and when it is tried again: never later than it expires, so that this is told."""
    wait = WAITS[mail.tries]
    if mail.expires_at:
        wait = min(wait, max(mail.expires_at - now, timedelta(seconds=1)))
    with transaction():
        Mail.update(tries=mail.tries + 1, next_at=now + wait, code=answer.code, error=answer.said).where(
            (Mail.id == mail.id) & (Mail.state == State.WAITING)
        ).execute()
    return wait


def _ended(mail: Mail, state: State, *, said: str = "", **values: object) -> Callable[[], None]:
    return partial(actions.end, mail, state, error=said, **values)
