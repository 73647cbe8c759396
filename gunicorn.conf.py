"""How the web server runs: ``gunicorn wsgi:app`` reads this by itself."""

import os
import shutil
import subprocess
import sys

from gunicorn import glogging

from crm import db
from crm.search import analysis, upkeep
from crm.settings import Settings, SettingsError
from crm.setup import invitation, queries
from crm.web import logs, metrics

try:
    settings = Settings.load()
except SettingsError as error:
    raise SystemExit(str(error)) from None
bind = os.environ.get("CRM_BIND", f"127.0.0.1:{settings.port}")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
preload_app = True  # one copy of the word lists for all workers
timeout = 60
graceful_timeout = 10
limit_request_line = 8190  # 400 characters of a search, each twelve bytes in an address
loglevel = "warning"
control_socket_disable = True
lines = logs.Lines(settings.log_format, plain=True)


class logger_class(glogging.Logger):
    """What gunicorn itself has to say, as lines like ours."""

    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.handlers = [logs.ToStderr(lines)]


if settings.metrics_token and metrics.FOLDER not in os.environ:  # a reload keeps what was counted
    folder = settings.data_dir / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ[metrics.FOLDER] = str(folder)


def on_starting(_server):
    """Before anybody is let in: an old schema ends the start with one line."""
    db.connect_to(settings.database_url)
    try:
        with db.database.connection_context():
            missing = db.pending_migrations()
    except db.peewee.OperationalError as error:
        raise SystemExit(f"The database cannot be used: {' '.join(str(error).split())}") from None
    if missing:
        raise SystemExit(f"The database lacks {', '.join(missing)}: run `flask db upgrade` first.")
    analysis.warm()


def post_fork(_server, _worker):
    """From here on visitors are near: gunicorn's lines no longer hold addresses of theirs."""
    lines.plain = False


def post_worker_init(worker):
    """In each worker, after the fork."""
    worker.held = db.hold_open(settings.database_url)
    metrics.begin_in_worker(worker.wsgi)


def child_exit(_server, worker):
    """What a worker that ended was busy with is no longer in progress."""
    if metrics.FOLDER in os.environ:
        metrics.forget_worker(worker.pid)


def when_ready(_server):
    """Say where to look; an empty file also gets the one link that may set it up.

    An index of an older version is brought up to date meanwhile: what was written before is found all the time,
    by the words as they stand there, and by more of their forms once it is done.
    """
    with db.database.connection_context():
        empty, outdated = queries.is_empty(), upkeep.outdated()
    if outdated:
        print("The search index is brought up to date while people work.", flush=True)
        words = [sys.executable, "-m", "flask", "search", "rebuild", "--if-outdated"]
        subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, preexec_fn=lambda: os.nice(10))  # noqa: S603
    print(f"Rechterhand runs on {settings.base_url}  (Ctrl+C stops it)", flush=True)
    if empty:
        print(
            f"The file is still empty. Begin here: {invitation.link(settings.data_dir, settings.base_url)}", flush=True
        )
