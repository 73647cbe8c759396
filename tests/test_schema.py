"""The models say what the migrations made: columns, nullability, keys and indexes."""

import re
from pathlib import Path

import peewee

import crm.absences.models
import crm.agreements.models
import crm.app
import crm.attachments.models
import crm.calendar.models
import crm.complaints.models
import crm.compliments.models
import crm.consults.models
import crm.departures.models
import crm.digest.models
import crm.expectations.models
import crm.followups.models
import crm.handovers.models
import crm.headsups.models
import crm.houserules.models
import crm.jobs.models
import crm.notifications.models
import crm.presence.models
import crm.quotations.models
import crm.refusals.models
import crm.satisfaction.models
import crm.search.models
import crm.surprises.models
import crm.teamwork.models  # noqa: F401
from crm import db
from tests import postgres
from tests.databases import damage

NOT_OURS = re.compile(r"search_(interaction|party|position)|.*migration")  # the postings have no model


def schema(database: peewee.Database) -> dict[str, object]:
    """Each table of ours as its columns and keys, in whatever order they were added; each index as what made it."""
    if postgres.asked_for():
        return {name: what for name, what in postgres.schema(database).items() if not NOT_OURS.match(name)}
    own = "type IN ('table', 'index') AND sql IS NOT NULL"
    rows = database.execute_sql(f"SELECT name, type, sql FROM sqlite_master WHERE {own}").fetchall()
    return {
        name: _table(database, name) if kind == "table" else re.sub(r"\s+", " ", sql)
        for name, kind, sql in rows
        if not NOT_OURS.match(name)
    }


def _table(database: peewee.Database, name: str) -> list[tuple]:
    columns = database.execute_sql(f'PRAGMA table_info("{name}")').fetchall()
    keys = database.execute_sql(f'PRAGMA foreign_key_list("{name}")').fetchall()
    return sorted((*(row[1:] for row in columns), *(row[2:] for row in keys)), key=repr)


def fresh(folder: Path) -> peewee.Database:
    """An empty database without our migrations."""
    if postgres.asked_for():
        return postgres.beside("models")
    return peewee.SqliteDatabase(str(folder / "models.db"))


def test_the_models_are_what_the_migrations_made(app, tmp_path: Path):
    other = fresh(tmp_path)
    with other.bind_ctx(db.tables()), other.connection_context():
        other.create_tables(db.tables(), safe=False)
        if postgres.asked_for():
            other.compare_by_bytes()
        said = schema(other)
    made = schema(db.database)
    assert len(made) > 30
    assert sorted(set(said) ^ set(made)) == []
    for name in made:
        assert said[name] == made[name]


def test_a_migrated_file_lacks_nothing_and_is_sound(app):
    assert db.pending_migrations() == []
    db.database.close()
    assert damage() == []
