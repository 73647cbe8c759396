"""Everything at once: reading a whole database as it was at one moment, and filling the tables of an empty one."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import peewee

from crm.db.base import without_nul

LOADING = 'COPY "{table}" ({columns}) FROM STDIN'


class BulkOfFile:
    """How SQLite does it."""

    def file(self) -> Path | None:
        """Where everything is in."""
        return Path(self.database)

    @contextmanager
    def one_moment(self, _tables: Iterable[str]) -> Iterator[None]:
        """Others go on writing; what is read here stays as it was."""
        self.execute_sql("BEGIN")
        try:
            self.execute_sql("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            yield
        finally:
            self.execute_sql("ROLLBACK")

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
        """Insert these rows. Inside a transaction."""
        marks = ", ".join("?" * len(columns))
        sql = f'INSERT INTO "{table}" ({_quoted(columns)}) VALUES ({marks})'  # noqa: S608 - names of our own
        self.execute_many(sql, ([_as_kept(value) for value in row] for row in rows))

    def settle(self) -> None:
        """Nothing to do."""


class BulkOfServer:
    """How PostgreSQL does it."""

    def file(self) -> Path | None:
        """There is none."""

    @contextmanager
    def one_moment(self, tables: Iterable[str]) -> Iterator[None]:
        """Others go on writing; what is read here stays as it was.

        ``clear`` has to wait until the end: to who began before it, a cleared table would be empty.
        """
        with self.undone(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0;"
            f" LOCK TABLE {_quoted(tables)} IN ACCESS SHARE MODE"
        ):
            yield

    @contextmanager
    def undone(self, beginning: str) -> Iterator[None]:
        """In a transaction that begins with these statements, and of which nothing is kept."""
        with peewee.__exception_wrapper__:
            self.cursor().execute(beginning)
        self.push_transaction(peewee._transaction(self))
        try:
            yield
        finally:
            self.pop_transaction()
            self.leave(self._state.conn)

    @staticmethod
    def leave(conn: Any) -> None:
        """Give up the transaction, if there still is somebody to say it to."""
        if not conn.closed:
            conn.execute("ROLLBACK")

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
        """Insert these rows; 1 and 0 will do for yes and no, an ISO date for a day. Inside a transaction."""
        statement = LOADING.format(table=table, columns=_quoted(columns))
        with peewee.__exception_wrapper__, self.cursor().copy(statement) as copy:
            for row in rows:
                copy.write_row(without_nul(row))

    def clear(self, tables: Iterable[str]) -> None:
        """Empty these tables; who reads them waits until the end of the transaction that this is in."""
        self.execute_sql(f"TRUNCATE {_quoted(tables)} RESTART IDENTITY")

    def settle(self) -> None:
        """Let it look at what came in: until then it plans for empty tables."""
        self.execute_sql("ANALYZE")


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _as_kept(value: Any) -> Any:
    """SQLite has no type for a day; its text is what our models write."""
    return value.isoformat() if isinstance(value, date) else value
