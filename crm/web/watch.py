"""Sees every request come and go: gives it a number, and tells the log and the figures how it went."""

import re
import secrets
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

from flask import Flask, request

from crm.web import logs

ID, ROUTE = "crm.request_id", "crm.route"
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
NOWHERE = "(none)"  # an address that no rule knows


class Watch:
    """WSGI middleware. The time it tells ends when the answer begins: of a long download that is not the end."""

    def __init__(self, app: Callable, believe: bool) -> None:
        self.app, self.believe = app, believe
        self.figures: Any = None

    def __call__(self, asked: dict, start_response: Callable) -> Iterable[bytes]:
        begun = perf_counter()
        number = asked[ID] = self._number(asked)
        mark = logs.request_id.set(number)
        status = 500

        def start(line: str, headers: list, *more: Any) -> Any:
            nonlocal status
            status = int(line[:3])
            headers.append(("X-Request-Id", number))
            return start_response(line, headers, *more)

        if self.figures:
            self.figures.begin()
        try:
            return self.app(asked, start)
        finally:
            method = asked.get("REQUEST_METHOD", "")
            seen = method if method in METHODS else "OTHER", asked.get(ROUTE, NOWHERE), status, perf_counter() - begun
            logs.request(*seen)
            if self.figures:
                self.figures.end(*seen)
            logs.request_id.reset(mark)

    def _number(self, asked: dict) -> str:
        """What the proxy in front calls this request, where there is one and it makes sense; else a new one."""
        given = asked.get("HTTP_X_REQUEST_ID", "") if self.believe else ""
        return given if GIVEN.fullmatch(given) else secrets.token_hex(8)


def install(app: Flask) -> Watch:
    """Watch every request of ``app``. To be called before anything else looks at a request."""
    watch = app.wsgi_app = Watch(app.wsgi_app, believe=app.extensions["settings"].proxies > 0)

    @app.before_request
    def note() -> None:
        if request.url_rule:
            request.environ[ROUTE] = request.url_rule.rule

    return watch


def number() -> str:
    """What this request is called in the log."""
    return request.environ.get(ID, "")
