"""Rows of a CSV file with the line they start on; a damaged row costs that row, not the rest of the file."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from crm.words import N_, Text

LONGEST_FIELD = 1_000_000  # characters
LONGEST_LINE = 4 * LONGEST_FIELD
KEPT = 1000  # characters of a damaged line that are repeated in the rejects

UNCLOSED = N_("A quotation mark is opened in this line and never closed.")
TOO_LONG = N_("A field in this row is longer than a million characters, or a quotation mark is not closed.")


class Record(NamedTuple):
    """One row: the line it starts on (1 is the first), its cells, and what is wrong with it as a whole."""

    line: int
    cells: list[str]
    fault: Text | None = None


def records(file: TextIO, separator: str) -> Iterator[Record]:
    """Every row that is not empty. After a damaged one reading goes on with the line below it."""
    csv.field_size_limit(LONGEST_FIELD)
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=separator)
    while True:
        start = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Record(start, [lines.back_to_second()[:KEPT]], TOO_LONG)
            continue
        if lines.ended_inside:
            yield Record(start, [lines.back_to_second()[:KEPT]], UNCLOSED)
        elif any(cells):
            yield Record(start, cells)


class _Lines:
    """The lines of a file, of which those of the current record can be given back."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.number = 0
        self.taken: list[str] = []
        self.given_back: deque[str] = deque()
        self.ended_inside = False

    def begin(self) -> int:
        """Start a record; returns the number of its first line."""
        self.taken.clear()
        self.ended_inside = False
        return self.number + 1

    def back_to_second(self) -> str:
        """Give back all lines of this record but the first, and return that."""
        first, *others = self.taken
        self.given_back.extendleft(reversed(others))
        self.number -= len(others)
        return first.rstrip("\r\n")

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.given_back.popleft() if self.given_back else self.file.readline(LONGEST_LINE)
        if not line:
            self.ended_inside = bool(self.taken)
            raise StopIteration
        if len(line) == LONGEST_LINE:
            self._skip_rest_of_line()
        self.number += 1
        self.taken.append(line)
        return line

    def _skip_rest_of_line(self) -> None:
        while (rest := self.file.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
            pass
