"""Moving everything to another database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import peewee

from crm import db
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.errors import Refused
from crm.journal import Change
from crm.move import copying, faults, indexing, tables
from crm.move.indexing import Stage
from crm.search import upkeep
from crm.words import N_

FILE = "sqlite:///"


@dataclass(frozen=True)
class Moved:
    """What a move did."""

    rows: dict[str, int]  # per table, the same in both databases
    before: bool  # whether an earlier move brought them over, and was broken off later
    left_behind: int  # what colleagues did meanwhile; it is in the old database only


def move(to: str, *, by: User | Console, stage: Stage) -> Moved:
    """Copy the open database to the empty one behind ``to``, and index it there; the open one stays as it is.

    The rows come over in one transaction: broken off, none is there. Broken off while indexing, the next move finds
    the same rows there and goes on with the index. Raises Refused.
    """
    require(by, Role.ADMIN)
    if db.pending_migrations():
        raise Refused(N_("The database is not up to date: run “flask db upgrade” first."))
    source = db.database.obj
    tables.refuse_strange(source)
    with _opened(to) as target:
        with source.one_moment(tables.names()):
            rows = copying.counts(source)
            if not (before := _are_there(target, rows)):
                _copy(source, target, stage, sum(rows.values()))
        indexing.make(stage)
        newest = Change.select(peewee.fn.MAX(Change.id)).scalar() or 0
    return Moved(rows, before, Change.select().where(Change.id > newest).count())


@contextmanager
def _opened(to: str) -> Iterator[peewee.Database]:
    if to.startswith(FILE) and not (folder := Path(to.removeprefix(FILE)).parent).is_dir():
        raise Refused(N_("There is no folder %(folder)s.", folder=folder))
    with faults.told(lambda why: N_("The new database cannot be used: %(why)s", why=why)), db.elsewhere(to) as target:
        yield target


def _are_there(target: peewee.Database, rows: dict[str, int]) -> bool:
    """Whether the open target has the rows already, without their index. Raises Refused where it has others."""
    filled = [name for name in tables.others(target) if _has_rows(target, name)]
    if not filled:
        return False
    ours = set(filled) <= rows.keys() and not db.pending_migrations()
    if not (ours and copying.counts(target) == rows and upkeep.outdated()):
        raise Refused(N_("The new database must be empty: its table %(name)s has rows.", name=filled[0]))
    return True


def _has_rows(database: peewee.Database, table: str) -> bool:
    quoted = table.replace('"', '""')
    return bool(database.execute_sql(f'SELECT 1 FROM "{quoted}" LIMIT 1').fetchone())  # noqa: S608


def _copy(source: peewee.Database, target: peewee.Database, stage: Stage, total: int) -> None:
    with faults.told(lambda why: N_("It was broken off, and nothing was moved. %(why)s", why=why)):
        db.upgrade()
        with stage(N_("Copying"), total) as tell, db.transaction():
            copying.copy(source, target, tell)
            indexing.forget()
