"""Addresses of static files that change with their content, so that browsers may keep them for good."""

import hashlib
from pathlib import Path

from flask import Flask, Response, request


def install(app: Flask) -> None:
    """Give templates ``static_url('css/base.css')``."""
    folder = Path(app.static_folder or "")
    stamps = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:10]
        for path in folder.rglob("*")
        if path.is_file()
    }

    def static_url(name: str) -> str:
        return f"{app.static_url_path}/{name}?v={stamps[name]}"  # url_for would cost as much as a small query

    app.jinja_env.globals["static_url"] = static_url

    @app.after_request
    def keep(answer: Response) -> Response:
        if request.endpoint == "static" and "v" in request.args and answer.status_code == 200:
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer
