"""The searches that a colleague keeps, and how much is new in each."""

from dataclasses import dataclass

from crm.accounts.models import User
from crm.names import fold
from crm.search import queries
from crm.search.models import SavedSearch

LOOKED_AT = 20  # searches of which what is new is counted, in one statement
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
    kept = rows(reader.user)
    news = queries.new_since([(one.query, one.seen_id) for one in kept[:LOOKED_AT]], reader=reader)
    news += [(None, False)] * (len(kept) - len(news))
    return [Kept(one.id, one.name, one.query, *new) for one, new in zip(kept, news, strict=True)]


def begins_with(kept: list[SavedSearch], typed: str) -> list[SavedSearch]:
    """Those of which a word of the name begins so."""
    asked = fold(typed)
    return [one for one in kept if asked and f" {fold(one.name)}".find(f" {asked}") >= 0][:SUGGESTED]
