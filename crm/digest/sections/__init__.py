"""What rooms tell in a digest; ``wiring/telling.py`` registers them, in the order in which they stand."""

from collections.abc import Callable
from dataclasses import dataclass

from crm.news import Edition, Section
from crm.words import Text

Load = Callable[[Edition], Section | None]  # in a fixed number of queries; None where there is nothing to tell


@dataclass(frozen=True)
class Registered:
    """A section that somebody can choose: its key, its title and where its rows come from."""

    name: str
    title: Text
    load: Load


_sections: dict[str, Registered] = {}


def add(name: str, title: Text, load: Load) -> None:
    """Tell what ``load`` finds under ``title``, unless the reader left ``name`` out."""
    _sections[name] = Registered(name, title, load)


def every() -> list[Registered]:
    """All of them, in order."""
    return list(_sections.values())
