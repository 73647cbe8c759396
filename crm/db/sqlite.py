"""SQLite: one file, read by many and written by one at a time. Why these settings: docs/architecture.md."""

import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import peewee
from playhouse import db_url

from crm.db.base import PATIENCE, DatabaseError, WithoutNul, database
from crm.db.bulk import BulkOfFile

SCHEME = "sqlite:///"
OLDEST = (3, 51, 3)  # 3.7.0-3.51.2 can corrupt a WAL file that has two connections
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",  # an acknowledged contact survives a power cut; costs 0.3 ms a commit
    "foreign_keys": 1,
    "journal_size_limit": 64 * 1024 * 1024,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "cache_size": -16000,
}


class Patient(BulkOfFile, WithoutNul, peewee.SqliteDatabase):
    """SQLite whose writers take fair turns.

    Its own busy_timeout looks ever less often, down to ten times a second: with eight who write without
    pause the one who waits longest hardly gets in, and fails after 5 s. Here everybody looks as often.
    """

    def _add_conn_hooks(self, conn: object) -> None:
        conn.set_busy_handler(_wait_for_turn())
        super()._add_conn_hooks(conn)

    def numbers(self, ids: Iterable[int]) -> str:
        """SQL that gives these as rows of one column. As one text: a thousand values take long to parse."""
        return f"SELECT value FROM json_each('[{','.join(map(str, map(int, ids)))}]')"  # noqa: S608

    def refuse_writes(self, yes: bool) -> None:
        """Of the open connection."""
        self.execute_sql(f"PRAGMA query_only = {int(yes)}")

    @contextmanager
    def upgrading(self) -> Iterator[None]:
        """Each migration is a transaction of its own; keys are off in it, and looked at afterwards."""
        yield
        if broken := self.execute_sql("PRAGMA foreign_key_check").fetchall():
            raise DatabaseError(f"after upgrading, {len(broken)} rows point at nothing; first: {broken[0]}")

    @contextmanager
    def trial(self, folder: Path, _shared: object) -> Iterator[None]:
        """On a copy in ``folder``: a transaction that is undone would keep others from writing all the while."""
        with TemporaryDirectory(prefix="dry-run-", dir=folder) as place:
            copy = Path(place) / "crm.db"
            copy_to(copy)
            database.initialize(prepared(f"{SCHEME}{copy}"))
            database.connect()
            try:
                yield
            finally:
                database.close()
                database.initialize(self)

    def continue_numbering(self, _models: object) -> None:
        """Nothing to do: the next number is always one more than the highest."""

    def sizes(self) -> dict[str, int]:
        """Bytes of the file and of its log; nothing is opened."""
        return {"database": _size(self.database), "database_wal": _size(f"{self.database}-wal")}

    def copy_before(self, name: str, folder: Path) -> Path | None:
        """Copy the open file to ``folder`` before ``name`` is done to it; None where there is nothing in it yet."""
        if not self.get_tables():
            return None
        copy = folder / f"crm-before-{name}-{time.time_ns()}.db"
        copy_to(copy)
        return copy


def _size(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except FileNotFoundError:
        return 0


def _wait_for_turn() -> Callable[[int], bool]:
    begun = 0.0

    def wait(tries: int) -> bool:
        nonlocal begun
        begun = begun if tries else time.monotonic()
        time.sleep(random.uniform(0.001, 0.004))  # noqa: S311 - so that two do not keep in step
        return time.monotonic() - begun < PATIENCE

    return wait


def prepared(url: str) -> Patient:
    """The database behind ``url``, not opened yet. Raises DatabaseError."""
    version = peewee.sqlite3.sqlite_version_info
    if version < OLDEST:
        raise DatabaseError(
            f"SQLite {'.'.join(map(str, version))} is too old: install pysqlite3 (see requirements.txt)"
        )
    keep_to_owner(Path(url.removeprefix(SCHEME)))
    db_url.register_database(Patient, "sqlite")
    return db_url.connect(url, autoconnect=False, unquote_password=True, pragmas=PRAGMAS, lock_type="IMMEDIATE")


def keep_to_owner(file: Path) -> None:
    """Make ``file`` where there is none, readable by its owner only; SQLite gives its WAL the same rights."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def held_open(url: str) -> object:
    """A connection that does nothing but stay open as long as it is kept.

    The last connection to close copies the whole WAL into the file and removes it. With a
    connection per request that would be most requests of a quiet hour: 20 ms each.
    """
    connection = peewee.sqlite3.connect(url.removeprefix(SCHEME))
    connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    return connection


def copy_to(file: Path, progress: Callable[[int, int, int], None] | None = None) -> None:
    """Copy the open SQLite database to ``file`` while others work, by the online backup API.

    The read transaction keeps the copy at one moment. Without it every commit of somebody else
    makes SQLite begin again, and a big file that is written all day would never be copied.
    """
    keep_to_owner(file)
    target = peewee.sqlite3.connect(str(file))
    database.execute_sql("BEGIN")
    try:
        database.execute_sql("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        database.connection().backup(target, pages=2000, progress=progress)
    finally:
        database.execute_sql("ROLLBACK")
        target.close()
