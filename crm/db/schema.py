"""Migrations: which are missing, and applying them. They live in crm/migrations."""

from pathlib import Path

from playhouse.migrations import Runner

from crm.db.base import database

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def pending_migrations() -> list[str]:
    """Names of the migrations that this database still lacks. Needs an open connection."""
    return [row.name for row in _runner().status() if row.applied is None]


def upgrade() -> list[str]:
    """Apply the missing migrations; returns their names. Whatever stops it, none is left half done.

    Raises DatabaseError where a foreign key points nowhere afterwards, or the database cannot hold ours.
    """
    with database.upgrading():
        return _runner().up()


def _runner() -> Runner:
    return Runner(database.obj, directory=str(MIGRATIONS))
