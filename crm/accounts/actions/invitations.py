"""Links with which somebody chooses a password and logs in, once: for newcomers and for who forgot theirs.

An administrator makes them and hands them over, or has them mailed; who forgot their password also asks for one
(``resets``). Letters are written before a transaction begins, so that nobody waits for that.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crm import clock, journal
from crm.accounts import keys, passwords, queries, throttle
from crm.accounts.actions import mails, sessions
from crm.accounts.actions.colleagues import check_details, enter_user
from crm.accounts.actions.links import end_links
from crm.accounts.models import Console, Department, Invitation, LoginSession, Purpose, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid, NotFound, Refused
from crm.mail.letter import Letter
from crm.words import N_

LIFE = timedelta(days=7)


def invite(
    *,
    by: User | Console,
    name: str,
    email: str,
    department: Department | str,
    role: Role = Role.STAFF,
    write: mails.WriteLink | None = None,
) -> tuple[User, str]:
    """Add a colleague without a password; returns them and the key of their link. Raises Invalid per field.

    The link is mailed to them in the letter that ``write`` writes; None: it is only handed over.
    """
    require(by, Role.ADMIN)
    check_details(name, email)
    link = _Link.made(User(name=" ".join(name.split()), email=email), write)
    with transaction():
        user = enter_user(by=by, name=name, email=email, department=department, role=role)
        link.give(user, by)
    return user, link.key


def new_link(user_id: int, *, by: User | Console, write: mails.WriteLink | None = None) -> tuple[User, str]:
    """The colleague and the key of a new link for them; the ones before it end. Their password stays until then.

    ``write``: see ``invite``.
    """
    require(by, Role.ADMIN)
    link = _Link.made(queries.user(user_id), write)
    with transaction():
        user = queries.user(user_id)
        if user.disabled_at:
            raise Refused(N_("%(name)s is disabled.", name=user.name))
        link.give(user, by)
    return user, link.key


def welcome(
    key: str,
    password: str,
    *,
    address: str | None,
    browser: str = "",
    now: datetime | None = None,
    notice: mails.WriteNotice | None = None,
) -> str:
    """Use the link: keep the password, end every other session and link, and return the key of a new session.

    Who had a password is told that it was changed, in the letter that ``notice`` writes.

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
    told = notice(user, now) if notice and user.password else None
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
        end_links(user)
        LoginSession.delete().where(LoginSession.user == user).execute()
        fresh = sessions.start(user, now, browser)
        journal.record("user.reset" if user.link.purpose == Purpose.RESET else "user.welcome", user, by=user)
        if told:
            mails.send_notice(told, user)
    return fresh


def link_ended() -> NotFound:
    """One answer for whatever is wrong with a link."""
    return NotFound(N_("This link does not work, or no longer."))


@dataclass(frozen=True)
class _Link:
    """A link to be, and the letter that brings it."""

    key: str
    now: datetime
    letter: Letter | None

    @classmethod
    def made(cls, user: User, write: mails.WriteLink | None) -> "_Link":
        key, now = keys.new_session_key(), clock.now()
        return cls(key, now, write(user, key, now + LIFE) if write else None)

    def give(self, user: User, by: User | Console) -> None:
        """Let it work, and none of before. Inside the caller's transaction."""
        until = self.now + LIFE
        end_links(user)
        Invitation.create(key_hash=keys.hash_of(self.key), user=user, created_at=self.now, expires_at=until)
        journal.record("user.invite", user, by=by, after={"until": until})
        if self.letter:
            mails.send_link(self.letter, user, "invitation", until)
