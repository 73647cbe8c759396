"""Links with which somebody chooses a password and logs in, once: for newcomers and for who forgot theirs."""

from datetime import datetime, timedelta

from crm import clock, journal
from crm.accounts import keys, passwords, queries, throttle
from crm.accounts.actions import sessions
from crm.accounts.actions.colleagues import enter_user
from crm.accounts.models import Console, Department, Invitation, LoginSession, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid, NotFound, Refused
from crm.words import N_

LIFE = timedelta(days=7)


def invite(
    *, by: User | Console, name: str, email: str, department: Department | str, role: Role = Role.STAFF
) -> tuple[User, str]:
    """Add a colleague without a password; returns them and the key of their link. Raises Invalid per field."""
    require(by, Role.ADMIN)
    with transaction():
        user = enter_user(by=by, name=name, email=email, department=department, role=role)
        return user, _new_key(user, by)


def new_link(user_id: int, *, by: User | Console) -> tuple[User, str]:
    """The colleague and the key of a new link for them; the ones before it end. Their password stays until then."""
    require(by, Role.ADMIN)
    with transaction():
        user = queries.user(user_id)
        if user.disabled_at:
            raise Refused(N_("%(name)s is disabled.", name=user.name))
        return user, _new_key(user, by)


def welcome(key: str, password: str, *, address: str | None, browser: str = "", now: datetime | None = None) -> str:
    """Use the link: keep the password, end every other session, and return the key of a new one.

    Raises NotFound alike for a link that is unknown, expired or used, Invalid(password=...), and Throttled.
    """
    now = now or clock.now()
    throttle.admit(None, address, now)
    user = queries.invited(key, now)
    if user is None:
        raise link_ended()
    if fault := passwords.fault(password, user.email, user.name):
        with transaction():
            throttle.forgive(None, address)  # looking for a good one is no guessing
        raise Invalid(password=fault)
    kept = passwords.hash_of(password)
    with transaction():
        # only one of two that came at the same moment finds it unused
        mine = Invitation.update(used_at=now).where(
            Invitation.key_hash == keys.hash_of(key), Invitation.used_at.is_null(), Invitation.expires_at > now
        )
        if not mine.execute():
            raise link_ended()
        if not User.update(password=kept).where(User.id == user.id, User.disabled_at.is_null()).execute():
            raise link_ended()
        throttle.forgive(user.email, address)
        LoginSession.delete().where(LoginSession.user == user).execute()
        fresh = sessions.start(user, now, browser)
        journal.record("user.welcome", user, by=user)
    return fresh


def link_ended() -> NotFound:
    """One answer for whatever is wrong with a link."""
    return NotFound(N_("This link does not work, or no longer."))


def _new_key(user: User, by: User | Console) -> str:
    now = clock.now()
    key = keys.new_session_key()
    Invitation.delete().where(Invitation.user == user, Invitation.used_at.is_null()).execute()
    Invitation.create(key_hash=keys.hash_of(key), user=user, created_at=now, expires_at=now + LIFE)
    journal.record("user.invite", user, by=by, after={"until": now + LIFE})
    return key
