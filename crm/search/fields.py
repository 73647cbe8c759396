"""What ``van:alice``, ``kanaal:telefoon`` and ``sinds:maart`` in a question mean: facets, and a range of time.

Names may be begun only (``kanaal:tel``) and stand in any of our languages; several are
separated by commas. What nobody is called by is said, and then left out of the question.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from rapidfuzz.distance import OSA
from whoosh import query

from crm import dates
from crm.accounts import queries as accounts
from crm.accounts.models import User
from crm.company import queries as company
from crm.customers import queries as customers
from crm.interactions import channels, timeline
from crm.names import fold
from crm.search import analysis, postings, tokens
from crm.search.chips import Chip, chips_of
from crm.search.language import MOMENTS, Field, Question
from crm.words import N_, Text, in_all_languages

UNKNOWN = {
    "by": lambda value: N_("No colleague is called “%(value)s”: searched without that.", value=value),
    "channel": lambda value: N_("There is no channel “%(value)s”: searched without that.", value=value),
    "dept": lambda value: N_("There is no department “%(value)s”: searched without that.", value=value),
    "customer": lambda value: N_("No customer is called “%(value)s”: searched without that.", value=value),
    "kind": lambda value: N_("There is no kind “%(value)s”: searched without that.", value=value),
}
MYSELF = frozenset(("mij", "me", "ik", "mijzelf", "myself"))
Names = dict[str, tuple[str | Text, list[str]]]  # token -> how it is shown, what it may be called


@dataclass
class Understood:
    """A question of which every field is understood: what to match, where in time, and what to say of it.

    ``low`` and ``high`` are seconds since 1970; None: no limit. ``tree`` is None where nothing is left to ask.
    """

    tree: query.Query | None
    low: int | None = None
    high: int | None = None
    notices: list[Text] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)

    def positions(self) -> dict[str, int]:
        """The range of time as arguments of ``postings.newest``."""
        low = {} if self.low is None else {"low": postings.position(self.low, 0)}
        return low if self.high is None else {**low, "high": postings.position(self.high, 0)}


def understood(question: Question, today: date, zone: str, user: User | None = None) -> Understood:
    """Read the fields of ``question`` as somebody by the clock of ``zone`` means them. At most two queries per name."""
    asked = Understood(None, notices=[question.notice] if question.notice else [])
    reading = _Reading(asked, today, ZoneInfo(zone), user)
    asked.tree = reading.of(question.tree, top=True) if question.tree else None
    if asked.tree is None and (asked.low is not None or asked.high is not None):
        asked.tree = postings.EVERYTHING
    asked.chips = chips_of(question, reading.meanings)
    return asked


class _Reading:
    """Walks a tree and replaces its fields."""

    def __init__(self, asked: Understood, today: date, zone: ZoneInfo, user: User | None) -> None:
        self.asked, self.today, self.zone, self.user = asked, today, zone, user
        self.meanings: dict[int, str | Text | date] = {}

    def of(self, tree: query.Query, top: bool = False) -> query.Query | None:
        """The tree without fields; None where nothing is left. Times count for the whole question: only at its top."""
        if isinstance(tree, Field):
            return self._moment(tree, top) if tree.fieldname in MOMENTS else self._facet(tree)
        if isinstance(tree, query.Not):
            inner = self.of(tree.query)
            return query.Not(inner) if inner else None
        if type(tree) in (query.And, query.Or):
            inside = top and isinstance(tree, query.And)
            kept = [one for child in tree.children() if (one := self.of(child, inside))]
            return type(tree)(kept) if len(kept) > 1 else next(iter(kept), None)
        return tree

    def _moment(self, asked: Field, top: bool) -> None:
        period = dates.period(asked.text, self.today)
        if period is None:
            self.asked.notices.append(
                N_("“%(value)s” is not a date we understand: searched without it.", value=asked.text)
            )
            return
        if not top:
            self.asked.notices.append(
                N_("A date counts for the whole question: it cannot stand behind OR, NOT or in brackets.")
            )
            return
        name = asked.fieldname
        self.meanings[asked.startchar] = asked.text if name == "on" else period.start
        if name in ("since", "on"):
            begin = self._seconds(period.start)
            self.asked.low = begin if self.asked.low is None else max(begin, self.asked.low)
        if name in ("before", "on"):
            end = self._seconds(period.start if name == "before" else period.end)
            self.asked.high = end if self.asked.high is None else min(end, self.asked.high)

    def _seconds(self, day: date) -> int:
        return int(datetime.combine(day, time(), self.zone).astimezone(UTC).timestamp())

    def _facet(self, asked: Field) -> query.Query | None:
        alternatives, shown = [], []
        values = [asked.text] if asked.quoted else asked.text.split(",")
        for value in filter(None, map(str.strip, values)):
            found = self._found(asked.fieldname, value)
            if not found:
                self.asked.notices.append(UNKNOWN[asked.fieldname](value))
                continue
            tree, words = found
            alternatives.append(tree)
            shown.append(words)
        if not alternatives:
            return None
        self.meanings[asked.startchar] = shown[0] if len(shown) == 1 else asked.text
        return postings.any_of(alternatives)

    def _found(self, name: str, value: str) -> tuple[query.Query, str | Text] | None:
        if name == "customer":
            return self._customers(value)
        if name == "by" and self.user and fold(value) in MYSELF:
            return query.Term("any", tokens.author(self.user.id)), self.user.name
        return _called(value, _names(name))

    def _customers(self, value: str) -> tuple[query.Query, str] | None:
        """By number, or by words of the name, of which the last may be begun only."""
        if value.isascii() and (one := customers.by_number(value)):
            return query.Term("any", tokens.customer(one.id)), one.name
        words = analysis.columns(value)[0].split()
        if not words:
            return None
        *whole, last = [tokens.customer_word(word) for word in words]
        tree = postings.all_of([*(query.Term("any", token) for token in whole), query.Prefix("any", last)])
        return (tree, value) if postings.newest(tree, 1) else None


def _called(value: str, names: Names) -> tuple[query.Query, str | Text] | None:
    """Who or what is called ``value``, or else begins so, or else has a word that does."""
    asked = fold(value)
    for fits in (str.__eq__, str.startswith, _has_words, _is_nearly):
        found = [
            (token, shown) for token, (shown, called) in names.items() if any(fits(fold(one), asked) for one in called)
        ]
        if found:
            tree = postings.one_of(token for token, _shown in found)
            return tree, found[0][1] if len(found) == 1 else value
    return None


def _has_words(name: str, asked: str) -> bool:
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in asked.split())


def _is_nearly(name: str, asked: str) -> bool:
    """One slip of the finger from a word of the name."""
    return len(asked) > 3 and any(OSA.distance(word, asked) <= 1 for word in name.split())


def _names(field: str) -> Names:
    if field == "by":
        return {tokens.author(one.id): (one.name, [one.name, one.email]) for one in accounts.everyone()}
    if field == "dept":
        return {tokens.department(one.id): (one.name, [one.name]) for one in accounts.departments()}
    if field == "channel":
        own = {channel.key: channel for channel in company.own_channels()}
        known = channels.words(own).items()
        return {tokens.channel(key): (word, [key, *in_all_languages(word)]) for key, word in known}
    return {
        tokens.kind(name): (word, [name, *in_all_languages(word)])
        for name, (word, _condition) in timeline.KINDS.items()
    }
