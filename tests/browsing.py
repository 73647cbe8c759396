"""A test client that sends the CSRF token with every form, as a browser would."""

from typing import Any

from flask import session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse


class Browser(FlaskClient):
    """``post(..., csrf=False)`` leaves the token out."""

    def post(self, *args: Any, csrf: bool = True, **options: Any) -> TestResponse:
        """POST with the session's own token, like a form on one of our pages."""
        if csrf and "json" not in options:
            options["headers"] = {**dict(options.get("headers") or {}), "X-CSRFToken": self._token()}
        return super().post(*args, **options)

    def _token(self) -> str:
        with self.session_transaction() as stored:
            kept = dict(stored)
        with self.application.test_request_context():
            session.update(kept)
            token = generate_csrf()
            raw = session["csrf_token"]
        with self.session_transaction() as stored:
            stored["csrf_token"] = raw
        return token
