"""Every row from one database into another, a batch at a time: memory does not grow with the number of rows."""

from collections.abc import Callable, Iterator

import peewee

from crm.db import Model
from crm.errors import Refused
from crm.move import tables
from crm.words import N_

BATCH = 1_000  # rows; a file’s text has up to 100,000 characters
Tell = Callable[[int], None]  # so many rows more are done


def copy(source: peewee.Database, target: peewee.Database, tell: Tell) -> dict[str, int]:
    """Fill the empty tables of ``target``; returns how many rows there are per table, in both.

    Inside ``one_moment`` of the source and a transaction of the target. Raises Refused where they then differ.
    """
    models = tables.ours()
    for model in models:
        name, columns = model._meta.table_name, _columns(model)
        for rows in _batches(source, model):
            target.fill(name, columns, rows)
            tell(len(rows))
    target.continue_numbering(models)
    target.settle()
    there, here = counts(source), counts(target)
    for name in there:
        if there[name] != here[name]:
            raise Refused(
                N_(
                    "Table %(name)s: %(there)s rows were to be copied, %(here)s came over. Nothing was changed.",
                    name=name,
                    there=there[name],
                    here=here[name],
                )
            )
    return here


def counts(database: peewee.Database) -> dict[str, int]:
    """How many rows each table has."""
    count = 'SELECT count(*) FROM "{}"'
    return {name: database.execute_sql(count.format(name)).fetchone()[0] for name in tables.names()}


def _batches(source: peewee.Database, model: type[Model]) -> Iterator[list[tuple]]:
    """In the order of the key, each beginning after the one before."""
    columns = _columns(model)
    key = [field.column_name for field in model._meta.get_primary_keys()]
    places = [columns.index(name) for name in key]
    select, order = f'SELECT {_quoted(columns)} FROM "{model._meta.table_name}"', _quoted(key)  # noqa: S608
    after = f"WHERE ({order}) > ({', '.join([source.param] * len(key))})"
    where, last = "", ()
    while rows := source.execute_sql(f"{select} {where} ORDER BY {order} LIMIT {BATCH}", last).fetchall():
        yield rows
        where, last = after, [rows[-1][place] for place in places]


def _columns(model: type[Model]) -> list[str]:
    return [field.column_name for field in model._meta.sorted_fields]


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
