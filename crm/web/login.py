"""Who is behind this request: Flask-Login over the session rows of ``accounts``.

The cookie holds only the session's key and the CSRF token; what the key is worth
stands in the database, so that it can be taken back.
"""

from datetime import timedelta
from functools import wraps
from typing import Any

import flask_login
from flask import Flask, session
from flask.typing import ResponseReturnValue

from crm.accounts import queries
from crm.accounts.models import Role, User
from crm.errors import Forbidden
from crm.web import resend

KEY = "_user_id"  # where Flask-Login keeps what get_id() returned


class SignedIn(flask_login.UserMixin):
    """A colleague with the key of the session they came in with."""

    def __init__(self, user: User, key: str) -> None:
        self.user, self.key = user, key
        self.name, self.locale, self.timezone = user.name, user.locale, user.timezone

    def get_id(self) -> str:
        return self.key


def install(app: Flask) -> None:
    """Set up Flask-Login and give templates ``me``, the colleague who looks, or None."""
    manager = flask_login.LoginManager(app)
    manager.session_protection = None  # the row in the database is the protection
    app.config.update(PERMANENT_SESSION_LIFETIME=timedelta(days=30))

    @manager.user_loader
    def load(key: str) -> SignedIn | None:
        user = queries.user_by_session_key(key)
        return SignedIn(user, key) if user else None

    @manager.unauthorized_handler
    def ask() -> ResponseReturnValue:
        return resend.ask_to_log_in()

    @app.context_processor
    def who() -> dict[str, Any]:
        user = flask_login.current_user
        return {"me": user.user if user and user.is_authenticated else None}


def me() -> User:
    """The colleague behind this request. Only in views that require log-in."""
    return flask_login.current_user.user


def start(user: User, key: str, remember: bool) -> None:
    """Begin a session in this browser; an old one's contents do not carry over."""
    session.clear()
    session.permanent = remember
    flask_login.login_user(SignedIn(user, key))


def end() -> None:
    """Forget the session in this browser."""
    flask_login.logout_user()
    session.clear()


def current_key() -> str:
    """The key of this browser's session, or an empty string."""
    return session.get(KEY, "")


def role_required(role: Role) -> Any:
    """Let only colleagues with at least ``role`` see a view; others get 403."""

    def decorate(view: Any) -> Any:
        @wraps(view)
        @flask_login.login_required
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not me().may(role):
                raise Forbidden()
            return view(*args, **kwargs)

        return guarded

    return decorate
