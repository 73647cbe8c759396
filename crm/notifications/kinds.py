"""What kinds of things colleagues hear of; ``app.py`` registers them, in the order in which somebody chooses."""

from dataclasses import dataclass

from crm.notifications.models import How
from crm.words import Text


@dataclass(frozen=True)
class Kind:
    """A kind: how the inbox says it (``%(name)s`` did it), what it is called in the choices, and how it comes."""

    name: str
    said: Text
    called: Text
    usual: How


_kinds: dict[str, Kind] = {}


def add(name: str, said: Text, called: Text, usual: How = How.APP) -> None:
    """Let colleagues hear of this kind from now on, unless they choose otherwise."""
    _kinds[name] = Kind(name, said, called, usual)


def every() -> list[Kind]:
    """All of them, in order."""
    return list(_kinds.values())


def get(name: str) -> Kind | None:
    """The kind, or None for one that is no longer told of."""
    return _kinds.get(name)
