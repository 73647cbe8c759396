"""What people type, and what is right."""

from dataclasses import dataclass
from fnmatch import filter as matching

from tests.search.relevance.notes import rows


@dataclass(frozen=True)
class Case:
    """A query; ``first``: names of which one stands above the contacts, empty where none need."""

    kind: str
    query: str
    relevant: frozenset[str]
    also: frozenset[str]
    never: frozenset[str]
    first: tuple[str, ...]

    @property
    def right(self) -> frozenset[str]:
        """What may stand among the first three."""
        return self.relevant | self.also


def cases() -> list[Case]:
    """Every query. Raises KeyError where one names a note that does not exist."""
    notes = [row["key"] for row in rows("notes")]
    return [_case(row, notes) for row in rows("queries")]


def _case(row: dict[str, str], notes: list[str]) -> Case:
    relevant, also = (_keys(row[name], notes) for name in ("relevant", "also"))
    never = frozenset(notes) - relevant - also if row["never"] == "*" else _keys(row["never"], notes)
    first = tuple(filter(None, row["first"].split(" / ")))
    return Case(row["kind"], row["query"], relevant, also, never, first)


def _keys(written: str, notes: list[str]) -> frozenset[str]:
    found = set()
    for pattern in written.split():
        some = matching(notes, pattern)
        if not some:
            raise KeyError(pattern)
        found.update(some)
    return frozenset(found)
