"""flask digest send: what the worker does by itself, now, and of any week."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import click
from flask.cli import AppGroup

from crm import clock
from crm.accounts.cli import one_line_errors
from crm.accounts.models import CONSOLE, User
from crm.company.clock import zone_of
from crm.db import database
from crm.digest import actions, choices, due, letters, periods
from crm.digest.actions import Outcome
from crm.digest.models import DigestChoice, Series
from crm.web.language import say
from crm.words import N_, N_n, Text

digest = AppGroup("digest", help="The weekly digest.")
SAID = {
    "told": N_("made before"),
    "off": N_("does not want it"),
    "daily": N_("gets it daily"),
    "ahead": N_("is not due yet"),
    "empty": N_("nothing to tell"),
}
SUMS = {
    "sent": N_("made: %(count)s"),
    "told": N_("made before: %(count)s"),
    "empty": N_("nothing to tell: %(count)s"),
    "off": N_("do not want it: %(count)s"),
    "daily": N_("get it daily: %(count)s"),
    "ahead": N_("not due yet: %(count)s"),
}


class NoWeek(click.ClickException):
    """What was typed is no ISO week."""

    exit_code = 2


def _week(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        known = value is None or not periods.read(value).is_day
    except ValueError:
        known = False
    if not known:
        raise NoWeek(say(N_("there is no week “%(week)s”; write it like 2026-W47", week=value)))
    return value


@digest.command("send")
@click.option("--week", callback=_week, help="The ISO week to tell of, like 2026-W47; else the last one that is over.")
@click.option("--dry-run", is_flag=True, help="Only say what would be sent.")
def send(week: str | None, dry_run: bool) -> None:
    """Make the weekly digest of everybody who wants it and did not get that week's; a line for each colleague.

    The mails go into the outbox; the worker delivers them.
    """
    sums: Counter[str] = Counter()
    with one_line_errors(), database.connection_context():
        readers = [(user, choice, series) for user, choice in due.readers() for series in _series(user, choice)]
        with _progress(readers) as going:
            for user, choice, series in going:
                its_week = week or _last_week(user)
                with_letters = None if dry_run else letters
                outcome = actions.send(user, choice, series, its_week, by=CONSOLE, letters=with_letters)
                sums[outcome.state] += 1
                click.echo("\t".join((user.email, series, its_week, _what(outcome))))
    click.echo("; ".join(say(Text(text.message, {"count": sums[state]})) for state, text in SUMS.items()))
    if dry_run:
        click.echo(say(N_("Nothing was written: this was a trial.")))
    elif sums["sent"]:
        click.echo(say(N_("The mails are in the outbox; “flask worker” delivers them.")))


@contextmanager
def _progress(readers: list) -> Iterator[Iterable]:
    """The lines tell how far it is; where they go elsewhere, a bar on the terminal does."""
    if sys.stdout.isatty() or not sys.stderr.isatty():
        yield readers
    else:
        with click.progressbar(readers, file=sys.stderr) as bar:
            yield bar


def _series(user: User, choice: DigestChoice) -> list[Series]:
    """Their own, and their department's where they chose that."""
    return [one for one in Series if one == Series.OWN or choices.wants(choice, user, one)]


def _last_week(user: User) -> str:
    """The newest week that is over on their clock."""
    return periods.week_of(clock.now().astimezone(zone_of(user)).date() - timedelta(days=7))


def _what(outcome: Outcome) -> str:
    told = outcome.draft.told if outcome.draft else None
    if told is None or told.is_empty:
        return say(SAID[outcome.state if told is None else "empty"])
    rows = sum(len(part.section.rows) for part in told.parts)
    return ", ".join(say(one) for one in (*told.headlines, *told.apart)) or say(
        N_n("%(num)s line", "%(num)s lines", rows)
    )
