"""How the web server runs: ``gunicorn wsgi:app`` reads this by itself."""

import os

from crm import db
from crm.search import analysis
from crm.settings import Settings, SettingsError
from crm.setup import invitation, queries

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
loglevel = "warning"
control_socket_disable = True


def on_starting(_server):
    """Before anything is loaded: an old schema ends the start with one line."""
    db.connect_to(settings.database_url)
    with db.database.connection_context():
        if missing := db.pending_migrations():
            raise SystemExit(f"The database lacks {', '.join(missing)}: run `flask db upgrade` first.")
    analysis.warm()


def post_worker_init(worker):
    """In each worker, after the fork."""
    worker.held = db.hold_open(settings.database_url)


def when_ready(_server):
    """Say where to look; an empty file also gets the one link that may set it up."""
    with db.database.connection_context():
        empty = queries.is_empty()
    print(f"Rechterhand runs on {settings.base_url}  (Ctrl+C stops it)", flush=True)
    if empty:
        print(
            f"The file is still empty. Begin here: {invitation.link(settings.data_dir, settings.base_url)}", flush=True
        )
