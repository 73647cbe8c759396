"""Slows down who guesses passwords or links, per account and per address; never for longer than 15 minutes.

An attempt is counted before the password is looked at and forgiven when it was right.
So a thousand guesses at the same moment get no further than a thousand in a row.
"""

import hashlib
import ipaddress
from datetime import datetime, timedelta

from crm import clock
from crm.accounts import emails
from crm.accounts.models import LoginAttempt
from crm.db import transaction
from crm.errors import Refused
from crm.words import N_

FREE_PER_ACCOUNT = 5
FREE_PER_ADDRESS = 30  # an office shares one address
FIRST_WAIT = timedelta(minutes=1)  # doubles with each failure after that
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)


class Throttled(Refused):
    """Too many attempts; ``wait`` is how long until the next one counts."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        minutes = -(-wait // timedelta(minutes=1))
        super().__init__(
            N_("Too many attempts. Try again in one minute.")
            if minutes == 1
            else N_("Too many attempts. Try again in %(minutes)s minutes.", minutes=minutes)
        )


def admit(email: str | None, address: str | None, now: datetime | None = None, *, deed: str = "") -> None:
    """Count an attempt for this account (None: not known which) from this address.

    ``deed`` is what is counted apart from logging in. Raises Throttled, and then counts nothing.
    """
    now = now or clock.now()
    with transaction():
        for subject, attempt in refuse_hasty(email, address, now, deed=deed).items():
            _count(subject, attempt, now)


def refuse_hasty(
    email: str | None, address: str | None, now: datetime | None = None, *, deed: str = ""
) -> dict[str, LoginAttempt | None]:
    """Raise Throttled where an attempt would have to wait; counts nothing. Returns what was counted so far."""
    now = now or clock.now()
    counted = {subject: (_found(subject, now), free) for subject, free in _subjects(email, address, deed).items()}
    waits = [_wait(attempt, free, now) for attempt, free in counted.values() if attempt]
    if wait := max(waits, default=timedelta()):
        raise Throttled(wait)
    return {subject: attempt for subject, (attempt, _free) in counted.items()}


def forgive(email: str | None, address: str | None) -> None:
    """The attempt was right: clear the account, and take back what it counted for the address.

    Inside the caller's transaction.
    """
    LoginAttempt.delete().where(LoginAttempt.subject.in_(list(_subjects(email, None)))).execute()
    LoginAttempt.update(failures=LoginAttempt.failures - 1).where(
        LoginAttempt.subject.in_(list(_subjects(None, address))), LoginAttempt.failures > 0
    ).execute()


def forget_old(now: datetime) -> None:
    """Remove what no longer counts. Inside the caller's transaction."""
    LoginAttempt.delete().where(LoginAttempt.last_at < now - FORGOTTEN_AFTER).execute()


def _subjects(email: str | None, address: str | None, deed: str = "") -> dict[str, int]:
    """Hashes to count under, with how many failures each may have."""
    subjects = {}
    if email:
        subjects[_hashed(f"{deed}account {emails.normal(email)}")] = FREE_PER_ACCOUNT
    if address:
        subjects[_hashed(f"{deed}address {network(address)}")] = FREE_PER_ADDRESS
    return subjects


def network(address: str) -> str:
    """Who has one IPv6 address has its whole /64."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else address


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _found(subject: str, now: datetime) -> LoginAttempt | None:
    return LoginAttempt.get_or_none(LoginAttempt.subject == subject, LoginAttempt.last_at >= now - FORGOTTEN_AFTER)


def _wait(attempt: LoginAttempt, free: int, now: datetime) -> timedelta:
    over = attempt.failures - free
    if over < 0:
        return timedelta()
    delay = LONGEST_WAIT if over > 3 else FIRST_WAIT * 2**over
    return max(attempt.last_at + delay - now, timedelta())


def _count(subject: str, attempt: LoginAttempt | None, now: datetime) -> None:
    LoginAttempt.insert(subject=subject, failures=1, last_at=now).on_conflict(
        conflict_target=[LoginAttempt.subject],
        update={LoginAttempt.failures: LoginAttempt.failures + 1 if attempt else 1, LoginAttempt.last_at: now},
    ).execute()
