"""The postings in SQLite: the only file of this room that knows FTS5.

Positions are rowids. Of a contact: seconds since 1900 in the high bits, its id in the
low 29, so that the newest hits are the first ones read. Of a customer twice its id, of a
person one more than that.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from whoosh import query

from crm.db import database

ID_BITS = 29
ID_MASK = (1 << ID_BITS) - 1
SECONDS_FROM_1900 = 2_208_988_800
ALL = "_all"  # on every row: NOT needs something to take away from
CUSTOMERS = "SELECT id FROM customer WHERE deleted_at IS NULL"
PEOPLE = f"SELECT id FROM person WHERE deleted_at IS NULL AND customer_id IN ({CUSTOMERS})"  # noqa: S608
# Rows the index lacks, and rows of the index (``_docsize`` has one each) that nothing belongs to.
WRONG = {
    "customers": (
        f"FROM ({CUSTOMERS}) WHERE id * 2 NOT IN (SELECT id FROM search_party_docsize)",  # noqa: S608
        f"FROM search_party_docsize WHERE id % 2 = 0 AND id / 2 NOT IN ({CUSTOMERS})",
    ),
    "people": (
        f"FROM ({PEOPLE}) WHERE id * 2 + 1 NOT IN (SELECT id FROM search_party_docsize)",  # noqa: S608
        f"FROM search_party_docsize WHERE id % 2 = 1 AND id / 2 NOT IN ({PEOPLE})",
    ),
    "interactions": (
        "FROM interaction i LEFT JOIN search_position p ON p.interaction = i.id"
        " LEFT JOIN search_interaction_docsize d ON d.id = p.position"
        f" WHERE d.id IS NOT ((max(i.occurred_at + {SECONDS_FROM_1900}, 0) << {ID_BITS}) | i.id)"
        " AND i.deleted_at IS NULL",
        "FROM search_interaction_docsize WHERE id NOT IN (SELECT p.position FROM search_position p JOIN interaction i"
        " ON i.id = p.interaction WHERE i.deleted_at IS NULL)",
    ),
}


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


def customer_position(customer_id: int) -> int:
    """Where a customer stands among the parties."""
    return customer_id * 2


def person_position(person_id: int) -> int:
    """Where a person stands among the parties."""
    return person_id * 2 + 1


def quoted(token: str) -> str:
    """A token for MATCH: never raw, or FTS5 reads it as its own language."""
    return '"' + token.replace('"', '""') + '"'


def match(tree: query.Query, main: str = "main") -> str | None:
    """The MATCH expression of a tree; ``main`` names the columns that hold words as written."""
    if isinstance(tree, query.Term):
        return quoted(tree.text) if tree.fieldname == "any" else f"{main} : {quoted(tree.text)}"
    if isinstance(tree, query.Prefix):
        return f"{quoted(tree.text)} *" if tree.fieldname == "any" else f"{main} : {quoted(tree.text)} *"
    if isinstance(tree, query.Phrase):
        return f"{main} : {quoted(' '.join(tree.words))}"
    if isinstance(tree, query.Not):
        inner = match(tree.query, main)
        return f'("{ALL}" NOT {inner})' if inner else None
    if isinstance(tree, query.And):
        return _and(tree, main)
    return _joined("OR", [match(child, main) for child in tree.children()])


def all_of(*expressions: str | None) -> str:
    """What matches every one of these expressions."""
    return _joined("AND", list(expressions)) or quoted(ALL)


def any_of(tokens: Iterable[str]) -> str | None:
    """What has one of these tokens."""
    return _joined("OR", [quoted(token) for token in tokens])


def newest(expression: str, before: int | None, limit: int) -> list[int]:
    """Positions of the newest contacts that match, before a position. Raises peewee.OperationalError on nonsense."""
    older = "AND rowid < ?" if before is not None else ""
    sql = f"SELECT rowid FROM search_interaction WHERE search_interaction MATCH ? {older} ORDER BY rowid DESC LIMIT ?"  # noqa: S608
    values = [expression, *([before] if before is not None else []), limit]
    return [at for (at,) in database.execute_sql(sql, values)]


def parties(wanted: Sequence[tuple[str, int]]) -> list[int]:
    """Positions of customers and people that match, in one statement: for each expression at most so many."""
    one = "SELECT * FROM (SELECT rowid FROM search_party WHERE search_party MATCH ? LIMIT ?)"
    found = database.execute_sql(" UNION ALL ".join([one] * len(wanted)), [value for pair in wanted for value in pair])
    return list(dict.fromkeys(at for (at,) in found))


def put_interactions(rows: Sequence[InteractionRow]) -> None:
    """Write contacts' tokens in place of what was there. Inside a transaction."""
    drop_interactions([row.id for row in rows])
    cursor = database.cursor()
    cursor.executemany(
        "INSERT INTO search_interaction(rowid, main, extra, facet) VALUES (?, ?, ?, ?)", [r[1:] for r in rows]
    )
    cursor.executemany("INSERT INTO search_position(interaction, position) VALUES (?, ?)", [r[:2] for r in rows])


