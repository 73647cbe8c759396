"""What the search pages, the timeline's text filter and the API ask."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import peewee
from markupsafe import Markup

from crm.accounts.models import User
from crm.customers import queries as customers
from crm.interactions import queries as interactions
from crm.interactions.models import Comment
from crm.search import fts5, index, language, parties
from crm.search.highlight import Marks, marked, snippet
from crm.search.parties import Party
from crm.words import N_, Text

PARTIES = 6
BATCH = 500
SHORTEST_SUGGESTED = 2
MOST_BINNED = 200  # customers; readers leave out what comes of others, and a page is shorter
NOT_UNDERSTOOD = N_("This could not be searched for. Try fewer words.")


@dataclass(slots=True)
class Hit(interactions.Entry):
    """A contact that was found: an entry with the found words marked."""

    title_html: Markup | str = ""
    snippet: Markup | None = None


@dataclass
class Results:
    """Customers and people, contacts newest first, and where the next page begins."""

    parties: list[Party] = field(default_factory=list)
    interactions: list[Hit] = field(default_factory=list)
    next_cursor: str = ""
    notice: Text | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was found at all."""
        return not self.parties and not self.interactions


def search(
    q: str, *, cursor: str | None = None, limit: int = 20, customer: int | None = None, user: User | None = None
) -> Results:
    """Look for ``q``, whatever it is; ``cursor`` is the previous page's. ``user`` has their own customers first."""
    question = language.read(q)
    before = _position(cursor)
    results = Results(notice=question.notice)
    try:
        found = _positions(question, before, limit + 1, customer)
        if before is None and customer is None:
            results.parties = parties.find(q, PARTIES, user)
    except peewee.OperationalError:  # FTS5 refuses what is too deep or too long
        return Results(notice=NOT_UNDERSTOOD)
    results.interactions = _hits([fts5.interaction_id(at) for at in found[:limit]], Marks.of(question.tree))
    results.next_cursor = str(found[limit - 1]) if len(found) > limit else ""
    return results


def suggest(q: str, *, limit: int = 8, user: User | None = None) -> list[Party]:
    """Customers and people while somebody types, from two characters on."""
    if len(q.strip()) < SHORTEST_SUGGESTED:
        return []
    try:
        return parties.find(q, limit, user)
    except peewee.OperationalError:
        return []


def interaction_ids(
    q: str, *, customer: int | None = None, before: tuple[int, int] | None = None, limit: int = 200
) -> list[int]:
    """The newest contacts that match, older than ``before`` (moment in seconds, id)."""
    try:
        found = _positions(language.read(q), fts5.position(*before) if before else None, limit, customer)
    except peewee.OperationalError:
        return []
    return [fts5.interaction_id(at) for at in found]


def found(q: str, *, customer: int | None = None, most: int) -> Iterator[list[interactions.Entry]]:
    """The newest ``most`` contacts that match, a batch at a time."""
    question, before = language.read(q), None
    while most > 0:
        try:
            at = _positions(question, before, min(most, BATCH), customer)
        except peewee.OperationalError:
            return
        if not at:
            return
        yield interactions.by_ids(map(fts5.interaction_id, at))
        before, most = at[-1], most - len(at)


def _position(cursor: str | None) -> int | None:
    """Where the previous page ended; None for the first page and for what was never given out."""
    if not cursor or not cursor.isascii() or not cursor.isdigit():
        return None
    at = int(cursor[:20])
    return at if at < 1 << 63 else None


def _positions(question: language.Question, before: int | None, limit: int, customer: int | None) -> list[int]:
    expression = fts5.match(question.tree) if question.tree else None
    if not expression:
        return []
    if customer:
        facet = fts5.quoted(index.customer_facet(customer))
        return fts5.newest(fts5.all_of(facet, expression), before, limit)
    # their contacts stay in the index: left out here, so that a page of hits is full
    binned = fts5.any_of(map(index.customer_facet, customers.in_bin(MOST_BINNED)))
    return fts5.newest(f"({expression} NOT {binned})" if binned else expression, before, limit)


def _hits(ids: list[int], marks: Marks) -> list[Hit]:
    entries = interactions.by_ids(ids)
    comments = _comments([entry.id for entry in entries if entry.comment_count])
    hits = []
    for entry in entries:
        hit = Hit(**{name: getattr(entry, name) for name in interactions.Entry.__dataclass_fields__})
        hit.title_html = marked(entry.title, marks)
        passages = (snippet(text, marks) for text in (_after_title(entry), *comments.get(entry.id, [])))
        hit.snippet = next((passage for passage in passages if passage), None)
        hits.append(hit)
    return hits


def _after_title(entry: interactions.Entry) -> str:
    """The text, without the first sentence where that is the title."""
    body = entry.body.strip()
    return body if entry.subject else body.removeprefix(entry.title).lstrip(". ")


def _comments(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Comment.select(Comment.interaction, Comment.body).where(Comment.interaction.in_(ids)).order_by(Comment.id)
    for id, body in rows.tuples():
        found.setdefault(id, []).append(body)
    return found
