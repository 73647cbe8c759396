"""The searches that a colleague keeps, and how much is new in each."""

from dataclasses import dataclass

from crm.accounts.models import User
from crm.names import fold
from crm.search import queries
from crm.search.models import SavedSearch

LOOKED_AT = 20  # searches of which what is new is counted: each costs about as much as a page of hits
SUGGESTED = 3


@dataclass(frozen=True)
class Kept:
    """A saved search with its news: ``more`` than ``new`` contacts were logged since; None was not counted."""

    id: int
    name: str
    query: str
    new: int | None = None
    more: bool = False


def rows(user: User) -> list[SavedSearch]:
    """Theirs, by name; there are at most fifty."""
    return sorted(SavedSearch.select().where(SavedSearch.user == user), key=lambda one: (fold(one.name), one.id))


def with_news(reader: queries.Reader) -> list[Kept]:
    """Theirs, by name; for the first few of them how much is new since they last looked."""
    kept = []
    for place, one in enumerate(rows(reader.user)):
        new = queries.new_since(one.query, one.seen_id, reader=reader) if place < LOOKED_AT else (None, False)
        kept.append(Kept(one.id, one.name, one.query, *new))
    return kept


def begins_with(kept: list[SavedSearch], typed: str) -> list[SavedSearch]:
    """Those of which a word of the name begins so."""
    asked = fold(typed)
    return [one for one in kept if asked and f" {fold(one.name)}".find(f" {asked}") >= 0][:SUGGESTED]
