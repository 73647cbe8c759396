"""flask setup: the first administrator from the console, for scripts."""

import click
from flask import current_app
from flask.cli import with_appcontext

from crm.accounts.cli import ask_password, one_line_errors
from crm.db import database, upgrade
from crm.setup import actions, invitation
from crm.web.language import say
from crm.words import N_


@click.command("setup")
@click.option("--email", required=True, help="What the first administrator logs in with.")
@click.option("--name", required=True, help="First name and surname.")
@click.option("--department", required=True, help="One of the usual ones, or another.")
@click.option("--company", default="", help="Stands on the log-in page.")
@with_appcontext
def setup(email: str, name: str, department: str, company: str) -> None:
    """Make the first administrator of an empty file. The password is taken from CRM_PASSWORD, or asked for."""
    settings = current_app.extensions["settings"]
    with database.connection_context(), one_line_errors():
        if not database.get_tables():
            upgrade()  # a fresh data folder: nothing there to copy first
        actions.refuse_file_in_use()
        first = actions.first_administrator(
            name,
            email,
            department,
            ask_password(),
            company,
            departments=actions.USUAL_DEPARTMENTS[settings.locale],
        )
        invitation.discard(settings.data_dir)
        click.echo(say(N_("%(name)s can log in now, as administrator.", name=first.name)))
