"""The postings: which tokens each contact, customer and person has, and the newest that match a question.

Two engines keep them, FTS5 in SQLite and ``tsvector`` in PostgreSQL. A question is a tree of
Whoosh's queries over two fields: ``any`` is every token, ``main`` words as written.

Positions are row numbers. Of a contact: seconds since 1900 in the high bits, its id in the
low 29, so that the newest hits are the first ones read. Of a customer twice its id, of a
person one more than that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from types import ModuleType
from typing import NamedTuple

import peewee
from whoosh import query

from crm.db import database
from crm.search.engines import fts5, tsvector

ID_BITS = 29
ID_MASK = (1 << ID_BITS) - 1
SECONDS_FROM_1900 = 2_208_988_800
HIGHEST = (1 << 63) - 1
ALL = "_all"  # on every row: NOT needs something to take away from
EVERYTHING = query.Term("any", ALL)
AT_ONCE = 500


class InteractionRow(NamedTuple):
    """A contact's tokens."""

    id: int
    position: int
    main: str
    extra: str
    facet: str


class PartyRow(NamedTuple):
    """A customer's or person's tokens."""

    position: int
    name: str
    other: str
    extra: str


def position(seconds: int, interaction_id: int) -> int:
    """Where a contact of that moment (seconds since 1970) stands."""
    return (max(seconds + SECONDS_FROM_1900, 0) << ID_BITS) | interaction_id


def interaction_id(at: int) -> int:
    """Which contact stands there."""
    return at & ID_MASK


def seconds(at: int) -> int:
    """When the contact that stands there took place, in seconds since 1970."""
    return (at >> ID_BITS) - SECONDS_FROM_1900


def customer_position(customer_id: int) -> int:
    """Where a customer stands among the parties."""
    return customer_id * 2


def person_position(person_id: int) -> int:
    """Where a person stands among the parties."""
    return person_id * 2 + 1


def all_of(trees: Sequence[query.Query]) -> query.Query:
    """What matches every one of these."""
    return trees[0] if len(trees) == 1 else query.And(list(trees))


def any_of(trees: Sequence[query.Query]) -> query.Query:
    """What matches one of these."""
    return trees[0] if len(trees) == 1 else query.Or(list(trees))


def one_of(tokens: Iterable[str]) -> query.Query | None:
    """What has one of these tokens; None where there are none."""
    terms = [query.Term("any", token) for token in tokens]
    return any_of(terms) if terms else None


def newest(tree: query.Query, limit: int, *, low: int = 0, high: int = HIGHEST) -> list[int]:
    """Positions of the newest contacts that match, from ``low`` up to but not including ``high``."""
    return _engine().newest(tree, limit, low, high)


def newest_of(wanted: Sequence[tuple[query.Query, int, dict[str, int]]]) -> list[list[int]]:
    """The same for several trees in one statement: for each at most so many, between its ``low`` and ``high``."""
    bounds = [(tree, limit, range_.get("low", 0), range_.get("high", HIGHEST)) for tree, limit, range_ in wanted]
    return _engine().newest_of(bounds) if wanted else []


def parties(wanted: Sequence[tuple[query.Query, int]]) -> list[int]:
    """Positions of customers and people that match, in one statement: for each tree at most so many."""
    return list(dict.fromkeys(_engine().parties(wanted)))


def put_interactions(rows: Sequence[InteractionRow]) -> set[int]:
    """Write contacts' tokens in place of what was there; returns which were there. Inside a transaction."""
    known = drop_interactions([row.id for row in rows])
    _engine().put_interactions(rows)
    mark = database.param
    database.execute_many(
        f"INSERT INTO search_position(interaction, position) VALUES ({mark}, {mark})",  # noqa: S608
        [row[:2] for row in rows],
    )
    return known


def drop_interactions(ids: Sequence[int]) -> set[int]:
    """Forget contacts; returns which were there. Inside a transaction."""
    if not ids:
        return set()
    marks = ", ".join([database.param] * len(ids))
    wanted = f"FROM search_position WHERE interaction IN ({marks})"
    known = dict(database.execute_sql(f"SELECT interaction, position {wanted}", ids).fetchall())
    if known:
        _engine().drop("search_interaction", list(known.values()))
        database.execute_sql(f"DELETE {wanted}", ids)
    return set(known)


