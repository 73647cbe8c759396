"""The files that are measured: made once in ``data/bench``, kept, and brought up to date when the program changed.

Two steps: the data, and then the index, which ``flask search rebuild`` makes, also anew where the program has another
version of it by now. The next run begins with data that are not whole, and goes on with an index that is not.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from crm import db
from crm.app import create_app
from crm.search import upkeep
from crm.settings import ROOT, Settings
from crm.teamwork.actions import counting
from tests import server
from tests.bench import data
from tests.bench.apart import apart


def kept_in() -> Path:
    """Where the files are kept."""
    return Path(os.environ.get("CRM_BENCH_DIR", ROOT / "data" / "bench"))


@dataclass(frozen=True)
class File:
    """A data folder and its database; ``url`` is that of PostgreSQL, empty for SQLite in that folder."""

    size: int
    folder: Path
    url: str = ""

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.url or f"sqlite:///{self.folder / 'crm.db'}"

    def settings(self) -> Settings:
        """What the application is told to work on this file."""
        return Settings.load(self.environment)

    @property
    def environment(self) -> dict[str, str]:
        """The same for commands."""
        return {"CRM_DATA_DIR": str(self.folder), "CRM_DATABASE_URL": self.database}

    @contextmanager
    def opened(self) -> Iterator[object]:
        """The application on this file, and a connection."""
        app = create_app(self.settings())
        with app.app_context(), db.database.connection_context():
            yield app


def ready(size: int, url: str = "") -> File:
    """The file of ``size`` contacts, up to date.

    ``url`` is a PostgreSQL database beside which those of the bench are made: ``name_10000``, ``name_100000``, …
    """
    file = _place(f"{size}", size, url)
    if apart(_outdated, file):
        print(f"indexing {size:,} contacts …", file=sys.stderr, flush=True)
        command = [server.FLASK, "search", "rebuild"]
        subprocess.run(command, cwd=ROOT, env=os.environ | file.environment, check=True, stdout=sys.stderr)
        if url:
            apart(_counted, file)
    return file


def fresh(name: str, size: int, url: str = "") -> File:
    """A new file under this name, in place of what was there, indexed as it is filled. Run it ``apart``."""
    file = _place(name, size, url)
    _empty(file)
    create_app(file.settings())  # search listens from now on
    data.fill(file.database, file.folder, size)
    return file


def _outdated(file: File) -> bool:
    """Make the data where it is not there, apply the migrations it lacks, and tell whether the index is an old one."""
    wanted = {"recipe": data.RECIPE, "size": file.size}
    kept = file.folder / "data.json"
    if not kept.exists() or json.loads(kept.read_text()) != wanted:
        print(f"making a file with {file.size:,} contacts (once) …", file=sys.stderr, flush=True)
        _empty(file)
        data.fill(file.database, file.folder, file.size)
        with file.opened():
            data.forget_index()
        kept.write_text(json.dumps(wanted))
    with file.opened():
        db.upgrade()
        while counting.count_some():  # what the worker does, where it is not done
            pass
        return upkeep.outdated()


def _counted(file: File) -> None:
    """What PostgreSQL does by itself within minutes, so that its plans are those of a file in use."""
    with file.opened():
        db.database.execute_sql("ANALYZE")


def _place(name: str, size: int, url: str) -> File:
    if not url:
        return File(size, kept_in() / name)
    address, mark, options = url.partition("?")
    own = f"{address.rpartition('/')[2]}_{name}"
    _make_database(url, own)
    return File(size, kept_in() / f"postgresql-{name}", f"{address}_{name}{mark}{options}")


def _make_database(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')


def _empty(file: File) -> None:
    """Make room for new data, with the tables of now."""
    shutil.rmtree(file.folder, ignore_errors=True)
    file.folder.mkdir(parents=True)
    db.connect_to(file.database)
    with db.database.connection_context():
        if file.url:
            db.database.execute_sql("DROP SCHEMA public CASCADE")
            db.database.execute_sql("CREATE SCHEMA public")
        db.upgrade()


if __name__ == "__main__":  # the first step alone: python -m tests.bench.files 1000000
    for word in sys.argv[1:]:
        _outdated(_place(word, int(word), ""))
