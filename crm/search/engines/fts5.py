"""The postings in SQLite: the only file that knows FTS5."""

import time
from collections.abc import Sequence

import peewee
from whoosh import query

from crm.db import database
from crm.search.engines import NotUnderstood

GREATEST = "max({}, {})"
SECONDS = 5  # that one question may take
NEWEST = (
    "SELECT {}rowid FROM search_interaction WHERE search_interaction MATCH ?"
    " AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
)
STEPS = 100_000  # of SQLite's machine between two looks at the clock: some 2 ms
CONTACT, PARTY = "main", "{name other}"  # the columns that hold words as written


def rows(table: str) -> str:
    """The rows of an index for a FROM clause, as ``d.at``: FTS5 keeps one in ``_docsize`` for each."""
    return f"(SELECT id AS at FROM {table}_docsize) d"  # noqa: S608


def newest(tree: query.Query, limit: int, low: int, high: int) -> list[int]:
    """Positions of contacts, newest first. Raises NotUnderstood."""
    return [at for (at,) in _found(NEWEST.format(""), [match(tree, CONTACT), low, high, limit])]


def newest_of(wanted: Sequence[tuple[query.Query, int, int, int]]) -> list[list[int]]:
    """The same of several trees with their limit and range. Raises NotUnderstood."""
    found: list[list[int]] = [[] for _tree in wanted]
    parts = [f"SELECT * FROM ({NEWEST.format(f'{which}, ')})" for which in range(len(wanted))]  # noqa: S608
    values = [value for tree, limit, low, high in wanted for value in (match(tree, CONTACT), low, high, limit)]
    for which, at in _found(" UNION ALL ".join(parts), values):
        found[which].append(at)
    return found


def parties(wanted: Sequence[tuple[query.Query, int]]) -> list[int]:
    """Positions of customers and people, for each tree at most so many. Raises NotUnderstood."""
    one = "SELECT * FROM (SELECT rowid FROM search_party WHERE search_party MATCH ? LIMIT ?)"
    values = [value for tree, most in wanted for value in (match(tree, PARTY), most)]
    return [at for (at,) in _found(" UNION ALL ".join([one] * len(wanted)), values)]


def has(table: str, at: int, tree: query.Query) -> bool:
    """Whether the row at this position matches."""
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid = ?"  # noqa: S608
    return bool(_found(sql, [match(tree, CONTACT if table == "search_interaction" else PARTY), at]))


def put_interactions(rows: Sequence[tuple[int, int, str, str, str]]) -> None:
    """Write tokens of contacts that are not there."""
    sql = "INSERT INTO search_interaction(rowid, main, extra, facet) VALUES (?, ?, ?, ?)"
    database.execute_many(sql, [row[1:] for row in rows])


def put_parties(rows: Sequence[tuple[int, str, str, str]]) -> None:
    """Write tokens of customers and people that are not there."""
    database.execute_many("INSERT INTO search_party(rowid, name, other, extra) VALUES (?, ?, ?, ?)", rows)


def drop(table: str, positions: Sequence[int]) -> None:
    """Forget these rows."""
    database.execute_many(f"DELETE FROM {table} WHERE rowid = ?", [(at,) for at in positions])  # noqa: S608


def match(tree: query.Query, main: str) -> str:
    """The MATCH expression of a tree; ``main`` names the columns that hold words as written."""
    if isinstance(tree, query.Term):
        return quoted(tree.text) if tree.fieldname == "any" else f"{main} : {quoted(tree.text)}"
    if isinstance(tree, query.Prefix):
        return f"{quoted(tree.text)} *" if tree.fieldname == "any" else f"{main} : {quoted(tree.text)} *"
    if isinstance(tree, query.Phrase):
        return f"{main} : {quoted(' '.join(tree.words))}"
    if isinstance(tree, query.Not):
        return f'("_all" NOT {match(tree.query, main)})'
    if isinstance(tree, query.And):
        return _and(tree, main)
    return _joined("OR", [match(child, main) for child in tree.children()])


def quoted(token: str) -> str:
    """A token for MATCH: never raw, or FTS5 reads it as its own language."""
    return '"' + token.replace('"', '""') + '"'


def _and(tree: query.And, main: str) -> str:
    """FTS5's NOT has two sides: what is asked for, without any of what is not."""
    asked = [match(child, main) for child in tree.children() if not isinstance(child, query.Not)]
    without = [match(child.query, main) for child in tree.children() if isinstance(child, query.Not)]
    positive = _joined("AND", asked or ['"_all"'])
    return f"({positive} NOT {_joined('OR', without)})" if without else positive


def _joined(operator: str, expressions: list[str]) -> str:
    present = list(dict.fromkeys(expressions))
    return f"({f' {operator} '.join(present)})" if len(present) > 1 else present[0]


def _found(sql: str, values: Sequence) -> list[tuple]:
    """The rows; whoever asks for too much (a dozen of ``a*``) gets no answer rather than all of a processor."""
    connection, until = database.connection(), time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    try:
        return database.execute_sql(sql, values).fetchall()
    except peewee.OperationalError as error:
        if any(sign in str(error) for sign in ("fts5", "parser stack", "interrupted")):
            raise NotUnderstood from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
