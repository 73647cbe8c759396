"""flask db: bring the schema up to date, say how it stands, or move to another database."""

from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from peewee import InterfaceError, OperationalError

from crm import db
from crm.accounts.cli import one_line_errors
from crm.accounts.models import CONSOLE
from crm.backup.cli import stage
from crm.move import actions
from crm.settings import SettingsError, database_url
from crm.web.language import say
from crm.words import N_

db_cli = AppGroup("db", help="The database.")


def in_one_line(command: click.Command) -> click.Command:
    """``command``; it ends with one line instead of a traceback where the database cannot be used at all."""
    invoke = command.invoke

    def careful(context: click.Context) -> Any:
        try:
            return invoke(context)
        except (OperationalError, InterfaceError, db.DatabaseError) as error:
            raise click.ClickException(f"The database cannot be used: {' '.join(str(error).split())}") from None

    command.invoke = careful
    return command


@db_cli.command("upgrade")
def upgrade() -> None:
    """Apply the missing migrations; of a SQLite file, after a copy of it as it was."""
    with db.database.connection_context():
        missing = db.pending_migrations()
        if missing and (copy := db.copy_before(missing[0], current_app.extensions["settings"].data_dir)):
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


@db_cli.command("move")
@click.option("--to", required=True, help="The address of an empty database.")
def move(to: str) -> None:
    """Copy everything to the empty database at TO and index it there; the one in use stays as it is."""
    try:
        address = database_url(to.strip() or "?", current_app.extensions["settings"].data_dir, "--to")
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    click.echo(say(N_("What is written from now on stays behind: the server should be stopped.")), err=True)
    with one_line_errors(), db.database.connection_context():
        moved = actions.move(address, by=CONSOLE, stage=stage)
    if moved.before:
        click.echo(say(N_("The rows were there already, from a move that was broken off.")))
    for name, rows in moved.rows.items():
        click.echo(f"{rows:>10}  {name}")
    click.echo(say(N_("The same number of rows in both, and the search index is up to date.")))
    if moved.left_behind:
        behind = N_(
            "Somebody worked meanwhile; changes that stayed behind: %(count)s. Stop the server, empty the new database"
            " and move again.",
            count=moved.left_behind,
        )
        raise click.ClickException(say(behind))
    click.echo(say(N_("Put the new address in CRM_DATABASE_URL and start the server.")))
