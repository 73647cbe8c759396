"""Why a customer may sit in the empty chair; ``wiring/pages.py`` registers the rooms that know of such occasions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from crm.news import Occasion
from crm.words import Text

Find = Callable[[datetime, int], list[Occasion]]  # since when, at most so many; the newest first, in a few queries


@dataclass(frozen=True)
class Registered:
    """A sort of occasion: its key, what it is called and who finds them."""

    name: str
    word: Text
    find: Find


_occasions: dict[str, Registered] = {}


def add(name: str, word: Text, find: Find) -> None:
    """Let customers sit in the chair on these occasions from now on."""
    _occasions[name] = Registered(name, word, find)


def every() -> list[Registered]:
    """All sorts, in order."""
    return list(_occasions.values())
