"""Named reads about colleagues."""

from dataclasses import dataclass
from datetime import datetime

import peewee
from peewee import JOIN, fn

from crm import clock, paging
from crm.accounts import emails, keys
from crm.accounts.models import ApiToken, Department, Invitation, LoginSession, Purpose, Role, User
from crm.errors import NotFound
from crm.words import N_

PAGE = 100


def user_by_session_key(key: str) -> User | None:
    """The colleague, with department, whose browser holds ``key``; None once it ended or they were disabled."""
    return (
        _users()
        .join_from(User, LoginSession)
        .where(LoginSession.key_hash == keys.hash_of(key), LoginSession.expires_at > clock.now())
        .where(User.disabled_at.is_null())
        .first()
    )


def user_by_token(token: str) -> User | None:
    """The colleague, with department, that a program with ``token`` acts for."""
    return (
        _users()
        .join_from(User, ApiToken)
        .where(ApiToken.key_hash == keys.hash_of(token), ApiToken.revoked_at.is_null())
        .where(User.disabled_at.is_null())
        .first()
    )


def tokens(user: User) -> list[ApiToken]:
    """The tokens of a colleague that still work."""
    return list(
        ApiToken.select().where(ApiToken.user == user, ApiToken.revoked_at.is_null()).order_by(ApiToken.id.desc())
    )


def token(token_id: int) -> ApiToken:
    """One token, ended or not. Raises NotFound."""
    found = ApiToken.get_or_none(ApiToken.id == token_id)
    if found is None:
        raise NotFound(N_("This token is not there."))
    return found


def sessions(user: User) -> list[LoginSession]:
    """Where a colleague is logged in now, the latest first."""
    mine = LoginSession.select().where(LoginSession.user == user, LoginSession.expires_at > clock.now())
    return list(mine.order_by(LoginSession.created_at.desc(), LoginSession.id.desc()))


def invited(key: str, now: datetime | None = None) -> User | None:
    """The colleague, with department, for whom the link with ``key`` is and still works; ``link.purpose``: what for."""
    return (
        User.select(User, Department, Invitation.purpose)
        .join(Department)
        .join_from(User, Invitation, attr="link")
        .where(Invitation.key_hash == keys.hash_of(key), _works(now or clock.now()), User.disabled_at.is_null())
        .first()
    )


def link_until(user: User) -> datetime | None:
    """Until when the invitation that a colleague has works; None where they have none."""
    mine = Invitation.select(Invitation.expires_at).where(Invitation.user == user, _welcomes(clock.now()))
    return mine.scalar()


def user(user_id: int) -> User:
    """One colleague, disabled or not, with department. Raises NotFound."""
    found = _users().where(User.id == user_id).first()
    if found is None:
        raise NotFound(N_("This colleague is not there."))
    return found


def user_by_email(email: str) -> User | None:
    """The colleague with this address, disabled or not."""
    return _users().where(User.email == emails.normal(email)).first()


def departments() -> list[Department]:
    """All departments, in the order in which they were made."""
    return list(Department.select().order_by(Department.id))


def colleagues() -> list[User]:
    """Who works here now, by surname, with department."""
    return list(_users().where(User.disabled_at.is_null()).order_by(User.sort_name, User.id))


def everyone() -> list[User]:
    """All colleagues there ever were, by surname, with department."""
    return list(_users().order_by(User.sort_name, User.id))


@dataclass(frozen=True)
class Page:
    """Some colleagues by surname, each with ``link_until``, and where the next page begins."""

    rows: list[User]
    next_cursor: str


def page(*, disabled: bool, after: str = "") -> Page:
    """A page of who works here, or of who was disabled, by key: ``after`` is the previous page's ``next_cursor``."""
    link = _welcomes(clock.now()) & (Invitation.user == User.id)
    query = (
        User.select(User, Department, Invitation.expires_at.alias("link_until"))
        .join(Department)
        .join_from(User, Invitation, JOIN.LEFT_OUTER, on=link, attr="link")
        .where(User.disabled_at.is_null(not disabled))
        .order_by(User.sort_name, User.id)
        .limit(PAGE + 1)
    )
    if key := paging.name_key(after):
        query = query.where(peewee.Tuple(User.sort_name, User.id) > key)
    rows = list(query)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    return Page(rows, paging.cursor(rows[-1].sort_name, rows[-1].id) if more else "")


def department(department_id: int) -> Department:
    """One department. Raises NotFound."""
    found = Department.get_or_none(Department.id == department_id)
    if found is None:
        raise NotFound(N_("This department is not there."))
    return found


def departments_with_size() -> list[Department]:
    """All departments in the order of their names, each with ``here``: how many colleagues work there now."""
    working = (User.department == Department.id) & User.disabled_at.is_null()
    query = Department.select(Department, fn.COUNT(User.id).alias("here")).join(User, JOIN.LEFT_OUTER, on=working)
    return sorted(query.group_by(Department), key=lambda one: one.name.casefold())


def departments_with_writers() -> list[Department]:
    """All departments, each with ``here``: how many colleagues work there now who may log a contact. One query."""
    writing = (User.department == Department.id) & User.disabled_at.is_null() & (User.role != Role.READER)
    query = Department.select(Department, fn.COUNT(User.id).alias("here")).join(User, JOIN.LEFT_OUTER, on=writing)
    return list(query.group_by(Department).order_by(Department.id))


def _works(now: datetime) -> peewee.Expression:
    return Invitation.used_at.is_null() & (Invitation.expires_at > now)


def _welcomes(now: datetime) -> peewee.Expression:
    """An invitation that still works: of these a colleague has one at most."""
    return (Invitation.purpose == Purpose.WELCOME) & _works(now)


def _users():
    return User.select(User, Department).join(Department)