def put_parties(rows: Sequence[PartyRow]) -> None:
    """Write customers' and people's tokens in place of what was there. Inside a transaction."""
    drop_parties([row.position for row in rows])
    _engine().put_parties(rows)


def drop_parties(positions: Sequence[int]) -> None:
    """Forget customers or people. Inside a transaction."""
    if positions:
        _engine().drop("search_party", positions)


def has_tokens(table: str, at: int, tokens: Sequence[str]) -> bool:
    """Whether the row at this position has all of these tokens."""
    for start in range(0, len(tokens), 50):
        tree = all_of([query.Term("any", token) for token in tokens[start : start + 50]])
        if not _engine().has(table, at, tree):
            return False
    return True


def wrong() -> dict[str, tuple[int, int]]:
    """Per kind how many records the index lacks or has in the wrong place, and how many of its rows are left over."""
    return {kind: (_count(lacking), _count(left_over)) for kind, (lacking, left_over) in _differences().items()}


def left_over() -> Iterator[Callable[[], None]]:
    """Deeds that drop the rows whose contact, customer or person is gone, some at a time.

    They are looked for outside a transaction, as that reads whole tables; each deed looks once more, inside one.
    """
    tables = {"customers": "search_party", "people": "search_party", "interactions": "search_interaction"}
    for kind, (_lacking, rows) in _differences().items():
        gone = [at for (at,) in database.execute_sql(f"SELECT d.at {rows}").fetchall()]
        for start in range(0, len(gone), AT_ONCE):
            yield partial(_forget, tables[kind], rows, gone[start : start + AT_ONCE])


def _forget(table: str, rows: str, positions: list[int]) -> None:
    wanted = ", ".join(map(str, positions))
    still = [at for (at,) in database.execute_sql(f"SELECT d.at {rows} AND d.at IN ({wanted})").fetchall()]
    if still:
        _engine().drop(table, still)
    if still and table == "search_interaction":
        wanted = ", ".join(map(str, still))
        database.execute_sql(f"DELETE FROM search_position WHERE position IN ({wanted})")  # noqa: S608


def _differences() -> dict[str, tuple[str, str]]:
    """Records that the index lacks, and rows of the index that nothing belongs to."""
    parties, contacts = _engine().rows("search_party"), _engine().rows("search_interaction")
    customer = "customer c WHERE c.deleted_at IS NULL"
    person = "person p JOIN customer c ON c.id = p.customer_id WHERE p.deleted_at IS NULL AND c.deleted_at IS NULL"
    there = _engine().GREATEST.format(f"i.occurred_at + {SECONDS_FROM_1900}", "0")
    return {  # noqa: RUF100, S608
        "customers": (
            f"FROM {customer} AND NOT EXISTS (SELECT 1 FROM {parties} WHERE d.at = c.id * 2)",  # noqa: S608
            f"FROM {parties} WHERE d.at & 1 = 0 AND NOT EXISTS (SELECT 1 FROM {customer} AND c.id = d.at / 2)",  # noqa: S608
        ),
        "people": (
            f"FROM {person} AND NOT EXISTS (SELECT 1 FROM {parties} WHERE d.at = p.id * 2 + 1)",  # noqa: S608
            f"FROM {parties} WHERE d.at & 1 = 1 AND NOT EXISTS (SELECT 1 FROM {person} AND p.id = d.at / 2)",  # noqa: S608
        ),
        "interactions": (
            "FROM interaction i WHERE i.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM search_position s"  # noqa: S608
            f" JOIN {contacts} ON d.at = s.position WHERE s.interaction = i.id"
            f" AND s.position = (({there} << {ID_BITS}) | i.id))",
            f"FROM {contacts} WHERE NOT EXISTS (SELECT 1 FROM interaction i JOIN search_position s"  # noqa: S608
            f" ON s.interaction = i.id WHERE i.id = (d.at & {ID_MASK}) AND s.position = d.at AND i.deleted_at IS NULL)",
        ),
    }


def _count(rows: str) -> int:
    return database.execute_sql(f"SELECT count(*) {rows}").fetchone()[0]


def _engine() -> ModuleType:
    return fts5 if isinstance(database.obj, peewee.SqliteDatabase) else tsvector
