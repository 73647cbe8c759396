"""Logging in and out."""

from datetime import datetime, timedelta

from crm import clock, journal
from crm.accounts import emails, keys, passwords, throttle
from crm.accounts.models import LoginSession, User
from crm.db import transaction
from crm.errors import Forbidden, Invalid, NotFound
from crm.words import N_

SHORT_SESSION = timedelta(hours=12)
LONG_SESSION = timedelta(days=30)


def log_in(
    email: str,
    password: str,
    *,
    address: str | None,
    browser: str = "",
    remember: bool = False,
    now: datetime | None = None,
) -> str:
    """Start a session and return its key. Raises Throttled, or Invalid alike for a wrong name and a wrong password."""
    now = now or clock.now()
    throttle.admit(email, address, now)
    user = User.get_or_none(User.email == emails.normal(email), User.disabled_at.is_null())
    kept = user.password if user else None
    if not passwords.verify(kept, password):
        raise _wrong()
    renewed = passwords.hash_of(password) if passwords.needs_rehash(kept) else kept
    with transaction():
        # meanwhile the account may have been disabled or got another password, which ended all sessions
        if (
            not User.update(password=renewed)
            .where(User.id == user.id, User.password == kept, User.disabled_at.is_null())
            .execute()
        ):
            raise _wrong()
        throttle.forgive(email, address)
        throttle.forget_old(now)
        LoginSession.delete().where(LoginSession.expires_at <= now).execute()
        key = start(user, now, browser, LONG_SESSION if remember else SHORT_SESSION)
        journal.record("user.log_in", user, by=user)
    return key


def log_out(key: str) -> None:
    """End the session that has ``key``; harmless where it already ended."""
    with transaction():
        if session := LoginSession.get_or_none(LoginSession.key_hash == keys.hash_of(key)):
            session.delete_instance()
            journal.record("user.log_out", session.user, by=session.user)


def end_session(session_id: int, *, by: User) -> None:
    """Log ``by`` out in one of their browsers. Raises NotFound, and Forbidden for somebody else's."""
    with transaction():
        session = LoginSession.get_or_none(LoginSession.id == session_id)
        if session is None:
            raise NotFound(N_("This device is logged out already."))
        if session.user_id != by.id:
            raise Forbidden()
        session.delete_instance()
        journal.record("user.log_out", by, by=by)


def log_out_everywhere(*, by: User) -> None:
    """Log ``by`` out in every browser, also the one at hand."""
    with transaction():
        if LoginSession.delete().where(LoginSession.user == by).execute():
            journal.record("user.log_out_everywhere", by, by=by)


def start(user: User, now: datetime, browser: str, life: timedelta = SHORT_SESSION) -> str:
    """Begin a session and return its key. Inside the caller's transaction."""
    key = keys.new_session_key()
    LoginSession.create(
        key_hash=keys.hash_of(key),
        user=user,
        created_at=now,
        expires_at=now + life,
        browser=browser[: LoginSession.browser.max_length],
    )
    return key


def _wrong() -> Invalid:
    """One answer for unknown, disabled and mistyped, so that nobody learns who works here."""
    return Invalid(password=N_("This e-mail address and this password do not belong together."))
