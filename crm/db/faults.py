"""What an error of a database driver means."""

from peewee import sqlite3

FULL = frozenset({"53100"})  # of PostgreSQL: disk_full
UNWRITABLE = frozenset({"25006", "58030"})  # read_only_sql_transaction (a full server may become so), io_error


def is_disk_full(error: BaseException, writing: bool) -> bool:
    """Whether this error of a driver is that the database could write nothing more.

    Of a failure to read or write SQLite here tells only that it was one, so while ``writing`` it counts.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    state = getattr(error, "sqlstate", None)
    if code == sqlite3.SQLITE_FULL or state in FULL:
        return True
    return writing and (code == sqlite3.SQLITE_IOERR or state in UNWRITABLE)


def name_of(error: BaseException) -> str | None:
    """The database's own name for what went wrong: ``SQLITE_BUSY``, or a five-sign SQLSTATE such as ``53100``."""
    return getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
