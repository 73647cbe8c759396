"""Who forgot their password asks for a link. Whether there is such a colleague is looked up later, by the worker.

So the page answers alike, and after as much work, whatever address was typed.
"""

import hashlib
from datetime import datetime, timedelta

from crm import clock, journal
from crm.accounts import emails, keys, queries, throttle
from crm.accounts.actions import mails
from crm.accounts.models import CONSOLE, Invitation, Purpose, User
from crm.db import transaction
from crm.jobs import actions as jobs
from crm.jobs.models import Rank
from crm.jobs.registry import Effect, Handler
from crm.mail.letter import Letter

KIND = "accounts.reset"
LIFE = timedelta(minutes=30)
PER_HOUR = 3  # links per colleague: nobody's mailbox is filled by who asks in their name


def ask_reset(email: str, *, address: str | None) -> None:
    """Put down that somebody at ``address`` forgot the password of ``email``. Raises Throttled."""
    now = clock.now()
    typed = emails.normal(email)[: emails.LONGEST + 1].encode("utf-8", "replace").decode()
    with transaction():
        throttle.admit(None, address, now, deed="reset ")
        key = f"{KIND}:{hashlib.sha256(typed.encode()).hexdigest()}"
        jobs.make_way(key)  # one that went wrong must not keep them out
        jobs.add(KIND, key=key, rank=Rank.FIRST, email=typed, asked_at=now.isoformat())


def handler(write: mails.WriteLink) -> Handler:
    """What the worker does with it: a link to who has this address, in a letter that ``write`` writes."""

    def work(email: str, asked_at: str) -> Effect | None:
        now = clock.now()
        late = now >= datetime.fromisoformat(asked_at) + LIFE  # they are no longer waiting for it
        user = None if late or emails.fault(email) else queries.user_by_email(email)
        if user is None or user.disabled_at:
            return None
        key = keys.new_session_key()
        letter = write(user, key, now + LIFE)
        return lambda: give_reset(user, key, letter, now)

    return work


def give_reset(user: User, key: str, letter: Letter, now: datetime) -> None:
    """Let the link with ``key`` work from ``now`` and send ``letter``. Those before it go on working, so that nobody
    can keep somebody out by asking in their name; who uses one ends them all.

    Nothing where they had ``PER_HOUR`` already or were disabled or moved meanwhile. Inside the caller's transaction.
    """
    here = (User.id == user.id) & (User.email == user.email) & User.disabled_at.is_null()
    mine = (Invitation.user == user) & (Invitation.purpose == Purpose.RESET)
    Invitation.delete().where(mine & (Invitation.created_at <= now - timedelta(hours=1))).execute()
    if not User.select().where(here).exists() or Invitation.select().where(mine).count() >= PER_HOUR:
        return
    made = {"created_at": now, "expires_at": now + LIFE, "purpose": Purpose.RESET}
    Invitation.create(key_hash=keys.hash_of(key), user=user, **made)
    mails.send_link(letter, user, "reset", now + LIFE)
    journal.record("user.ask_reset", user, by=CONSOLE, after={"until": now + LIFE})
