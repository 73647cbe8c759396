"""How the hits divide: counts over the newest thousand, each a filter that can be put on the question and taken off."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import peewee
from peewee import SQL

from crm.accounts.models import Department, User
from crm.company import queries as company
from crm.customers.models import Customer
from crm.interactions import channels, having, timeline
from crm.interactions.models import Interaction
from crm.search import chips, language, postings
from crm.words import N_, Text, in_language

OVER = 1_000  # hits
SHOWN = 6  # values of one facet
NAMES = {
    "nl": {"channel": "kanaal", "dept": "afdeling", "by": "van", "customer": "klant", "kind": "soort", "on": "op"},
    "en": {"channel": "channel", "dept": "dept", "by": "by", "customer": "customer", "kind": "kind", "on": "on"},
}
PLAIN = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class FacetValue:
    """``q`` is the question with this filter, or where it is ``on`` without it."""

    label: str | Text
    count: int
    q: str
    on: bool


@dataclass(frozen=True)
class Facet:
    """One way to divide the hits."""

    field: str
    name: Text
    values: list[FacetValue] = field(default_factory=list)


@dataclass(frozen=True)
class _Value:
    key: Any
    label: str | Text
    written: str  # as it stands in a question


def of(positions: Sequence[int], question: language.Question, zone: ZoneInfo, locale: str) -> list[Facet]:
    """The facets of these hits, at most a thousand. Three queries for the hits and one per facet for names."""
    if not positions:
        return []
    ids = [postings.interaction_id(at) for at in positions]
    columns = (Interaction.channel, Interaction.department_id, Interaction.author_id, Interaction.customer_id)
    own = [name for name in timeline.KINDS if name not in timeline.HELD_IN]
    rows = _rows(ids, *columns, *_conditions(own))
    if not rows:
        return []
    channel, dept, author, customer, *of_kind = zip(*rows, strict=True)
    kind = _counted(own, of_kind) + _held(ids)
    found = [
        ("channel", N_("Channel"), Counter(channel), _channels),
        ("dept", N_("Department"), Counter(dept), _departments),
        ("by", N_("Colleague"), Counter(author), _colleagues),
        ("customer", N_("Customer"), Counter(customer), _customers),
        ("kind", N_("Kind"), kind, _kind_words),
        ("on", N_("Year"), _years_of(positions, zone), _years),
    ]
    facets = (_facet(name, word, count, named, question, locale) for name, word, count, named in found)
    return [facet for facet in facets if _divides(facet, len(rows))]


def _rows(ids: Collection[int], *columns: Any) -> list[tuple]:
    """These columns of each, in no order. The ids stand in the statement: a thousand values cost peewee 10 ms."""
    written = SQL("(" + ", ".join(map(str, ids)) + ")")
    return list(Interaction.select(*columns).where(Interaction.id.in_(written)).tuples())


def _held(ids: Sequence[int]) -> Counter:
    """How many have a fact of each kind.

    Asked of the contacts: to ask the postings for each would do the work of the question again, 20 ms a kind for a
    prefix at a million. Few contacts have any facts, so first is asked which, and only of those of what kind they are.
    """
    held = having.contacts(list(timeline.HELD_IN.values()), ids)
    names = [name for name, some in zip(timeline.HELD_IN, held, strict=True) if some]
    rows = _rows(set().union(*held), *_conditions(names)) if names else []
    return _counted(names, zip(*rows, strict=True)) if rows else Counter()


def _conditions(names: Iterable[str]) -> list[Any]:
    return [timeline.KINDS[name][1] for name in names]


def _counted(names: Iterable[str], columns: Iterable[tuple]) -> Counter:
    """Without those of which there are none."""
    return +Counter({name: sum(map(bool, column)) for name, column in zip(names, columns, strict=True)})


def _years_of(positions: Sequence[int], zone: ZoneInfo) -> Counter:
    """Told by the positions themselves, newest first."""
    found: Counter = Counter()
    year, begin = 0, postings.HIGHEST
    for at in positions:
        while at < begin:
            year = datetime.fromtimestamp(postings.seconds(at), zone).year
            begin = postings.position(int(datetime(year, 1, 1, tzinfo=zone).timestamp()), 0)
        found[year] += 1
    return found


def _divides(facet: Facet, hits: int) -> bool:
    """Whether choosing would change anything."""
    return any(value.on or value.count < hits for value in facet.values)


def _facet(name: str, word: Text, counts: Counter, named: Any, question: language.Question, locale: str) -> Facet:
    counts.pop(None, None)
    most = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:SHOWN]
    on = _there(question, name)
    prefix = NAMES.get(locale, NAMES["en"])[name]
    values = []
    for value in named([key for key, _count in most], locale):
        written = value.written if PLAIN.fullmatch(value.written) else f'"{value.written}"'
        place = on.get(value.written.lower())
        q = chips.without(question.text, *place) if place else f"{question.text} {prefix}:{written}".strip()
        values.append(FacetValue(value.label, counts[value.key], q, bool(place)))
    return Facet(name, word, values)


def _there(question: language.Question, name: str) -> dict[str, tuple[int, int]]:
    """What the question already asks of this field, and where."""
    leaves = question.tree.leaves() if question.tree else ()
    fields = (leaf for leaf in leaves if isinstance(leaf, language.Field) and leaf.fieldname == name)
    return {leaf.text.lower(): (leaf.startchar, leaf.endchar) for leaf in fields}


def _channels(keys: Iterable[str], locale: str) -> list[_Value]:
    words = channels.words({channel.key: channel for channel in company.own_channels()})
    return [_Value(key, words[key], in_language(words[key], locale).lower()) for key in keys if key in words]


def _departments(ids: Iterable[int], _locale: str) -> list[_Value]:
    return _named(Department, ids, Department.name)


def _colleagues(ids: Iterable[int], _locale: str) -> list[_Value]:
    return _named(User, ids, User.name)


def _customers(ids: Iterable[int], _locale: str) -> list[_Value]:
    return _named(Customer, ids, Customer.number, Customer.deleted_at.is_null())


def _named(model: Any, ids: Iterable[int], written: peewee.Field, present: Any = True) -> list[_Value]:
    wanted = list(ids)
    rows = model.select(model.id, model.name, written).where(model.id.in_(wanted) & present).tuples()
    found = {id: _Value(id, name, as_written.replace('"', "")) for id, name, as_written in rows}
    return [found[id] for id in wanted if id in found]


def _kind_words(names: Iterable[str], locale: str) -> list[_Value]:
    words = {name: word for name, (word, _condition) in timeline.KINDS.items()}
    return [_Value(name, words[name], in_language(words[name], locale).lower()) for name in names]


def _years(years: Iterable[int], _locale: str) -> list[_Value]:
    return [_Value(year, str(year), str(year)) for year in sorted(years, reverse=True)]
