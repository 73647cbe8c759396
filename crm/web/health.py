"""/healthz: whether this process can do its work, and if not what is wrong. For machines; no names, no paths."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from peewee import PeeweeException

from crm import clock, db
from crm.web import disk
from crm.worker import queries as worker

bp = Blueprint("health", __name__)
MEGABYTE = 1024 * 1024
TOO_LITTLE, LITTLE = 100 * MEGABYTE, 1024 * MEGABYTE
OK = "ok"


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 and ``ok``, perhaps with warnings; or 503 and which check failed. Opens the file itself, and only reads."""
    folder = current_app.extensions["settings"].data_dir
    checks: dict[str, Callable[[], str]] = {
        "database": lambda: _on_file(_readable),
        "schema": lambda: _on_file(_complete),
        "folder": lambda: _writable(folder),
        "attachments": lambda: _files(folder / "attachments"),
        "disk": lambda: _room(folder),
    }
    found = {name: _safely(check) for name, check in checks.items()}
    wrong = [name for name, state in found.items() if state != OK]
    answer = {"status": "error" if wrong else OK, "checks": found}
    warnings = [] if wrong else [one for one in (_little_room(folder), _safely(lambda: _on_file(_no_worker))) if one]
    if warnings:
        answer["warnings"] = warnings
    return jsonify(answer), 503 if wrong else 200


def _safely(check: Callable[[], str]) -> str:
    try:
        return check()
    except (PeeweeException, OSError) as error:
        return type(error).__name__


def _on_file(check: Callable[[], Any]) -> Any:
    opened = db.database.connect(reuse_if_open=True)
    try:
        db.read_only(True)
        return check()
    finally:
        if opened:
            db.database.close()
        else:
            db.read_only(False)


def _little_room(folder: Path) -> str:
    return f"disk: {disk.free(folder) // MEGABYTE} MB left" if disk.free(folder) < LITTLE else ""


def _no_worker() -> str:
    """Mail and what comes back every night wait; all else goes on."""
    now = clock.now()
    if worker.running(now):
        return ""
    seen = worker.last_seen()
    return f"worker: none seen for {max((now - seen) // timedelta(minutes=1), 0)} min" if seen else "worker: none runs"


def _readable() -> str:
    db.database.execute_sql("SELECT 1 FROM customer LIMIT 1").fetchall()
    return OK


def _complete() -> str:
    missing = db.pending_migrations()
    return f"missing {', '.join(missing)}" if missing else OK


def _files(folder: Path) -> str:
    """The folder of attachments is made by the first of them."""
    if folder.exists() or _on_file(_has_attachments):
        return _writable(folder)
    return OK


def _has_attachments() -> bool:
    return bool(db.database.execute_sql("SELECT 1 FROM attachment LIMIT 1").fetchone())


def _writable(folder: Path) -> str:
    if not folder.is_dir():
        return "not a folder" if folder.exists() else "not there"
    return OK if os.access(folder, os.R_OK | os.W_OK | os.X_OK) else "not writable"


def _room(folder: Path) -> str:
    left = disk.free(folder)
    return OK if left >= TOO_LITTLE else f"full: {left // MEGABYTE} MB left"
