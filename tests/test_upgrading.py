"""A file of an earlier version, with a company's data in it, is brought up to date and loses nothing.

``tests/versions/<last migration>.db.gz`` is a small demo company made with that version; passwords are removed.
"""

import gzip
from pathlib import Path

import pytest

from crm import db
from crm.interactions import queries
from crm.interactions.models import Interaction
from crm.search import upkeep
from crm.search.queries import search

pytestmark = pytest.mark.sqlite(
    "there was no PostgreSQL before this version; what upgrades it is in test_postgresql.py"
)
VERSIONS = sorted((Path(__file__).parent / "versions").glob("*.db.gz"))


def rows(tables: list[str]) -> dict[str, list[tuple]]:
    """Every row of these tables, with the columns of the old version."""
    columns = {name: [row[1] for row in db.database.execute_sql(f'PRAGMA table_info("{name}")')] for name in tables}
    return {
        name: db.database.execute_sql(f'SELECT {", ".join(columns[name])} FROM "{name}" ORDER BY 1, 2').fetchall()
        for name in tables
    }


def tables() -> list[str]:
    ours = "type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE '%migration%'"
    return [name for (name,) in db.database.execute_sql(f"SELECT name FROM sqlite_master WHERE {ours}")]


def test_there_is_a_file_of_each_version_before_this_one():
    landed = sorted(path.stem for path in db.MIGRATIONS.glob("0*.py"))
    assert landed[1:-1] == [path.name.removesuffix(".db.gz") for path in VERSIONS]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: path.name)
def test_upgrading_keeps_every_row_and_finds_what_was_written(version: Path, tmp_path: Path):
    file = tmp_path / "crm.db"
    file.write_bytes(gzip.decompress(version.read_bytes()))
    db.connect_to(f"sqlite:///{file}")
    with db.database.connection_context():
        old = tables()
        assert db.pending_migrations()
        before = rows(old)
        columns = {name: len(found[0]) for name, found in before.items() if found}
        db.upgrade()
        after = {name: [row[: columns.get(name)] for row in found] for name, found in rows(old).items()}
        assert {name: len(found) for name, found in after.items()} == {
            name: len(found) for name, found in before.items()
        }
        assert all(after[name] == before[name] for name in columns)
        assert db.database.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
        newest = Interaction.select().order_by(Interaction.id.desc()).first()
        assert queries.entry(newest.id).body == newest.body
        assert search("pomp OR offerte OR levering").interactions  # all the time, before its index is of this version
        assert upkeep.outdated() == (version.name < "0004")
        upkeep.rebuild(lambda *_step: None)
        assert all(finding.sound for finding in upkeep.check())
        assert search("pomp kanaal:telefoon").interactions
