"""Named reads about colleagues."""

from crm import clock
from crm.accounts import emails, keys
from crm.accounts.models import ApiToken, Department, LoginSession, User


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
    return list(ApiToken.select().where(ApiToken.user == user, ApiToken.revoked_at.is_null()))


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


def _users():
    return User.select(User, Department).join(Department)
