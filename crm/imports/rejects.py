"""The file of rows that could not be imported: as they were, with where and why in front.

It can be mended and imported itself: the three columns in front mean nothing then.
"""

import csv
import os
from collections.abc import Callable
from pathlib import Path
from typing import Self, TextIO

from crm.imports.columns import OURS, Row, Source
from crm.words import Text


class Rejects:
    """Opened when the first row is rejected; beside the input, or in ``fallback`` where that is not writable."""

    def __init__(self, source: Source, fallback: Path, say: Callable[[Text], str]) -> None:
        self.path: Path | None = None
        self._source, self._fallback, self._say = source, fallback, say
        self._file: TextIO | None = None

    def write(self, row: Row, column: str, reason: Text) -> None:
        """Add ``row``."""
        if self._file is None:
            self._open()
        self._writer.writerow([row.line, column, self._say(reason), *self._cells(row)])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()

    def _open(self) -> None:
        name = f"{self._source.path.name}.rejects.csv"
        try:
            self._start(self._source.path.with_name(name))
        except OSError:
            self._start(self._fallback / name)
        self._writer = csv.writer(self._file, delimiter=self._source.separator)
        self._writer.writerow([*OURS, *self._keep(self._source.header)])

    def _start(self, path: Path) -> None:
        """Customers' data: for the owner's eyes only. The mark lets a spreadsheet know that it is UTF-8."""
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(opened, "w", encoding="utf-8-sig", errors="surrogatepass", newline="")
        self.path = path

    def _cells(self, row: Row) -> list[str]:
        is_raw_line = row.fault and len(row.cells) == 1
        return row.cells if is_raw_line else self._keep(row.cells)

    def _keep(self, cells: list[str]) -> list[str]:
        """Without an earlier import's line, column and reason."""
        ours = {at for at, name in enumerate(self._source.header) if name in OURS}
        return [cell for at, cell in enumerate(cells) if at not in ours]
