"""Somebody who is logged in, in a browser and as a program."""

from dataclasses import dataclass

from flask import Flask

from crm import clock
from crm.accounts import keys
from crm.accounts.models import ApiToken, LoginSession, User
from crm.db import transaction

COLLEAGUE = "joost"
UNTIL = 2**33  # seconds since 1970


@dataclass(frozen=True)
class Visitor:
    """The headers that a browser and a program send."""

    browser: dict[str, str]
    program: dict[str, str]


def log_in(app: Flask) -> Visitor:
    """A salesman of the demo with a session and a token of his own."""
    user = User.get(User.email.startswith(COLLEAGUE))
    key, token = keys.new_session_key(), keys.new_token()
    with transaction():
        LoginSession.create(
            key_hash=keys.hash_of(key), user=user, created_at=clock.now(), expires_at=UNTIL, browser="bench"
        )
        ApiToken.create(key_hash=keys.hash_of(token), user=user, name="bench", created_at=clock.now())
    cookie = app.session_interface.get_signing_serializer(app).dumps({"_user_id": key, "_fresh": True})
    return Visitor(
        {"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={cookie}"},
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
