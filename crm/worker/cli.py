"""flask worker: does what is put down for later."""

import signal
import sys
from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from crm import db
from crm.jobs import mending, work
from crm.web import logs
from crm.worker.loop import Loop

LONGEST = int(mending.LONGEST_LEASE.total_seconds())


@click.command("worker")
@click.option(
    "--lease",
    type=click.IntRange(1, LONGEST),
    default=int(work.LEASE.total_seconds()),
    help="Seconds after which another worker takes over from one that is gone.",
)
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@with_appcontext
def worker(lease: int, once: bool) -> None:
    """Do what is put down for later: mail, digests, what comes back every night. Several may run."""
    with db.database.connection_context():
        missing = db.pending_migrations()
    if missing:
        raise click.ClickException(f"The database lacks {', '.join(missing)}: run `flask db upgrade` first.")
    _held = db.hold_open(current_app.extensions["settings"].database_url)
    loop = Loop(timedelta(seconds=lease), logs.error, current_app.app_context)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, loop.stop)
    loop.run(once)
    sys.exit(0)
