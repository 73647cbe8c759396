"""A table as a CSV file to download, sent while it is read so that any number of rows fits in memory.

What a spreadsheet would run as a formula is made text with an apostrophe in front
(OWASP, "CSV injection"); the import takes that apostrophe off again.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from flask import Response

from crm import db, names
from crm.web import moments
from crm.web.language import locale

AT_ONCE = 64 * 1024  # characters in one piece of the answer
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as cp1252
SEPARATORS = {"nl": ";"}  # what Excel expects where the comma parts decimals
FORMULA = re.compile(r"'*[=+\-@\t\n＝＋－＠]")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def answer(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """The file ``<name>-<today>.csv``. ``rows`` is best a generator that reads a batch at a time.

    The rows are read after the view is done, on a read-only connection that is theirs: they may ask the database,
    not the request. A cell may be text, a number, None or a moment, which is written on the reader's clock.
    """
    here = moments.clock_of_reader()
    found = Response(
        _stream(columns, rows, SEPARATORS.get(locale(), ","), here), content_type="text/csv; charset=utf-8"
    )
    return as_download(found, f"{name}-{moments.today()}.csv")


def as_download(found: Response, name: str) -> Response:
    """Let the browser keep ``found`` as a file with this name, made plain, and never show it as a page."""
    stem, _dot, ending = name.rpartition(".")
    plain = re.sub(r"[^a-z0-9]+", "-", names.fold(stem)).strip("-")[:80] or "rechterhand"
    found.headers["Content-Disposition"] = f'attachment; filename="{plain}.{ending}"'
    found.headers["X-Content-Type-Options"] = "nosniff"
    return found


def without_controls(text: str) -> str:
    """``text`` with one kind of line end, and without what no file should hold."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _stream(columns: Sequence[str], rows: Iterable[Sequence[Any]], separator: str, here: Any) -> Iterator[bytes]:
    """The request's connection is closed by now, so this opens one and closes it however the download ends."""
    opened = db.database.connect(reuse_if_open=True)
    db.read_only(True)
    try:
        buffer = io.StringIO(BYTE_ORDER_MARK, newline="")
        buffer.seek(0, io.SEEK_END)
        writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(value, here) for value in row])
            if buffer.tell() > AT_ONCE:
                yield _taken(buffer)
        yield _taken(buffer)
    finally:
        db.read_only(False)
        if opened:
            db.database.close()


def _taken(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return piece.encode("utf-8", "replace")


def _cell(value: Any, here: Any) -> Any:
    """What stands in the file for ``value``; text that would be a formula gets its apostrophe."""
    if isinstance(value, datetime):
        return value.astimezone(here).isoformat()
    if not isinstance(value, str):
        return value
    text = without_controls(value)
    return f"'{text}" if FORMULA.match(text) else text
