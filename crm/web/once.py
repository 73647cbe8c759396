"""What several parts of one page ask, asked once."""

from collections.abc import Callable
from typing import TypeVar

from flask import g

Found = TypeVar("Found")


def once(read: Callable[..., Found], *about: object) -> Found:
    """What ``read(*about)`` finds, kept for the rest of the request; nobody may change it."""
    kept = g.setdefault("once", {})
    if (read, about) not in kept:
        kept[read, about] = read(*about)
    return kept[read, about]
