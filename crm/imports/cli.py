"""flask import: customers, people and contacts from a CSV file.

Ends with 0 when rows were usable, even if some were not (they are in the file of rejects), and with 1
when the file cannot be read or every row was rejected.
"""

from contextlib import nullcontext
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _
from flask_babel import ngettext
from peewee import OperationalError

from crm import clock, db
from crm.accounts.models import CONSOLE
from crm.errors import ProductError
from crm.imports.actions import Import
from crm.imports.colleagues import Colleagues
from crm.imports.columns import Source
from crm.imports.counts import Counts
from crm.imports.here import Here
from crm.imports.progress import Progress
from crm.imports.rejects import Rejects
from crm.imports.run import KINDS, run
from crm.interactions import channels
from crm.search.models import SearchWord
from crm.web import company
from crm.web.language import say

import_ = AppGroup("import", help="Customers, people and contacts from a CSV file.")
file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Only say what would happen; the database stays as it is."
)


@import_.command("customers")
@file_argument
@dry_run_option
def customers(file: Path, dry_run: bool) -> None:
    """Add customers. One whose number is in the file already stays as it is."""
    _import("customers", file, dry_run)


@import_.command("people")
@file_argument
@dry_run_option
def people(file: Path, dry_run: bool) -> None:
    """Add people to customers."""
    _import("people", file, dry_run)


@import_.command("interactions")
@file_argument
@dry_run_option
def interactions(file: Path, dry_run: bool) -> None:
    """Add contacts to customers."""
    _import("interactions", file, dry_run)


def _import(name: str, file: Path, dry_run: bool) -> None:
    """Run one import and say what came of it."""
    settings = current_app.extensions["settings"]
    opened = db.database.connect(reuse_if_open=True)
    try:
        if db.pending_migrations():
            raise click.ClickException(_("The database is not up to date; run flask db upgrade first."))
        with db.trial(settings.data_dir, [SearchWord]) if dry_run else nullcontext():
            counts = _run(name, file)
    except ProductError as error:
        raise click.ClickException(say(error.text)) from None
    except (OSError, OperationalError) as error:
        rest = _("Run the same command again for the rest.")
        raise click.ClickException(f"{error}. {rest}") from None
    finally:
        if opened:
            db.database.close()
    if dry_run:
        click.echo(_("This was a dry run: nothing was written."))
    if counts.rows and counts.rejected == counts.rows:
        raise SystemExit(1)


def _run(name: str, file: Path) -> Counts:
    settings = current_app.extensions["settings"]
    kind, counts = KINDS[name], Counts()
    colleagues = Colleagues(CONSOLE)
    job = Import(CONSOLE, file.name, counts, colleagues)
    with Source(file, kind.columns) as source, Rejects(source, settings.data_dir, say) as rejects:
        if source.unknown:
            click.echo(_("Unknown columns are left out: %(names)s.", names=", ".join(source.unknown)), err=True)
        here = Here(settings.country, ZoneInfo(company.zone()), clock.now(), channels.by_word())
        try:
            with Progress(source.size) as progress:
                run(kind, source, job, here, rejects, lambda bytes_read, rows: progress.reach(bytes_read, f"{rows:,}"))
        except KeyboardInterrupt:
            click.echo(_("Stopped. What is counted here is in; run the same command again for the rest."), err=True)
            raise
        finally:
            _report(counts, colleagues.made, rejects.path)
    return counts


def _report(counts: Counts, former: list[str], rejects: Path | None) -> None:
    """The counts, one a line; lines about nothing are left out."""
    click.echo(ngettext("%(num)s imported", "%(num)s imported", counts.imported))
    click.echo(ngettext("%(num)s was there already", "%(num)s were there already", counts.present))
    if counts.completed:
        click.echo(ngettext("%(num)s person completed", "%(num)s people completed", counts.completed))
    if counts.people:
        click.echo(
            ngettext(
                "%(num)s person added who was named in a contact",
                "%(num)s people added who were named in contacts",
                counts.people,
            )
        )
    if counts.odd:
        click.echo(
            ngettext(
                "%(num)s field looks odd and was kept as it is",
                "%(num)s fields look odd and were kept as they are",
                counts.odd,
            )
        )
    if former:
        line = ngettext(
            "%(num)s former colleague added, who cannot log in",
            "%(num)s former colleagues added, who cannot log in",
            len(former),
        )
        click.echo(f"{line}: {', '.join(former)}")
    rejected = ngettext("%(num)s rejected", "%(num)s rejected", counts.rejected)
    click.echo(f"{rejected}: {rejects}" if rejects else rejected)
