"""The bare SQL that a page rests on: the very statements it asks, run again without anything around them."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from flask import Flask

from crm import db
from crm.interactions.models import Interaction
from tests.bench.jobs import Job
from tests.bench.load import Request, milliseconds
from tests.bench.visitor import Visitor

PAGES = 20
READING = ("SELECT", "WITH")
WRITTEN = 'INSERT INTO "interaction" '
Statement = tuple[str, list]


@dataclass(frozen=True)
class Bare:
    """Milliseconds for all statements of a page, and how many there are; the median of twenty pages."""

    took: float
    statements: int


def measure(app: Flask, job: Job, visitor: Visitor, most: int) -> Bare:
    """Run the statements of the first pages of ``job``. Where it writes, only the row itself, made durable."""
    took, counts = [], []
    for number in range(min(PAGES, most)):
        request = job.make(number)
        statements = _recorded(app, request, visitor.program if job.program else visitor.browser)
        run = _write if request.body else _read
        with db.database.connection_context():
            took.append(run(statements))
        counts.append(len(statements))
    return Bare(median(took), round(median(counts)))


def _recorded(app: Flask, request: Request, headers: dict[str, str]) -> list[Statement]:
    """What the application asks the database to answer ``request``."""
    asked: list[Statement] = []
    listener = _Listener(asked.append)
    logger = logging.getLogger("peewee")
    logger.propagate = False
    logger.addHandler(listener)
    logger.setLevel(logging.DEBUG)
    try:
        answer = app.test_client(use_cookies=False).open(
            request.path, method=request.method, data=request.body or None, headers=headers
        )
    finally:
        logger.removeHandler(listener)
        logger.setLevel(logging.NOTSET)
    if answer.status_code >= 400:
        raise SystemExit(f"{request.path} answered {answer.status_code}")
    if request.body:
        return [one for one in asked if one[0].startswith(WRITTEN)]
    return [one for one in asked if one[0].startswith(READING)]


class _Listener(logging.Handler):
    """peewee logs every statement with its values before it is run."""

    def __init__(self, tell: Callable[[Statement], None]) -> None:
        super().__init__()
        self.tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.msg, tuple):
            self.tell(record.msg)


def _read(statements: list[Statement]) -> float:
    """The second time, when all it reads is in memory."""
    for _time in (1, 2):
        begin = time.perf_counter()
        for sql, values in statements:
            db.database.execute_sql(sql, values).fetchall()
        took = milliseconds(begin)
    return took


def _write(statements: list[Statement]) -> float:
    """Write the row in a transaction of its own, and take it away again."""
    begin = time.perf_counter()
    with db.transaction():
        cursors = [db.database.execute_sql(sql, values) for sql, values in statements]
        ids = [cursor.fetchone()[0] if cursor.description else cursor.lastrowid for cursor in cursors]
    took = milliseconds(begin)
    Interaction.delete().where(Interaction.id.in_(ids)).execute()
    return took
