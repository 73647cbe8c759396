"""A file with a small company in it, and new databases of both kinds to move it to."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import peewee
import pytest
from flask import Flask

from crm import db
from crm.demo import actions as demo
from crm.move import tables
from crm.search import queries as searching
from crm.search import upkeep
from tests import postgres

ASKED = (
    "pomp",
    "lekkende pomp",
    "offerte",
    "kanaal:telefoon",
    "afdeling:verkoop NIET offerte",
    '"van den"',
    "terugb*",
    "bestelling OF levering",
    "0174",
    "de",
)
_number = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[None]:
    """A PostgreSQL, also where the other tests run on SQLite."""
    if postgres.asked_for() or postgres.SOCKET in os.environ:
        yield
        return
    made = postgres.Server()
    os.environ[postgres.SOCKET] = str(made.folder)
    yield
    del os.environ[postgres.SOCKET]
    made.stop()


@pytest.fixture
def new(server: None, tmp_path: Path) -> Callable[[str], str]:
    """``new("postgresql")``, ``new("sqlite")``: the address of a database that has nothing in it yet."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / f'nieuw{next(_number)}.db'}"
        name = f"move_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        postgres.make(name)
        return postgres.url(name)

    return make


@pytest.fixture(scope="session")
def mould(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the file is kept that ``company`` copies."""
    return tmp_path_factory.mktemp("company") / "crm.db"


@pytest.fixture
def company(app: Flask, mould: Path, tmp_path: Path) -> str:
    """The address of a file with a company of eight customers in it, indexed."""
    if not mould.exists():
        with db.elsewhere(f"sqlite:///{mould}"):
            db.upgrade()
            demo.fill(customers=8, interactions=90)
            upkeep.rebuild(lambda *_done: None)
            db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    file = tmp_path / "bedrijf.db"
    shutil.copy(mould, file)
    return f"sqlite:///{file}"


def rows_in(url: str) -> dict[str, list[tuple]]:
    """Every row of every table of ours there, the same whichever database keeps it."""
    with db.elsewhere(url) as database:
        return rows_of(database)


def rows_of(database: peewee.Database) -> dict[str, list[tuple]]:
    """Every row of every table of ours in an open database."""
    return {model._meta.table_name: _rows(database, model) for model in tables.ours()}


def _rows(database: peewee.Database, model: type[db.Model]) -> list[tuple]:
    columns = ", ".join(f'"{field.column_name}"' for field in model._meta.sorted_fields)
    found = database.execute_sql(f'SELECT {columns} FROM "{model._meta.table_name}"').fetchall()
    return sorted((tuple(map(_plain, row)) for row in found), key=repr)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def found_in(url: str) -> dict[str, tuple[list, list[int]]]:
    """What search finds there: which customers and people, and which contacts in which order."""
    with db.elsewhere(url):
        answers = {words: searching.search(words, limit=20) for words in ASKED}
        assert all(finding.sound for finding in upkeep.check()) and not upkeep.outdated()
        return {
            words: ([(one.customer_id, one.name) for one in found.parties], [one.id for one in found.interactions])
            for words, found in answers.items()
        }


def ask_for_password(server: peewee.Database, who: str, password: str) -> None:
    """Make somebody on the server of this run who has to give one."""
    rules = Path(os.environ[postgres.SOCKET]) / "data" / "pg_hba.conf"
    server.execute_sql(f"DROP ROLE IF EXISTS {who}")
    server.execute_sql(f"CREATE ROLE {who} LOGIN PASSWORD '{password}'")
    rule = f"local all {who} scram-sha-256\n"
    if rule not in (known := rules.read_text()):
        rules.write_text(rule + known)
    server.execute_sql("SELECT pg_reload_conf()")
