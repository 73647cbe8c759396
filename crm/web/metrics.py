"""/metrics for Prometheus: how many requests, how long, how much room; nothing about customers or colleagues.

Only with CRM_METRICS_TOKEN. Web processes add up through small files in the data folder (gunicorn.conf.py says where).
prometheus_client writes these through memory, and a disk that is full would then end the process; so each process
first takes the room it will need, or goes without figures.
"""

import contextlib
import hmac
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from peewee import PeeweeException

from crm import db
from crm.settings import Settings
from crm.web import disk, logs
from crm.web.watch import Watch

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where processes add up; prometheus_client reads it when it is imported
ROOM = {"counter": 256 * 1024, "histogram": 512 * 1024, "gauge_livesum": 64 * 1024}  # bytes for each process
SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
SIZES = {"database": "Size of the database", "database_wal": "Size of its write-ahead log, a file of SQLite"}
LOGGED = {("POST", "/interactions/"): (200, 204, 303), ("POST", "/api/v1/interactions"): (201,)}

bp = Blueprint("metrics", __name__)


class Figures:
    """What is counted in this process."""

    def __init__(self, settings: Settings) -> None:
        import prometheus_client  # only who asks for figures pays for it
        from prometheus_client import multiprocess

        self._client, self._multiprocess, self._settings = prometheus_client, multiprocess, settings
        self._registry = prometheus_client.CollectorRegistry()
        self._children: dict[tuple, tuple] = {}
        prometheus_client.disable_created_metrics()
        if FOLDER not in os.environ:
            self._begin_counting()

    def start_in_worker(self) -> bool:
        """Begin to count in this web process; False where the disk has no room for it."""
        folder = Path(os.environ[FOLDER])
        try:
            for name, size in ROOM.items():
                _take(folder / f"{name}_{os.getpid()}.db", size)
        except OSError as error:
            logs.error("no figures from this process", error)
            return False
        self._begin_counting()
        return True

    def _begin_counting(self) -> None:
        client, registry = self._client, self._registry
        self._requests = client.Counter(
            "rechterhand_requests", "Requests answered", ["method", "route", "status"], registry=registry
        )
        self._seconds = client.Histogram(
            "rechterhand_request_seconds", "Until the answer began", ["route"], buckets=SECONDS, registry=registry
        )
        self._busy = client.Gauge(
            "rechterhand_requests_in_progress", "Being answered", multiprocess_mode="livesum", registry=registry
        )
        self._logged = client.Counter("rechterhand_contacts_logged", "Contacts logged", registry=registry)

    def begin(self) -> None:
        """A request came in."""
        with contextlib.suppress(Exception):
            self._busy.inc()

    def end(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        with contextlib.suppress(Exception):
            self._busy.dec()
            key = method, route, status
            if key not in self._children:
                self._children[key] = self._requests.labels(*key), self._seconds.labels(route)
            count, duration = self._children[key]
            count.inc()
            duration.observe(seconds)
            if status in LOGGED.get((method, route), ()):
                self._logged.inc()

    def page(self) -> bytes:
        """Everything as Prometheus reads it, of all web processes together."""
        shown = self._registry
        if folder := os.environ.get(FOLDER):
            shown = self._client.CollectorRegistry()
            self._multiprocess.MultiProcessCollector(shown, folder)
        return self._client.generate_latest(shown) + self._client.generate_latest(_Sizes(self._settings))


class _Sizes:
    """How large the database is and how much room there is, measured when asked. What cannot be known is left out."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.data_dir

    def collect(self) -> Iterator[Any]:
        """The figures."""
        from prometheus_client.core import GaugeMetricFamily

        for name, size in _database_sizes().items():
            yield GaugeMetricFamily(f"rechterhand_{name}_bytes", SIZES[name], size)
        yield GaugeMetricFamily("rechterhand_disk_free_bytes", "Room on the disk", disk.free(self._folder))


def _database_sizes() -> dict[str, int]:
    """None where its server does not answer: that is no reason to tell nothing else."""
    try:
        opened = db.database.connect(reuse_if_open=True)
        try:
            return db.sizes()
        finally:
            if opened:
                db.database.close()
    except PeeweeException as error:
        logs.error("size of the database", error)
        return {}


def install(app: Flask, watch: Watch) -> None:
    """Count from now on, where a token is set."""
    settings = app.extensions["settings"]
    app.extensions["figures"] = watch.figures = Figures(settings) if settings.metrics_token else None
    app.extensions["watch"] = watch


def begin_in_worker(app: Flask) -> None:
    """For gunicorn, in each web process."""
    watch = app.extensions["watch"]
    if watch.figures and not watch.figures.start_in_worker():
        watch.figures = None


def forget_worker(pid: int) -> None:
    """For gunicorn, when a web process ended: what it counted stays, what it was doing does not."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(pid)


@bp.get("/metrics")
def metrics() -> ResponseReturnValue:
    """For a program with the token; without a token in the settings this address is not there."""
    figures = current_app.extensions["figures"]
    if figures is None:
        abort(404)
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    token = current_app.extensions["settings"].metrics_token
    same = hmac.compare_digest(given.strip().encode("utf-8", "surrogateescape"), token.encode())
    if kind.lower() != "bearer" or not same:
        return Response("A token is needed.\n", 401, {"WWW-Authenticate": "Bearer"}, mimetype="text/plain")
    return Response(figures.page(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _take(file: Path, size: int) -> None:
    """Write ``file`` in full, so that its room is ours; a process of the same number may have left one."""
    with file.open("ab") as begun:
        written = begun.tell()
        try:
            begun.write(bytes(size - written))
            begun.flush()
        except OSError:
            begun.truncate(written)
            raise
