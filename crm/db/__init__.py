"""The database: how it is opened, the base of every model, and transactions.

SQLite or PostgreSQL: nothing outside this folder and the engines of search asks which. Why: docs/architecture.md.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import peewee

from crm.db import sqlite
from crm.db.base import (
    KEPT_IN_BIN,
    DatabaseError,
    Model,
    MomentField,
    database,
    keep_in_bin,
    no_table,
    still_kept,
    tables,
)
from crm.db.schema import MIGRATIONS, pending_migrations, upgrade
from crm.db.sqlite import copy_to

__all__ = [
    "KEPT_IN_BIN",
    "MIGRATIONS",
    "DatabaseError",
    "Model",
    "MomentField",
    "connect_to",
    "continue_numbering",
    "copy_before",
    "copy_to",
    "database",
    "elsewhere",
    "file",
    "hold_open",
    "keep_in_bin",
    "no_table",
    "peewee",
    "pending_migrations",
    "read_only",
    "sizes",
    "still_kept",
    "tables",
    "transaction",
    "trial",
    "upgrade",
]


def connect_to(url: str) -> None:
    """Point every model at the database behind ``url``; nothing is opened yet. Raises DatabaseError."""
    database.initialize(_prepared(url))


@contextmanager
def elsewhere(url: str) -> Iterator[peewee.Database]:
    """Let every model read and write the database behind ``url`` for a while.

    The usual one stays open meanwhile. For commands: they share the process with nobody. Raises DatabaseError.
    """
    usual = database.obj
    other = _prepared(url)
    database.initialize(other)
    try:
        with other.connection_context():
            yield other
    finally:
        database.initialize(usual)


def hold_open(url: str) -> object:
    """What a process that answers many requests must keep, so that none of them has to begin from nothing."""
    return sqlite.held_open(url) if url.startswith(sqlite.SCHEME) else None


def transaction() -> AbstractContextManager:
    """One unit of writing. Waits for whoever else writes, so never around mere reading."""
    return database.atomic()


def trial(folder: Path, shared: Iterable[type[Model]]) -> AbstractContextManager:
    """Write without consequence: what is done inside is gone afterwards, and colleagues can go on meanwhile.

    ``folder`` is where a copy may stand for as long as it takes; ``shared`` are tables in whose rows everybody counts.
    """
    return database.trial(folder, shared)


def read_only(yes: bool) -> None:
    """Let the open connection refuse every write (``yes``), as GET requests do, or allow it."""
    database.refuse_writes(yes)


def continue_numbering(models: Iterable[type[Model]]) -> None:
    """To be called where rows were inserted with ids of their own: the next get higher ones."""
    database.continue_numbering(models)


def copy_before(name: str, folder: Path) -> Path | None:
    """Keep a copy in ``folder`` before ``name`` is done; None where that is not ours to do."""
    return database.copy_before(name, folder)


def sizes() -> dict[str, int]:
    """Bytes of the ``database``, and of what belongs to it and is counted apart."""
    return database.sizes()


def file() -> Path | None:
    """The one file that everything is in; None where a server keeps it."""
    return database.file()


def _prepared(url: str) -> peewee.Database:
    if url.startswith(sqlite.SCHEME):
        return sqlite.prepared(url)
    from crm.db import postgres  # its driver is loaded only where it is used

    return postgres.prepared(url)
