"""flask search: prove the index, or make it anew."""

import click
from flask.cli import AppGroup

from crm.accounts.cli import one_line_errors
from crm.db import database
from crm.search import upkeep

search = AppGroup("search", help="The search index.")


@search.command("rebuild")
@click.option("--if-outdated", is_flag=True, help="Only where another version made the index, or a rebuild broke off.")
@click.option("--anew", is_flag=True, help="Begin at the beginning, also where an earlier one broke off.")
def rebuild(if_outdated: bool, anew: bool) -> None:
    """Index everything again; people can go on working. One that was broken off goes on where it was."""
    with database.connection_context(), one_line_errors():
        if not if_outdated or upkeep.outdated():
            upkeep.rebuild(_bars(), anew)
    click.echo("the search index is up to date")


@search.command("read")
def read() -> None:
    """Read the attachments that could not be read in time when they came in."""
    with database.connection_context(), one_line_errors():
        upkeep.read_files(_bars())
    click.echo("every attachment is read")


@search.command("check")
def check() -> None:
    """Compare the index with the database; exit 1 where they differ."""
    with database.connection_context(), one_line_errors():
        findings, outdated = upkeep.check(), upkeep.outdated()
    for found in findings:
        click.echo(
            f"{found.kind}: {found.records} in the database; {found.missing} missing from the index,"
            f" {found.left_over} left over; {found.unlike} of a sample differ"
        )
    if outdated:
        raise click.ClickException(
            "the search index is of an older version, or its rebuild is not finished: run flask search rebuild"
        )
    if not all(found.sound for found in findings):
        raise click.ClickException("the search index is not what it should be: run flask search rebuild")
    click.echo("the search index is sound")


def _bars() -> upkeep.Progress:
    """A bar for each kind of record."""
    bars: dict = {}

    def progress(kind: str, done: int, total: int) -> None:
        if kind not in bars:
            bars[kind] = click.progressbar(length=total, label=f"{kind:<12}")
        bars[kind].update(done - bars[kind].pos)
        if done == total:
            bars[kind].render_finish()

    return progress
