"""The log: one line per request and per error, on standard error, without a word about people.

A line names the *rule* of an address, never the address: that holds numbers of customers, keys and what was searched.
Of an error it tells the type and where it happened, never the message: "Jansen is not a date" is about Jansen.
What other libraries want to say is told by its template; the values in it stay out.
"""

import contextlib
import errno
import json
import logging
import re
import sys
import time
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from flask import Flask
from flask.logging import default_handler

from crm.db import faults
from crm.settings import ROOT

HIDDEN = "…"
LIBRARY = re.compile(r".*/lib/python[0-9.]+/")
OURS = ("crm", "gunicorn")  # whose messages without values are constants, up to the first sign in CONSTANT
CONSTANT = re.compile(r"[^=:'\"<>{}\[\]()\d\r\n]*")
QUIET = frozenset({"/static/<path:filename>", "/healthz", "/metrics"})  # in text, as long as they go well
FRAMES, CAUSES = 40, 5  # told of one error
request_id: ContextVar[str] = ContextVar("request_id", default="")
requests = logging.getLogger("crm.requests")
problems = logging.getLogger("crm.errors")


class Lines(logging.Formatter):
    """Turns a record into one line: JSON, or text to read. ``plain``: no visitor is near, so values may be shown."""

    def __init__(self, form: str = "text", plain: bool = False) -> None:
        super().__init__()
        self.json, self.plain = form == "json", plain

    def format(self, record: logging.LogRecord) -> str:
        """Never raises, and never holds a line break."""
        try:
            facts = self._facts(record)
            return json.dumps(facts) if self.json else _printable(_as_text(facts))
        except Exception:  # a line about the line, rather than none
            return json.dumps({"level": "error", "event": "a line of the log could not be written"})

    def _facts(self, record: logging.LogRecord) -> dict[str, Any]:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        facts: dict[str, Any] = {"time": f"{stamp}.{int(record.msecs):03d}Z", "level": record.levelname.lower()}
        if number := request_id.get():
            facts["request_id"] = number
        if told := getattr(record, "told", None):
            facts |= told
        else:
            facts |= {"event": record.getMessage() if self.plain else _template(record), "logger": record.name}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            facts["errors"] = [_of(one) for one in _chain(error)]
        return facts


class ToStderr(logging.StreamHandler):
    """Writes to what standard error is now; a log that cannot be written breaks no request."""

    def __init__(self, lines: Lines) -> None:
        logging.Handler.__init__(self)
        self.setFormatter(lines)

    @property
    def stream(self) -> Any:
        """Where the lines go."""
        return sys.stderr

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: what would be printed here holds the values that a line must not."""


_handler = ToStderr(Lines())


def install(app: Flask) -> None:
    """Send everything that is logged in this process through ``Lines``."""
    _handler.setFormatter(Lines(app.extensions["settings"].log_format))
    root = logging.getLogger()
    if _handler not in root.handlers:
        root.addHandler(_handler)
    app.logger.setLevel(logging.INFO)
    app.logger.removeHandler(default_handler)
    app.log_exception = lambda exc_info: error("crash", exc_info[1])  # Flask's own line holds the address


def request(method: str, route: str, status: int, seconds: float) -> None:
    """One line for a request that was answered."""
    fine = status < 400
    if fine and route in QUIET and not getattr(_handler.formatter, "json", False):
        return
    told = {"event": "request", "method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    requests.log(logging.INFO if status < 500 else logging.ERROR, "request", extra={"told": told})


def error(event: str, problem: BaseException | None) -> None:
    """One line for something that went wrong; ``event`` is a constant of ours."""
    with contextlib.suppress(Exception):
        problems.error(event, exc_info=problem, extra={"told": {"event": event}})


def _template(record: logging.LogRecord) -> str:
    """What was said without its values: numbers stay, all else is hidden."""
    where = f"{Path(record.pathname).name}:{record.lineno}"
    ours = record.name.split(".")[0] in OURS
    if not isinstance(record.msg, str) or not (record.args or ours):
        return where
    if not record.args:
        known = CONSTANT.match(record.msg)[0]
        return f"{known}{HIDDEN if known != record.msg else ''} ({where})"
    if isinstance(record.args, dict):
        return f"{HIDDEN} ({where})"
    values = tuple(value if isinstance(value, int | float) else HIDDEN for value in record.args)
    try:
        return f"{record.msg % values} ({where})"
    except (TypeError, ValueError):  # "%d" where a word was hidden
        return where


def _chain(problem: BaseException) -> Iterator[BaseException]:
    """The error and what led to it."""
    seen: list[BaseException] = []
    found: BaseException | None = problem
    while found is not None and not any(found is one for one in seen) and len(seen) < CAUSES:
        yield found
        seen.append(found)
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _of(problem: BaseException) -> dict[str, Any]:
    """Type, code and places of one error; the innermost place first."""
    kind = type(problem)
    told: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")}
    code = faults.name_of(problem)
    if isinstance(problem, OSError):
        code = errno.errorcode.get(problem.errno or 0)
    if isinstance(code, str):
        told["code"] = code
    told["at"] = list(_places(problem))
    return told


def _places(problem: BaseException) -> Iterator[str]:
    frames = []
    step = problem.__traceback__
    while step is not None:
        frames.append((step.tb_frame.f_code, step.tb_lineno))
        step = step.tb_next
    for code, line in reversed(frames[-FRAMES:]):
        yield f"{_short(code.co_filename)}:{line} {code.co_name}"


def _short(file: str) -> str:
    return LIBRARY.sub("", file.rpartition("/site-packages/")[2]).removeprefix(f"{ROOT}/")


def _as_text(facts: dict[str, Any]) -> str:
    head = f"{facts['time']} {facts['level'].upper():7}"
    number = f" [{facts['request_id']}]" if "request_id" in facts else ""
    if facts["event"] == "request":
        return f"{head} {facts['status']} {facts['method']} {facts['route']} {facts['ms']} ms{number}"
    errors = "; because of ".join(
        f"{one['type']}{' ' + one['code'] if 'code' in one else ''} at {' < '.join(one['at'])}"
        for one in facts.get("errors", ())
    )
    return f"{head} {facts['event']}{number}{': ' + errors if errors else ''}"


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(sign if sign.isprintable() else "?" for sign in text)
