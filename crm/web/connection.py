"""One database connection per request; a GET gets one that cannot write."""

from flask import Flask, g, request

from crm import db

READING = frozenset({"GET", "HEAD", "OPTIONS"})
WITHOUT = frozenset({"health", "metrics"})  # must answer also when the file cannot be opened


def install(app: Flask) -> None:
    """Open before each request that has a view of ours, close when it is torn down."""

    @app.before_request
    def connect() -> None:
        if request.endpoint == "static" or request.blueprint in WITHOUT:
            return
        g.opened_database = db.database.connect(reuse_if_open=True)
        db.read_only(request.method in READING)

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        if not db.database.is_closed():
            db.read_only(False)
        if g.pop("opened_database", False):
            db.database.close()
