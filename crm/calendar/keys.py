"""The secret in somebody's link, and where it leads."""

import secrets

SUFFIX = ".ics"


def new() -> str:
    """A key that cannot be guessed: 256 random bits. Never kept; ``accounts.keys.hash_of`` is."""
    return secrets.token_urlsafe(32)


def path(key: str) -> str:
    """Where on this server the feed stands."""
    return f"/calendar/{key}{SUFFIX}"
