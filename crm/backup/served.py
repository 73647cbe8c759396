"""A database on a server, as one file: an archive is the same wherever it was made, and goes back to either.

The file is SQLite's, with the same tables and no search index: that is made where it is put.
"""

from pathlib import Path

import peewee

from crm import db
from crm.move import copying, tables
from crm.move.copying import Tell

FILE = "sqlite:///"


def take(file: Path, tell: Tell) -> None:
    """Copy the open database to ``file``, as it is at one moment, while others write. Raises Refused."""
    file.unlink(missing_ok=True)
    source, size = db.database.obj, db.sizes()["database"]
    tables.refuse_strange(source)
    with db.elsewhere(f"{FILE}{file}") as target:
        db.upgrade()
        with source.one_moment(tables.names()), db.transaction():
            copying.copy(source, target, _as_bytes(tell, size, source))


def put(file: Path, tell: Tell) -> None:
    """Put all of ``file`` in the place of what is in the open database, in one transaction; without an index.

    Who reads meanwhile waits, and sees the old content or all of the new. Raises Refused.
    """
    if db.pending_migrations():
        db.upgrade()
    target = db.database.obj
    with db.elsewhere(f"{FILE}{file}") as source, source.one_moment(tables.names()), target.atomic():
        target.clear([*tables.names(), *tables.of_index(target)])
        copying.copy(source, target, _as_bytes(tell, file.stat().st_size, source))


def _as_bytes(tell: Tell, size: int, source: peewee.Database) -> Tell:
    """What is told as rows, told as their share in ``size``."""
    rows = max(sum(copying.counts(source).values()), 1)
    return lambda done: tell(done * size // rows)
