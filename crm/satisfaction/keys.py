"""The secret in the link by which a customer gives a mark, and where it leads."""

import secrets

BYTES = 32
SHOWN = "…"  # stands for a key in the letter that a colleague reads before it is sent


def new() -> str:
    """A key that cannot be guessed: 256 random bits. Never kept; ``accounts.keys.hash_of`` is."""
    return secrets.token_urlsafe(BYTES)


def path(key: str) -> str:
    """Where on this server the mark is given."""
    return f"/satisfaction/give/{key}"
