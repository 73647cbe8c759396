"""A copy of the database in one file: making it, and finding out whether it is whole."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import peewee
from peewee import sqlite3
from playhouse.migrations import Runner

from crm import db
from crm.backup import served
from crm.errors import Refused
from crm.move.copying import Tell
from crm.words import N_

HEADER = b"SQLite format 3\x00"


def take(file: Path, tell: Tell) -> None:
    """Copy the open database to ``file``, as it is at one moment, while others write."""
    if db.file():
        _take_pages(file, tell)
    else:
        served.take(file, tell)
    with closing(sqlite3.connect(str(file))) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    for beside in ("-wal", "-shm"):
        Path(f"{file}{beside}").unlink(missing_ok=True)


def _take_pages(file: Path, tell: Tell) -> None:
    pages = 0

    def progress(_status: int, remaining: int, total: int) -> None:
        nonlocal pages
        done, pages = total - remaining - pages, total - remaining
        tell(done * page_size(db.database))

    db.copy_to(file, progress)


def put(file: Path, tell: Tell) -> None:
    """Write ``file`` over the open database in one transaction: readers see the old content or all of the new."""
    if db.file():
        _put_pages(file, tell)
    else:
        served.put(file, tell)


def size() -> int:
    """Bytes of the open database."""
    if db.file():
        return db.database.execute_sql("PRAGMA page_count").fetchone()[0] * page_size(db.database)
    return db.sizes()["database"]


def _put_pages(file: Path, tell: Tell) -> None:
    whole, pages = file.stat().st_size, 0

    def progress(_status: int, remaining: int, total: int) -> None:
        nonlocal pages
        done, pages = total - remaining - pages, total - remaining
        tell(done * whole // max(total, 1))

    _same_pages(file)
    with closing(sqlite3.connect(str(file))) as source:
        source.backup(db.database.connection(), pages=2000, progress=progress)
    db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def discard_if_empty() -> None:
    """Remove the open database where there is nothing in it, not even a table: opening it made it.

    Not while anybody else has it open: then SQLite does not let go of WAL.
    """
    if not db.file():
        return
    with suppress(peewee.DatabaseError, sqlite3.Error, OSError):
        if names():
            return
        db.database.execute_sql("PRAGMA busy_timeout = 0")
        if db.database.execute_sql("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
            return
        db.database.execute_sql("BEGIN EXCLUSIVE")
        if not names():
            db.file().unlink()


@contextmanager
def opened(file: Path) -> Iterator[None]:
    """Let every model read and write ``file`` for a while. For commands: they share the process with nobody."""
    with db.elsewhere(f"sqlite:///{file}"):
        yield


def refuse_unsound(file: Path) -> None:
    """Raise Refused unless ``file`` is a database of ours in which everything is where it should be."""
    with file.open("rb") as opened_file:
        if opened_file.read(len(HEADER)) != HEADER:
            raise Refused(N_("This archive holds no database of Rechterhand."))
    try:
        with opened(file):
            _refuse_strange_or_damaged()
    except peewee.DatabaseError:
        raise Refused(N_("The database in this archive is damaged.")) from None


def migrations() -> list[str]:
    """Names of the migrations that were applied to the open database, in order."""
    return sorted(Runner(db.database.obj, directory=str(db.MIGRATIONS)).applied())


def counts() -> dict[str, int]:
    """The number of rows of every table, without those that SQLite and the search index keep for themselves."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    names = [name for (name,) in db.database.execute_sql(f"{tables} AND name NOT LIKE 'search\\_%' ESCAPE '\\'")]
    return {name: _count(name) for name in sorted(names)}


def names() -> set[str]:
    """What the open database is made of: its tables and indexes."""
    return {name for (name,) in db.database.execute_sql("SELECT name FROM sqlite_master")}


def page_size(database: peewee.Database) -> int:
    """Bytes of a page of the open database."""
    return database.execute_sql("PRAGMA page_size").fetchone()[0]


def _count(table: str) -> int:
    quoted = '"' + table.replace('"', '""') + '"'
    return db.database.execute_sql(f"SELECT count(*) FROM {quoted}").fetchone()[0]  # noqa: S608


def _same_pages(file: Path) -> None:
    """SQLite copies into a live file only pages of that file's own size."""
    with opened(file):
        theirs = page_size(db.database)
    if (ours := page_size(db.database)) != theirs:
        with closing(sqlite3.connect(str(file))) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute(f"PRAGMA page_size = {ours}")
            copy.execute("VACUUM")


def _refuse_strange_or_damaged() -> None:
    if "schema_migration" not in names() or not migrations():
        raise Refused(N_("This archive holds no database of Rechterhand."))
    strange = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"
    if db.database.execute_sql(strange).fetchone():
        raise Refused(N_("The database in this archive does things of its own; Rechterhand did not make it so."))
    if db.database.execute_sql("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise Refused(N_("The database in this archive is damaged."))
    if db.database.execute_sql("PRAGMA foreign_key_check").fetchone():
        raise Refused(N_("The database in this archive is damaged: rows point at nothing."))
