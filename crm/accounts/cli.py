"""flask user, flask token: colleagues and API tokens from the console."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app
from flask.cli import AppGroup
from peewee import OperationalError, ProgrammingError

from crm.accounts import actions, keys, letters, queries
from crm.accounts.models import CONSOLE, Role, User
from crm.db import database, pending_migrations
from crm.errors import NotFound, ProductError, Refused
from crm.mail import post
from crm.web.language import say
from crm.words import N_

user = AppGroup("user", help="Colleagues: who may log in.")
token = AppGroup("token", help="Keys for programs that use the API.")


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="First name and surname.")
@click.option("--department", required=True, help="Made where there is none of this name.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.STAFF.value, show_default=True)
def add(email: str, name: str, department: str, role: str) -> None:
    """Add a colleague. The password is taken from CRM_PASSWORD, or asked for."""
    with database.connection_context(), one_line_errors():
        password = ask_password()
        added = actions.add_user(
            by=CONSOLE, name=name, email=email, department=department, role=Role(role), password=password
        )
        click.echo(say(N_("%(name)s (%(department)s) can log in.", name=added.name, department=added.department.name)))


@user.command("invite")
@click.argument("email")
@click.option("--name", help="First name and surname; for who is not a colleague yet.")
@click.option("--department", help="Made where there is none of this name; for who is not a colleague yet.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.STAFF.value, show_default=True)
def invite(email: str, name: str | None, department: str | None, role: str) -> None:
    """Print a link with which a colleague chooses a password, alone on the last line, and mail it to them.

    Somebody who is no colleague yet becomes one. A colleague who forgot their password gets a link too.
    Without a mail server the link is only printed.
    """
    write = letters.invitation(CONSOLE) if post.is_set() else None
    with database.connection_context(), one_line_errors():
        if found := queries.user_by_email(email):
            invited, key = actions.new_link(found.id, by=CONSOLE, write=write)
        elif name and department:
            given = {"name": name, "email": email, "department": department, "role": Role(role)}
            invited, key = actions.invite(**given, by=CONSOLE, write=write)
        else:
            raise Refused(N_("%(email)s is no colleague yet: give --name and --department too.", email=email))
    click.echo(say(N_("With this link %(name)s chooses a password, once, within seven days:", name=invited.name)))
    if write:
        click.echo(say(N_("It is on its way to %(email)s too.", email=invited.email)))
    else:
        click.echo(say(N_("No mail server is set, so hand it over yourself.")))
    click.echo(keys.welcome_address(current_app.extensions["settings"].base_url, key))


@user.command("list")
def list_() -> None:
    """Name every colleague: address, role, department, and who is disabled."""
    with database.connection_context(), one_line_errors():
        for one in queries.everyone():
            state = say(N_("disabled")) if one.disabled_at else ""
            click.echo("\t".join((one.email, one.name, one.role, one.department.name, state)).rstrip())


@user.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Keep a colleague out: sessions and tokens end at once, what they wrote stays."""
    with database.connection_context(), one_line_errors():
        colleague = _colleague(email)
        actions.disable_user(colleague, by=CONSOLE)
        click.echo(say(N_("%(name)s can no longer log in.", name=colleague.name)))


@user.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Let a disabled colleague log in again; their old sessions and tokens stay ended."""
    with database.connection_context(), one_line_errors():
        colleague = _colleague(email)
        actions.enable_user(colleague, by=CONSOLE)
        click.echo(say(N_("%(name)s can log in again.", name=colleague.name)))


@token.command("create")
@click.argument("email")
@click.option("--name", default="", help="Which program it is for.")
def create(email: str, name: str) -> None:
    """Print a new API token that acts as this colleague, alone on the last line."""
    with database.connection_context(), one_line_errors():
        made = actions.create_token(_colleague(email), by=CONSOLE, name=name)
    click.echo(say(N_("Keep this token safe; it is shown only once:")))
    click.echo(made)


@token.command("revoke")
@click.argument("email")
def revoke(email: str) -> None:
    """End every API token of this colleague at once."""
    with database.connection_context(), one_line_errors():
        colleague = _colleague(email)
        ended = queries.tokens(colleague)
        for one in ended:
            actions.revoke_token(one, by=CONSOLE)
        click.echo(say(N_("Tokens of %(name)s that were ended: %(count)s.", name=colleague.name, count=len(ended))))


@contextmanager
def one_line_errors() -> Iterator[None]:
    """End a command on bad input with one clear line and a status that says so."""
    try:
        yield
    except ProductError as error:
        raise click.ClickException(say(error.text)) from None
    except (OperationalError, ProgrammingError):
        if database.is_closed() or not pending_migrations():
            raise
        raise click.ClickException(say(N_("The database is not up to date: run “flask db upgrade” first."))) from None


def ask_password() -> str:
    """The new password: CRM_PASSWORD, else typed twice and not shown."""
    if given := os.environ.get("CRM_PASSWORD"):
        return given
    try:
        return click.prompt(say(N_("Password")), hide_input=True, confirmation_prompt=say(N_("Password, once more")))
    except click.Abort:
        raise click.ClickException(say(N_("No password was given; CRM_PASSWORD can hold it."))) from None


def _colleague(email: str) -> User:
    found = queries.user_by_email(email)
    if not found:
        raise NotFound(N_("There is no colleague with the address %(email)s.", email=email))
    return found
