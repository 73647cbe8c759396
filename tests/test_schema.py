"""The models say what the migrations made: columns, nullability, keys and indexes."""

import re
from pathlib import Path

import peewee

import crm.app
import crm.attachments.models
import crm.followups.models
import crm.search.models  # noqa: F401
from crm import db

OWN = "type IN ('table', 'index') AND sql IS NOT NULL AND name NOT GLOB 'search_[ip][nao][trs]*'"  # not the postings


def models() -> list[type[db.Model]]:
    """Every model of the product."""
    found, left = [], [db.Model]
    while left:
        under = left.pop().__subclasses__()
        left += under
        found += [model for model in under if model.__module__.startswith("crm.")]
    return found


def schema(database: peewee.Database) -> dict[str, object]:
    """Each table of ours as its columns and keys, in whatever order they were added; each index as what made it."""
    rows = database.execute_sql(f"SELECT name, type, sql FROM sqlite_master WHERE {OWN}").fetchall()
    return {
        name: _table(database, name) if kind == "table" else re.sub(r"\s+", " ", sql)
        for name, kind, sql in rows
        if "migration" not in name
    }


def _table(database: peewee.Database, name: str) -> list[tuple]:
    columns = database.execute_sql(f'PRAGMA table_info("{name}")').fetchall()
    keys = database.execute_sql(f'PRAGMA foreign_key_list("{name}")').fetchall()
    return sorted((*(row[1:] for row in columns), *(row[2:] for row in keys)), key=repr)


def test_the_models_are_what_the_migrations_made(app, tmp_path: Path):
    fresh = peewee.SqliteDatabase(str(tmp_path / "models.db"))
    with fresh.bind_ctx(models()), fresh.connection_context():
        fresh.create_tables(models(), safe=False)
        said = schema(fresh)
    made = schema(db.database)
    assert len(made) > 30
    assert sorted(set(said) ^ set(made)) == []
    for name in made:
        assert said[name] == made[name]


def test_a_migrated_file_lacks_nothing_and_is_sound(app):
    assert db.pending_migrations() == []
    assert db.database.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
