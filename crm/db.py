"""The database: how it is opened, the base of every model, and transactions.

Why these settings: docs/architecture.md, "The database".
"""

import os
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import peewee
from playhouse import db_url
from playhouse.migrations import Runner

KEPT_IN_BIN = timedelta(days=30)  # so long can what was deleted be brought back
MIGRATIONS = Path(__file__).parent / "migrations"
OLDEST_SQLITE = (3, 51, 3)  # 3.7.0-3.51.2 can corrupt a WAL file that has two connections
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",  # an acknowledged contact survives a power cut; costs 0.3 ms a commit
    "foreign_keys": 1,
    "journal_size_limit": 64 * 1024 * 1024,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "cache_size": -16000,
}

PATIENCE = 20  # seconds to wait for the others who write
database = peewee.DatabaseProxy()


class Patient(peewee.SqliteDatabase):
    """SQLite whose writers take fair turns.

    Its own busy_timeout looks ever less often, down to ten times a second: with eight who write without
    pause the one who waits longest hardly gets in, and fails after 5 s. Here everybody looks as often.
    """

    def _add_conn_hooks(self, conn: object) -> None:
        conn.set_busy_handler(_wait_for_turn())
        super()._add_conn_hooks(conn)


def _wait_for_turn() -> Callable[[int], bool]:
    begun = 0.0

    def wait(tries: int) -> bool:
        nonlocal begun
        begun = begun if tries else time.monotonic()
        time.sleep(random.uniform(0.001, 0.004))  # noqa: S311 - so that two do not keep in step
        return time.monotonic() - begun < PATIENCE

    return wait


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


def keep_in_bin(model: type[Model]) -> None:
    """Index what of ``model`` was deleted and can still be brought back (``deleted_at``)."""
    name = f"{model._meta.table_name}_in_bin"
    model.add_index(model.index(model.deleted_at, where=model.deleted_at.is_null(False), name=name))


def still_kept(deleted_at: datetime | None, now: datetime) -> bool:
    """Whether what was deleted then can be brought back now; emptying the bin may be at it otherwise."""
    return deleted_at is None or deleted_at > now - KEPT_IN_BIN


def connect_to(url: str) -> None:
    """Point every model at the database behind ``url``; nothing is opened yet. Raises DatabaseError."""
    version = peewee.sqlite3.sqlite_version_info
    if version < OLDEST_SQLITE:
        raise DatabaseError(
            f"SQLite {'.'.join(map(str, version))} is too old: install pysqlite3 (see requirements.txt)"
        )
    _keep_to_owner(Path(url.removeprefix("sqlite:///")))
    db_url.register_database(Patient, "sqlite")
    database.initialize(
        db_url.connect(url, autoconnect=False, unquote_password=True, pragmas=PRAGMAS, lock_type="IMMEDIATE")
    )


def _keep_to_owner(file: Path) -> None:
    """Make ``file`` where there is none, readable by its owner only; SQLite gives its WAL the same rights."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def hold_open(url: str) -> object:
    """A connection that does nothing but stay open as long as it is kept.

    The last connection to close copies the whole WAL into the file and removes it. With a
    connection per request that would be most requests of a quiet hour: 20 ms each.
    """
    connection = peewee.sqlite3.connect(url.removeprefix("sqlite:///"))
    connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    return connection


def transaction() -> AbstractContextManager:
    """One unit of writing. Takes the write lock at once, so never around mere reading."""
    return database.atomic()


def read_only(yes: bool) -> None:
    """Let the open connection refuse every write (``yes``), as GET requests do, or allow it."""
    database.execute_sql(f"PRAGMA query_only = {int(yes)}")


def pending_migrations() -> list[str]:
    """Names of the migrations that this database still lacks. Needs an open connection."""
    return [row.name for row in Runner(database.obj, directory=str(MIGRATIONS)).status() if row.applied is None]


def upgrade() -> list[str]:
    """Apply the missing migrations, each in its own transaction; returns their names.

    Raises DatabaseError where a foreign key points nowhere afterwards.
    """
    applied = Runner(database.obj, directory=str(MIGRATIONS)).up()
    if broken := database.execute_sql("PRAGMA foreign_key_check").fetchall():
        raise DatabaseError(f"after upgrading, {len(broken)} rows point at nothing; first: {broken[0]}")
    return applied


def copy_to(file: Path, progress: Callable[[int, int, int], None] | None = None) -> None:
    """Copy the open SQLite database to ``file`` while others work, by the online backup API.

    The read transaction keeps the copy at one moment. Without it every commit of somebody else
    makes SQLite begin again, and a big file that is written all day would never be copied.
    """
    _keep_to_owner(file)
    target = peewee.sqlite3.connect(str(file))
    database.execute_sql("BEGIN")
    try:
        database.execute_sql("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        database.connection().backup(target, pages=2000, progress=progress)
    finally:
        database.execute_sql("ROLLBACK")
        target.close()
