"""flask backup, flask restore."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from crm.accounts.cli import one_line_errors
from crm.accounts.models import CONSOLE
from crm.backup import actions, snapshot
from crm.backup.faults import plain_faults
from crm.backup.snapshot import Tell
from crm.db import database
from crm.imports.progress import Progress
from crm.setup import invitation
from crm.web.language import say
from crm.words import N_, Text

SHOWN = 5  # names of missing files


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1), help="How many to keep in the folder; older ones are removed.")
@with_appcontext
def backup(file: Path, keep: int | None) -> None:
    """Write database and attachments to FILE (a new .zip, or a folder) while people work, and read it back."""
    with one_line_errors(), _open_file() as data_dir:
        made = actions.back_up(file, by=CONSOLE, data_dir=data_dir, stage=stage, keep=keep)
    told = N_(
        "%(file)s is written and checked: %(size)s MB; contacts: %(contacts)s, attached files: %(files)s.",
        file=made.file,
        size=f"{made.file.stat().st_size / 1e6:.1f}",
        contacts=made.manifest.rows["interaction"],
        files=made.attachments,
    )
    click.echo(say(told))
    if made.lost:
        lost = N_(
            "Left out: uploads not yet saved with a contact, whose file is gone or damaged: %(count)s.", count=made.lost
        )
        click.echo(say(lost), err=True)
    for gone in made.removed:
        click.echo(say(N_("%(file)s was removed.", file=gone.name)))
    if not made.index_sound:
        click.echo(say(N_("The search index is not what it should be: run “flask search rebuild”.")), err=True)
    if made.manifest.missing:
        why = N_("They are gone from the disk or damaged. Older backups may have them, so none was removed.")
        raise click.ClickException(f"{_missing(made.manifest.missing)} {say(why)}")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Overwrite the database that is in use; a copy of it is kept.")
@with_appcontext
def restore(file: Path, yes: bool) -> None:
    """Check the backup FILE and put it in place; servers may go on running."""
    with one_line_errors(), _open_file() as data_dir, _no_empty_database():
        done = actions.restore(file, by=CONSOLE, data_dir=data_dir, stage=stage, overwrite=yes)
    invitation.discard(data_dir)
    if done.before:
        click.echo(say(N_("What was there is kept in %(file)s.", file=done.before)))
    for name in done.upgraded:
        click.echo(say(N_("The backup was of an older version; applied %(name)s.", name=name)))
    if done.manifest.missing:
        click.echo(_missing(done.manifest.missing), err=True)
    told = N_(
        "The backup of %(moment)s is back; contacts: %(contacts)s, attached files: %(files)s."
        " Everybody must log in again.",
        moment=done.manifest.made_at,
        contacts=done.manifest.rows["interaction"],
        files=done.attachments,
    )
    click.echo(say(told))


@contextmanager
def _open_file() -> Iterator[Path]:
    data_dir = current_app.extensions["settings"].data_dir
    with plain_faults(data_dir), database.connection_context():
        yield data_dir


@contextmanager
def _no_empty_database() -> Iterator[None]:
    """Let what is refused leave no database behind in a new folder."""
    try:
        yield
    except BaseException:
        snapshot.discard_if_empty()
        raise


@contextmanager
def stage(name: Text, total: int) -> Iterator[Tell]:
    """Show how far a part of a long command is; ``total`` in bytes or rows."""
    done = 0
    if sys.stderr.isatty():
        click.echo(say(name), err=True)
    with Progress(total) as progress:

        def tell(more: int) -> None:
            nonlocal done
            done += more
            progress.reach(done, say(name))

        yield tell


def _missing(names: list[str]) -> str:
    shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    return say(N_("Attached files that this backup lacks: %(count)s (%(names)s).", count=len(names), names=shown))
