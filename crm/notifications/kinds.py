"""What kinds of things colleagues hear of; ``wiring/telling.py`` registers them, in the order of the choices."""

from collections.abc import Callable
from dataclasses import dataclass

from crm.notifications.models import How
from crm.words import Text

Several = Callable[[int], Text]
About = Callable[[list[int]], dict[int, Text]]


@dataclass(frozen=True)
class Kind:
    """A kind: how the inbox says it (``%(name)s`` did it), what it is called in the choices, and how it comes.

    ``several`` says so many of them at one customer ("3 new contacts"); without it each stands by itself. ``about``
    says more of records than ``said`` does, by their number and in one query; ``said`` is for those that are gone.
    """

    name: str
    said: Text
    called: Text
    usual: How
    several: Several | None = None
    about: About | None = None


_kinds: dict[str, Kind] = {}


def add(
    name: str,
    said: Text,
    called: Text,
    usual: How = How.APP,
    several: Several | None = None,
    about: About | None = None,
) -> None:
    """Let colleagues hear of this kind from now on, unless they choose otherwise."""
    _kinds[name] = Kind(name, said, called, usual, several, about)


def every() -> list[Kind]:
    """All of them, in order."""
    return list(_kinds.values())


def get(name: str) -> Kind | None:
    """The kind, or None for one that is no longer told of."""
    return _kinds.get(name)


def rank(name: str) -> int:
    """Its place in the order: of two kinds about one record somebody hears of the first."""
    return list(_kinds).index(name) if name in _kinds else len(_kinds)
