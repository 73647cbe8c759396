"""The postings in PostgreSQL: the only file that knows ``tsvector``.

Words as written have their place and the weight A, of a party's other fields B; all other
tokens stand at the last place with weight D. ``'word':AB`` then asks for a word as written.
"""

from collections.abc import Iterable, Iterator, Sequence

import peewee
from whoosh import query

from crm.db import database
from crm.search.engines import NotUnderstood

GREATEST = "greatest({}, {})"
LAST = 16383  # PostgreSQL knows no place after this one
APART = 100  # places between two fields, so that no phrase runs from one into the other
LARGEST = 1_000_000  # bytes of one tsvector; PostgreSQL's limit is 1,048,575
WRITTEN = "AB"
# Asked for fewer, PostgreSQL hopes to meet them soon and walks back in time: through the whole file for a rare word.
FEWEST = 500
PUT = (
    "INSERT INTO {} (position, tokens) VALUES (%s, %s::tsvector)"
    " ON CONFLICT (position) DO UPDATE SET tokens = excluded.tokens"
)


def rows(table: str) -> str:
    """The rows of an index for a FROM clause, as ``d.at``."""
    return f"(SELECT position AS at FROM {table}) d"  # noqa: S608


def newest(tree: query.Query, limit: int, low: int, high: int) -> list[int]:
    """Positions of contacts, newest first. Raises NotUnderstood."""
    return newest_of([(tree, limit, low, high)])[0]


def newest_of(wanted: Sequence[tuple[query.Query, int, int, int]]) -> list[list[int]]:
    """The same of several trees with their limit and range. Raises NotUnderstood."""
    one = (
        "(SELECT %s::int, position FROM search_interaction WHERE tokens @@ %s::tsquery"
        " AND position >= %s AND position < %s ORDER BY position DESC LIMIT %s)"
    )
    values = [
        value
        for which, (tree, limit, low, high) in enumerate(wanted)
        for value in (which, match(tree), low, high, max(limit, FEWEST))
    ]
    return _found(one, values, [limit for _tree, limit, _low, _high in wanted])


def parties(wanted: Sequence[tuple[query.Query, int]]) -> list[int]:
    """Positions of customers and people, for each tree at most so many. Raises NotUnderstood."""
    one = "(SELECT %s::int, position FROM search_party WHERE tokens @@ %s::tsquery ORDER BY position LIMIT %s)"
    values = [value for which, (tree, most) in enumerate(wanted) for value in (which, match(tree), max(most, FEWEST))]
    return [at for found in _found(one, values, [most for _tree, most in wanted]) for at in found]


def _found(one: str, values: Sequence, limits: Sequence[int]) -> list[list[int]]:
    found: list[list[int]] = [[] for _limit in limits]
    try:
        for which, at in database.execute_sql(" UNION ALL ".join([one] * len(limits)), values):
            found[which].append(at)
    except peewee.OperationalError as error:
        if "statement timeout" in str(error):
            raise NotUnderstood from error
        raise
    return [positions[:limit] for positions, limit in zip(found, limits, strict=True)]


def has(table: str, at: int, tree: query.Query) -> bool:
    """Whether the row at this position matches."""
    sql = f"SELECT 1 FROM {table} WHERE tokens @@ %s::tsquery AND position = %s"  # noqa: S608
    return bool(database.execute_sql(sql, [match(tree), at]).fetchone())


def put_interactions(rows: Sequence[tuple[int, int, str, str, str]]) -> None:
    """Write tokens of contacts that are not there."""
    values = [(at, vector(facet, [(main, "A")], extra)) for _id, at, main, extra, facet in rows]
    database.execute_many(PUT.format("search_interaction"), values)


def put_parties(rows: Sequence[tuple[int, str, str, str]]) -> None:
    """Write tokens of customers and people that are not there."""
    values = [(at, vector("", [(name, "A"), (other, "B")], extra)) for at, name, other, extra in rows]
    database.execute_many(PUT.format("search_party"), values)


def drop(table: str, positions: Sequence[int]) -> None:
    """Forget these rows."""
    database.execute_sql(f"DELETE FROM {table} WHERE position = ANY(%s)", [list(positions)])  # noqa: S608


def vector(first: str, written: Iterable[tuple[str, str]], others: str) -> str:
    """Fields of words with their weight, and other tokens, as PostgreSQL reads a ``tsvector``; as much as it can keep.

    Of a text that is too long ``first`` is there, and the beginning of the rest.
    """
    found = [(token, LAST, "D") for token in first.split()]
    begin = 1
    for words, weight in written:
        each = words.split()
        found += ((word, min(place, LAST - 1), weight) for place, word in enumerate(each, begin))
        begin += len(each) + APART
    found += ((token, LAST, "D") for token in others.split())
    return " ".join(f"{quoted(token)}:{place}{weight}" for token, place, weight in _kept(found))


def _kept(found: Iterable[tuple[str, int, str]]) -> Iterator[tuple[str, int, str]]:
    """Each token's letters count once and each of its places, with what PostgreSQL needs to align them."""
    known: set[str] = set()
    left = LARGEST
    for token in found:
        left -= 2 if token[0] in known else len(token[0].encode()) + 6
        if left < 0:
            return
        known.add(token[0])
        yield token


def match(tree: query.Query) -> str:
    """The tree as PostgreSQL reads a ``tsquery``."""
    if isinstance(tree, query.Term):
        return quoted(tree.text) + _weights(tree.fieldname)
    if isinstance(tree, query.Prefix):
        return f"{quoted(tree.text)}:*{_weights(tree.fieldname)[1:]}"
    if isinstance(tree, query.Phrase):
        return "(" + " <-> ".join(f"{quoted(word)}:{WRITTEN}" for word in tree.words) + ")"
    if isinstance(tree, query.Not):
        return f"!{match(tree.query)}"
    return "(" + (" & " if isinstance(tree, query.And) else " | ").join(map(match, tree.children())) + ")"


def quoted(token: str) -> str:
    """A token for ``tsvector`` and ``tsquery``: never raw, or PostgreSQL reads it as its own language."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _weights(field: str) -> str:
    return "" if field == "any" else f":{WRITTEN}"
