"""flask teamwork: prove the figures of working together, or count them anew."""

from collections import Counter

import click
from flask.cli import AppGroup

from crm.accounts.cli import one_line_errors
from crm.db import database
from crm.teamwork import checking
from crm.teamwork.actions import counting

SHOWN = 20  # differences

teamwork = AppGroup("teamwork", help="The figures of working together.")


@teamwork.command("check")
def check() -> None:
    """Compare what was counted with a recount; exit 1 where they differ and nobody knew."""
    waiting: Counter[str] = Counter()
    wrong = 0
    with database.connection_context(), one_line_errors():
        for one in checking.differences():
            if one.waits:
                waiting[one.figure] += 1
                continue
            wrong += 1
            if wrong <= SHOWN:
                click.echo(f"{one.figure} {one.day}: {one.kept} counted, {one.recounted} in a recount")
    for figure, count in waiting.items():
        click.echo(f"{figure}: days that still wait to be counted: {count}")
    if wrong:
        raise click.ClickException(f"days of figures that are not what they should be: {wrong}")
    click.echo("every figure is what a recount gives")


@teamwork.command("recount")
def recount() -> None:
    """Count everything anew, while people work."""
    bar: list = []

    def progress(done: int, total: int) -> None:
        if not bar:
            bar.append(click.progressbar(length=total, label="days"))
        bar[0].update(done - bar[0].pos)
        if done >= total:
            bar[0].render_finish()

    with database.connection_context(), one_line_errors():
        counting.recount(progress)
    click.echo("every figure is counted")
