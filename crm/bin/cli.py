"""flask bin: what a timer does every night."""

import click
from flask.cli import AppGroup

from crm import clock
from crm.accounts.cli import one_line_errors
from crm.bin import actions
from crm.db import database
from crm.web.language import say
from crm.words import N_

bin_ = AppGroup("bin", help="What was deleted.")


@bin_.command("empty")
def empty() -> None:
    """Remove for good what was deleted more than 30 days ago, while people work."""
    with database.connection_context(), one_line_errors():
        done = actions.empty(clock.now())
    text = N_(
        "removed for good: %(customers)d customers, %(people)d people, %(interactions)d contacts, "
        "%(followups)d follow-ups, %(files)d files",
        **done.__dict__,
    )
    click.echo(say(text))
