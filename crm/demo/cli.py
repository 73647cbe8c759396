"""flask demo: fill an empty file with the demo company."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import with_appcontext

from crm.accounts.cli import one_line_errors
from crm.db import database, pending_migrations
from crm.demo import actions
from crm.demo.actions import Filled, Progress
from crm.web.language import say
from crm.words import N_

STEP = 5  # per cent between two lines where no bar can be drawn


@click.command("demo")
@click.option("--customers", type=int, default=200, show_default=True, help="How many customers, at most 1,000,000.")
@click.option(
    "--interactions", type=int, default=5_000, show_default=True, help="How many contacts, at most 5,000,000."
)
@click.option("--seed", type=int, default=actions.SEED, show_default=True, help="The same seed gives the same company.")
@with_appcontext
def demo(customers: int, interactions: int, seed: int) -> None:
    """Fill an EMPTY file with a fictional Dutch wholesaler and print its log-ins."""
    with one_line_errors(), database.connection_context(), _shown_progress() as progress:
        if pending_migrations():
            raise click.ClickException(say(N_("This file has no tables yet, or old ones: run flask db upgrade first.")))
        filled = actions.fill(customers=customers, interactions=interactions, seed=seed, progress=progress)
    _print(filled)


@contextmanager
def _shown_progress() -> Iterator[Progress]:
    """A bar on a terminal, else a line now and then; on stderr, so that the log-ins can be piped."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    with click.progressbar(length=1, file=sys.stderr, width=0) as bar:

        def draw(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield draw


def _lines() -> Progress:
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        percent = 100 * done // total
        if percent >= told + STEP:
            told = percent - percent % STEP
            click.echo(f"{told} %", err=True)

    return tell


def _print(filled: Filled) -> None:
    click.echo(
        say(
            N_(
                "The demo company is ready: %(customers)s customers, %(people)s people, %(interactions)s contacts.",
                customers=filled.counts["customers"],
                people=filled.counts["people"],
                interactions=filled.counts["interactions"],
            )
        )
    )
    for one in filled.users:
        click.echo("\t".join((one.email, one.name, one.role, one.department)))
    click.echo(say(N_("They all log in with: %(password)s", password=filled.password)))
