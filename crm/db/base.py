"""What every table is made of; which database it is in is said by ``connect_to``."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import peewee

KEPT_IN_BIN = timedelta(days=30)  # so long can what was deleted be brought back
PATIENCE = 20  # seconds to wait for the others who write
database = peewee.DatabaseProxy()


class DatabaseError(Exception):
    """The database cannot be used as it is; the message says what to do."""


class Model(peewee.Model):
    """Base of every table."""

    class Meta:
        database = database
        legacy_table_names = False


class MomentField(peewee.BigIntegerField):
    """A moment: seconds since 1970 in UTC in the table, an aware datetime in Python.

    Whole seconds sort, compare and page alike on every database and cost nothing to read.
    """

    def db_value(self, value: datetime | int | None) -> int | None:
        return int(value.timestamp()) if isinstance(value, datetime) else value

    def python_value(self, value: int | None) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value, UTC)


_without_table: set[type] = set()


def no_table(model: type[Model]) -> None:
    """Say that ``model`` only lends its fields to others."""
    _without_table.add(model)


def tables() -> list[type[Model]]:
    """Every model of the product that has a table."""
    found, left = [], [Model]
    while left:
        under = left.pop().__subclasses__()
        left += under
        found += [one for one in under if one.__module__.startswith("crm.") and one not in _without_table]
    return found


def keep_in_bin(model: type[Model]) -> None:
    """Index what of ``model`` was deleted and can still be brought back (``deleted_at``)."""
    name = f"{model._meta.table_name}_in_bin"
    model.add_index(model.index(model.deleted_at, where=model.deleted_at.is_null(False), name=name))


def still_kept(deleted_at: datetime | None, now: datetime) -> bool:
    """Whether what was deleted then can be brought back now; emptying the bin may be at it otherwise."""
    return deleted_at is None or deleted_at > now - KEPT_IN_BIN


class WithoutNul:
    """Takes U+0000 out of every text on its way to the database.

    PostgreSQL refuses it, SQLite stops reading at it in places, and nobody can see or type it.
    """

    def execute_sql(self, sql: str, params: Sequence | None = None) -> object:
        """As peewee's."""
        return super().execute_sql(sql, without_nul(params) if params else params)

    def execute_many(self, sql: str, rows: Iterable[Sequence]) -> None:
        """One statement for each of ``rows``, in few words to the server. Raises what ``execute_sql`` raises."""
        with peewee.__exception_wrapper__:
            self.cursor().executemany(sql, [without_nul(row) for row in rows])


def without_nul(values: Sequence) -> Sequence:
    """These values; where U+0000 stands in a text, without it."""
    if any(type(one) is str and "\0" in one for one in values):
        return [one.replace("\0", "") if isinstance(one, str) else one for one in values]
    return values
