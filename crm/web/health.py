"""/healthz: whether this process can do its work."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from peewee import PeeweeException

from crm import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 and ``ok``, or 503 and what is wrong. Says nothing about customers."""
    try:
        db.database.execute_sql("SELECT 1 FROM customer LIMIT 1")
        missing = db.pending_migrations()
    except PeeweeException as error:
        return jsonify(status="error", database=type(error).__name__), 503
    if missing:
        return jsonify(status="error", migrations_missing=missing), 503
    return jsonify(status="ok")
