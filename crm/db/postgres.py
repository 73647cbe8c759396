"""PostgreSQL, for who has outgrown one machine: many web processes, one database.

It is made to behave as SQLite does here: writers take turns, a GET cannot write, text compares by its bytes.
"""

import os
import select
import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import peewee
from playhouse.pool import PooledPostgresqlDatabase

from crm.db.base import PATIENCE, DatabaseError, Model, WithoutNul
from crm.db.bulk import BulkOfServer

OLDEST = 14_00_00  # the oldest version that its makers still mend
WRITING = 7_262_378_291_122_003  # the advisory lock of who writes; any number that nothing else here takes
KEPT = 600  # seconds after which a connection is replaced by a new one
CONNECTING = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "tcp_user_timeout": 15_000,  # ms; a server that vanished without a word is noticed
    "fallback_application_name": "rechterhand",
    "client_encoding": "UTF8",
    "prepare_threshold": None,  # a plan made for any words is a bad one for these
}
SESSION = f"""
SET timezone = 'UTC';
SET lock_timeout = '{PATIENCE}s';
SET idle_in_transaction_session_timeout = '5min';
SET jit = off
"""  # compiling costs more than all our queries
ANSWERING = 30  # seconds that one query of a page may take


class Shared(BulkOfServer, WithoutNul, PooledPostgresqlDatabase):
    """A pool of connections per process; each thread that works has one, and gives it back."""

    def _connect(self) -> Any:
        conn = super()._connect()
        if not hasattr(conn, "mode"):
            conn.execute(SESSION)
            conn.mode = None
        conn.wanted = None
        return conn

    def _is_closed(self, conn: Any) -> bool:
        """Seen without asking the server: on a connection at rest nothing arrives but its end."""
        if conn.closed:
            return True
        arriving = select.poll()
        arriving.register(conn.fileno(), select.POLLIN)
        return bool(arriving.poll(0))

    def numbers(self, ids: Iterable[int]) -> str:
        """SQL that gives these as rows of one column. As one text: a thousand values take long to parse."""
        return f"SELECT unnest('{{{','.join(map(str, map(int, ids)))}}}'::bigint[])"

    def refuse_writes(self, yes: bool) -> None:
        """Of the open connection, from its next statement on. Also limits how long a query may take: people wait."""
        self.connection().wanted = "on" if yes else "off"

    def cursor(self, named_cursor: bool | None = None) -> Any:
        """As peewee's; first tells the server what was wanted of the connection, where that is new."""
        cursor = super().cursor(named_cursor)
        conn = self._state.conn
        if conn.mode != conn.wanted and not self._state.transactions:
            seconds = "DEFAULT" if conn.wanted is None else f"'{ANSWERING}s'"
            mode = conn.wanted or "DEFAULT"
            conn.execute(f"SET default_transaction_read_only = {mode}; SET statement_timeout = {seconds}")
            conn.mode = conn.wanted
        return cursor

    def begin(self, isolation_level: Any = None) -> None:
        """Begin to write when nobody else does.

        Our actions read, decide and write. On SQLite no two of them can be at it at the same moment, and this
        keeps it so: no lost updates, no deadlocks, nothing to try again. Who reads waits for nobody. A commit
        makes its rows visible before the lock is free for the next, who sees them.
        """
        with peewee.__exception_wrapper__:
            cursor = self.cursor()
            try:
                cursor.execute(f"BEGIN; SELECT pg_advisory_xact_lock({WRITING})")
            except BaseException:
                self.leave(self._state.conn)
                raise

    @contextmanager
    def trial(self, _folder: Path, shared: Iterable[type[Model]]) -> Iterator[None]:
        """In a transaction that is undone. It does not take the lock: others wait for equal keys only.

        ``shared`` tables, in whose rows everybody counts, are hidden behind empty ones of our own.
        """
        apart = (model._meta.table_name for model in shared)
        hide = [f'CREATE TEMP TABLE "{name}" (LIKE "{name}" INCLUDING ALL) ON COMMIT DROP' for name in apart]
        with self.undone("; ".join(["BEGIN", *hide])):
            yield

    @contextmanager
    def upgrading(self) -> Iterator[None]:
        """All migrations are one transaction; a second who upgrades waits for it and finds nothing to do."""
        if self.server_version < OLDEST:
            raise DatabaseError(f"PostgreSQL {self.server_version // 10000} is too old: 14 or newer is needed")
        encoding = self.execute_sql("SHOW server_encoding").fetchone()[0]
        if encoding != "UTF8":
            raise DatabaseError(f"The database is kept in {encoding}: make one with ENCODING 'UTF8'")
        self.execute_sql("SET lock_timeout = 0")
        try:
            with self.atomic():
                yield
                self.compare_by_bytes()
        finally:
            if not self.is_closed() and not self._state.conn.closed:
                self.execute_sql(f"SET lock_timeout = '{PATIENCE}s'")

    def compare_by_bytes(self) -> None:
        """Text sorts and compares as on SQLite, in whatever language the database was made, and has no other limit
        to its length than our forms set. Paging by key and ranges of names rely on it.
        """
        found = self.execute_sql(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
            " AND (data_type = 'character varying' OR data_type = 'text' AND collation_name IS DISTINCT FROM 'C')"
            " ORDER BY 1, 2"
        )
        changes: dict[str, list[str]] = {}
        for table, column in found.fetchall():
            changes.setdefault(table, []).append(f'ALTER COLUMN "{column}" TYPE text COLLATE "C"')
        for table, columns in changes.items():
            self.execute_sql(f'ALTER TABLE "{table}" {", ".join(columns)}')

    def continue_numbering(self, models: Iterable[type[Model]]) -> None:
        """Let new rows be numbered after those that were inserted with a number of their own."""
        for model in models:
            key = model._meta.primary_key
            if isinstance(key, peewee.AutoField):
                table, column = model._meta.table_name, key.column_name
                highest = f'SELECT max("{column}") AS top FROM "{table}"'  # noqa: S608 - names of our own
                self.execute_sql(
                    f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), coalesce(top, 1),"  # noqa: S608
                    f" top IS NOT NULL) FROM ({highest}) AS known"
                )

    def sizes(self) -> dict[str, int]:
        """Bytes of the database on the server."""
        return {"database": self.execute_sql("SELECT pg_database_size(current_database())").fetchone()[0]}

    def copy_before(self, _name: str, _folder: Path) -> None:
        """None is made: who runs a server makes backups with its own tools, and an upgrade here is all or nothing."""


@cache
def prepared(url: str) -> Shared:
    """The one pool of this process for the database behind ``url``; nothing is opened yet. Raises DatabaseError."""
    from psycopg import Error, conninfo

    try:
        told = conninfo.conninfo_to_dict(url)
    except Error:
        raise DatabaseError("CRM_DATABASE_URL cannot be read as the address of a PostgreSQL database") from None
    name = told.pop("dbname")
    made = Shared(name, stale_timeout=KEPT, max_connections=None, prefer_psycopg3=True, autoconnect=False)
    made.connect_params.update(CONNECTING | told)
    known = weakref.ref(made)
    os.register_at_fork(after_in_child=lambda: _forget(known()))
    return made


def _forget(inherited: Shared | None) -> None:
    """A child must not talk over its parent's connections. It leaves them open: they are the parent's to close."""
    if inherited is not None:
        inherited._lock, inherited._pool_lock = threading.Lock(), threading.RLock()  # another thread may hold the old
        inherited._pool_available = threading.Condition(inherited._pool_lock)
        inherited.dispose()
