"""flask db: bring the file's schema up to date, or say how it stands."""

import time

import click
from flask import current_app
from flask.cli import AppGroup

from crm import db

db_cli = AppGroup("db", help="The database's schema.")


@db_cli.command("upgrade")
def upgrade() -> None:
    """Apply the missing migrations, after a copy of the file as it was."""
    with db.database.connection_context():
        missing = db.pending_migrations()
        if missing and db.database.get_tables():
            copy = current_app.extensions["settings"].data_dir / f"crm-before-{missing[0]}-{time.time_ns()}.db"
            db.copy_to(copy)
            click.echo(f"copied to {copy.name}")
        for name in db.upgrade():
            click.echo(f"applied {name}")
    click.echo("the database is up to date")


@db_cli.command("status")
def status() -> None:
    """Name the missing migrations; exit 1 where there are any."""
    with db.database.connection_context():
        missing = db.pending_migrations()
    for name in missing:
        click.echo(f"missing {name}")
    if missing:
        raise SystemExit(1)
    click.echo("the database is up to date")
