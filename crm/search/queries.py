"""What the search pages, the timeline's text filter and the API ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from whoosh import query

from crm import clock
from crm.accounts.models import User
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.interactions import queries as interactions
from crm.search import analysis, facets, fields, language, parties, passages, postings, ranking, spelling, tokens
from crm.search.chips import Chip
from crm.search.engines import NotUnderstood
from crm.search.facets import Facet
from crm.search.fields import Understood
from crm.search.language import Question
from crm.search.parties import Party
from crm.search.passages import Hit
from crm.search.spelling import Correction
from crm.words import N_, Text

PARTIES = 6
BATCH = 500
SHORTEST_SUGGESTED = 2
LOOKED_AT = 100  # hits, to tell how many are new
MOST_PASSED = 10  # pages that are read on where nearly all of a page lies in the bin
MOST_BINNED = 200  # customers; readers leave out what comes of others, and a page is shorter
NOT_UNDERSTOOD = N_("This could not be searched for. Try fewer words.")
NEWEST, BEST = "newest", "best"


@dataclass(frozen=True)
class Reader:
    """Who asks, in which language and by which clock: what "vorige week" and "van mij" mean to them."""

    user: User | None = None
    locale: str = "nl"
    zone: str = "Europe/Amsterdam"

    @property
    def today(self) -> date:
        """The date where they are."""
        return clock.now().astimezone(ZoneInfo(self.zone)).date()


NOBODY = Reader()


@dataclass
class Results:
    """Customers and people, contacts in the order asked for, and where the next page begins.

    ``count`` is that of all hits, at most a thousand; ``more``: there are others. Both only on the first page.
    """

    parties: list[Party] = field(default_factory=list)
    interactions: list[Hit] = field(default_factory=list)
    next_cursor: str = ""
    notices: list[Text] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    count: int = 0
    more: bool = False
    sort: str = NEWEST

    @property
    def empty(self) -> bool:
        """Whether nothing was found at all."""
        return not self.parties and not self.interactions and not self.next_cursor


@dataclass
class _Inquiry:
    """A question that was understood and tried: its newest hits stand in ``found``."""

    question: Question
    asked: Understood
    tree: query.Query | None = None
    found: list[int] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def search(
    q: str,
    *,
    reader: Reader = NOBODY,
    cursor: str = "",
    limit: int = 20,
    customer: int | None = None,
    sort: str = NEWEST,
    exact: bool = False,
    counted: bool = True,
) -> Results:
    """Look for ``q``, whatever it is. ``exact``: words as they were typed, not as they were probably meant.

    ``cursor`` is the previous page's. The reader has their own customers first. Without ``counted`` nobody is told
    how many there are and how they divide.
    """
    counted = counted and not cursor
    try:
        inquiry = _inquire(q, reader, customer, exact, facets.OVER + 1 if counted else limit + 1)
        results = Results(
            notices=inquiry.asked.notices, chips=inquiry.asked.chips, corrections=inquiry.corrections, sort=sort
        )
        if counted:
            _describe(results, inquiry, reader)
        if not cursor and customer is None:
            results.parties = parties.find(_names_in(inquiry), PARTIES, reader.user)
        _fill(results, inquiry, cursor, limit)
    except NotUnderstood:
        return Results(notices=[NOT_UNDERSTOOD], sort=sort)
    return results


def suggest(q: str, *, limit: int = 8, user: User | None = None) -> list[Party]:
    """Customers and people while somebody types, from two characters on."""
    if len(q.strip()) < SHORTEST_SUGGESTED:
        return []
    try:
        return parties.find(q, limit, user)
    except NotUnderstood:
        return []


def customers_like(q: str, *, limit: int = 8) -> list[Customer]:
    """Customers that are called so, or where somebody is, the likeliest first; to choose one without scripts."""
    ids = list(dict.fromkeys(party.customer_id for party in suggest(q, limit=limit)))
    known = {one.id: one for one in Customer.select().where(Customer.id.in_(ids) & Customer.archived_at.is_null())}
    return [known[id] for id in ids if id in known]


def interaction_ids(
    q: str,
    *,
    reader: Reader = NOBODY,
    customer: int | None = None,
    before: tuple[int, int] | None = None,
    limit: int = 200,
) -> list[int]:
    """The newest contacts that match, older than ``before`` (moment in seconds, id)."""
    try:
        inquiry = _inquire(q, reader, customer, True, 1)
        at = _newest(inquiry, limit, postings.position(*before) if before else None)
        return list(map(postings.interaction_id, at))
    except NotUnderstood:
        return []


def found(
    q: str, *, reader: Reader = NOBODY, customer: int | None = None, exact: bool = False, most: int
) -> Iterator[list[interactions.Entry]]:
    """The newest ``most`` contacts that match, a batch at a time."""
    try:
        inquiry = _inquire(q, reader, customer, exact, spelling.LITTLE)
        before = None
        while most > 0 and (at := _newest(inquiry, min(most, BATCH), before)):
            yield interactions.by_ids(map(postings.interaction_id, at))
            before, most = at[-1], most - len(at)
    except NotUnderstood:
        return


def new_since(asked: Sequence[tuple[str, int]], *, reader: Reader = NOBODY) -> list[tuple[int, bool]]:
    """Of each question how many of its newest hits were logged after a contact, and whether there may be more.

    ``asked`` has the question and that contact's id. Two queries however many there are, and one per name in them.
    """
    questions = [language.read(q, today=reader.today) for q, _seen_id in asked]
    understood = [fields.understood(one, reader.today, reader.zone, reader.user) for one in questions]
    binned = customers.in_bin(MOST_BINNED)
    wanted = [(_present(one.tree, binned), LOOKED_AT, one.positions()) for one in understood if one.tree is not None]
    try:
        hits = iter(postings.newest_of(wanted))
    except NotUnderstood:
        return [(0, False)] * len(asked)
    counts = []
    for one, (_q, seen_id) in zip(understood, asked, strict=True):
        found = next(hits) if one.tree is not None else []
        count = sum(postings.interaction_id(at) > seen_id for at in found)
        counts.append((count, count == LOOKED_AT))
    return counts


def _inquire(q: str, reader: Reader, customer: int | None, exact: bool, limit: int) -> _Inquiry:
    """Understand ``q`` and try it; where that finds little, also as it was probably meant."""
    analysis.stay_up_to_date()
    question = language.read(q, today=reader.today)
    inquiry = _tried(question, reader, customer, limit)
    if exact or (len(inquiry.found) >= spelling.LITTLE and not spelling.doubtful(question)):
        return inquiry
    meant, corrections = spelling.corrected(question)
    if corrections:
        corrected = _tried(meant, reader, customer, limit)
        if corrected.found or not inquiry.found:
            corrected.corrections = corrections
            return corrected
    return inquiry


def _tried(question: Question, reader: Reader, customer: int | None, limit: int) -> _Inquiry:
    inquiry = _Inquiry(question, fields.understood(question, reader.today, reader.zone, reader.user))
    if inquiry.asked.tree is not None:
        inquiry.tree = _readable(inquiry.asked.tree, customer)
        inquiry.found = _newest(inquiry, limit, None)
    return inquiry


def _readable(tree: query.Query, customer: int | None) -> query.Query:
    if customer:
        return postings.all_of([query.Term("any", tokens.customer(customer)), tree])
    return _present(tree, customers.in_bin(MOST_BINNED))


def _present(tree: query.Query, binned: list[int]) -> query.Query:
    """``tree`` everywhere but at customers in the bin: their contacts stay in the index."""
    gone = postings.one_of(map(tokens.customer, binned))
    return postings.all_of([tree, query.Not(gone)]) if gone else tree


def _newest(inquiry: _Inquiry, limit: int, before: int | None) -> list[int]:
    if inquiry.tree is None:
        return []
    moments = inquiry.asked.positions()
    if before is not None:
        moments["high"] = min(before, moments.get("high", postings.HIGHEST))
    return postings.newest(inquiry.tree, limit, **moments)


def _describe(results: Results, inquiry: _Inquiry, reader: Reader) -> None:
    """Counts and facets, of the newest thousand."""
    at = inquiry.found[: facets.OVER]
    results.count, results.more = len(at), len(inquiry.found) > facets.OVER
    results.facets = facets.of(at, inquiry.question, ZoneInfo(reader.zone), reader.locale)


def _fill(results: Results, inquiry: _Inquiry, cursor: str, limit: int) -> None:
    """A page of hits. What lies in the bin beyond ``MOST_BINNED`` customers is passed over, page by page."""
    results.next_cursor = cursor
    for _page_of_hits in range(MOST_PASSED):
        at, results.next_cursor = _page(inquiry, results.next_cursor, limit, results.sort)
        ids = list(map(postings.interaction_id, at))
        results.interactions += passages.hits(ids, inquiry.question.tree)
        if not results.next_cursor or len(results.interactions) >= limit / 2:
            return


def _page(inquiry: _Inquiry, cursor: str, limit: int, sort: str) -> tuple[list[int], str]:
    """The positions of one page, and where the next begins."""
    if sort == BEST and inquiry.tree is not None:
        words = ranking.words_of(inquiry.question.tree)
        at = ranking.best(inquiry.tree, words, clock.now(), **inquiry.asked.positions())
        start = _number(cursor) or 0
        more = start + limit < len(at)
        return at[start : start + limit], str(start + limit) if more else ""
    at = _newest(inquiry, limit + 1, _number(cursor)) if cursor else inquiry.found[: limit + 1]
    return at[:limit], str(at[limit - 1]) if len(at) > limit else ""


def _names_in(inquiry: _Inquiry) -> str:
    """The question as a name: only where it is nothing but words."""
    text = inquiry.question.text
    leaves = inquiry.question.tree.leaves() if inquiry.question.tree else ()
    return "" if any(isinstance(leaf, language.Field) for leaf in leaves) else text


def _number(cursor: str) -> int | None:
    """A cursor that was given out; None for the first page and for what never was one."""
    if not cursor.isascii() or not cursor.isdigit():
        return None
    at = int(cursor[:20])
    return at if at < postings.HIGHEST else None