def drop_interactions(ids: Sequence[int]) -> None:
    """Forget contacts. Inside a transaction."""
    marks = ", ".join("?" * len(ids))
    old = database.execute_sql(f"SELECT position FROM search_position WHERE interaction IN ({marks})", ids).fetchall()  # noqa: S608
    if old:
        database.cursor().executemany("DELETE FROM search_interaction WHERE rowid = ?", old)
        database.execute_sql(f"DELETE FROM search_position WHERE interaction IN ({marks})", ids)  # noqa: S608


def put_parties(rows: Sequence[PartyRow]) -> None:
    """Write customers' and people's tokens in place of what was there. Inside a transaction."""
    drop_parties([row.position for row in rows])
    database.cursor().executemany("INSERT INTO search_party(rowid, name, other, extra) VALUES (?, ?, ?, ?)", rows)


def drop_parties(positions: Sequence[int]) -> None:
    """Forget customers or people. Inside a transaction."""
    database.cursor().executemany("DELETE FROM search_party WHERE rowid = ?", [(at,) for at in positions])


def has_tokens(table: str, at: int, tokens: Sequence[str]) -> bool:
    """Whether the row at this position has all of these tokens."""
    for start in range(0, len(tokens), 50):
        expression = all_of(*map(quoted, tokens[start : start + 50]))
        sql = f"SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = ?"  # noqa: S608
        if not database.execute_sql(sql, (expression, at)).fetchone():
            return False
    return True


def wrong() -> dict[str, tuple[int, int]]:
    """Per kind how many records the index lacks or has in the wrong place, and how many of its rows are left over."""
    return {kind: tuple(map(_count, pair)) for kind, pair in WRONG.items()}


def forget_left_over() -> None:
    """Drop rows whose contact, customer or person is gone. Inside a transaction."""
    for kind, table in (
        ("customers", "search_party"),
        ("people", "search_party"),
        ("interactions", "search_interaction"),
    ):
        database.execute_sql(f"DELETE FROM {table} WHERE rowid IN (SELECT id {WRONG[kind][1]})")  # noqa: S608
    database.execute_sql(
        "DELETE FROM search_position WHERE interaction NOT IN (SELECT id FROM interaction WHERE deleted_at IS NULL)"
    )


def _count(rows: str) -> int:
    return database.execute_sql(f"SELECT count(*) {rows}").fetchone()[0]


def _and(tree: query.And, main: str) -> str | None:
    """FTS5's NOT has two sides: what is asked for, without any of what is not."""
    asked = [match(child, main) for child in tree.children() if not isinstance(child, query.Not)]
    without = [match(child.query, main) for child in tree.children() if isinstance(child, query.Not)]
    positive, negative = _joined("AND", asked), _joined("OR", without)
    if negative is None:
        return positive
    return f"({positive or quoted(ALL)} NOT {negative})"


def _joined(operator: str, expressions: list[str | None]) -> str | None:
    present = list(dict.fromkeys(one for one in expressions if one))
    return f"({f' {operator} '.join(present)})" if len(present) > 1 else next(iter(present), None)
