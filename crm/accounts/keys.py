"""Keys that stand for a person: a browser's session, a program's token. Only their hash is kept.

A plain SHA-256 will do: 256 random bits cannot be guessed, unlike a password.
"""

import hashlib
import secrets

TOKEN_PREFIX = "rh_"  # noqa: S105 - so that a token is recognised where it leaks


def new_session_key() -> str:
    """A key for one browser."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """A key for one program."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """What to keep of ``key``."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def welcome_path(key: str) -> str:
    """Where on this server a colleague chooses a password."""
    return f"/accounts/welcome/{key}"


def welcome_address(base_url: str, key: str) -> str:
    """The link with which a colleague chooses a password."""
    return base_url + welcome_path(key)
