"""Which columns a file of customers, people or contacts has, and how its header is read."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TextIO

from crm.errors import ProductError, Refused
from crm.imports.encodings import HEAD, open_text
from crm.imports.records import Record, records
from crm.words import N_, Text

SEPARATORS = ";,\t"
GUARDED = re.compile(r"'+[=+\-@\t\n＝＋－＠]")  # an export puts an apostrophe before what a spreadsheet would run
OURS = ("line", "column", "reason")  # added to rejects; of no meaning when those are imported again


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of file, in the order of an export, and those it cannot do without."""

    names: tuple[str, ...]
    required: tuple[str, ...]


CUSTOMERS = Columns(
    (
        *("number", "name", "kind", "status", "owner_email", "phone", "email", "website", "street", "postcode"),
        *("city", "country", "kvk_number", "vat_number", "tags", "note"),
    ),
    ("name",),
)
PEOPLE = Columns(("customer_number", "name", "role", "phone", "mobile", "email", "note"), ("customer_number", "name"))
INTERACTIONS = Columns(
    (
        *("customer_number", "occurred_at", "channel", "direction", "author_email", "person", "subject", "body"),
        "external_id",
    ),
    ("customer_number", "occurred_at", "channel", "direction"),
)


class BadCell(ProductError):
    """This cell makes the row unusable."""

    def __init__(self, column: str, text: Text) -> None:
        super().__init__(text)
        self.column = column


@dataclass(slots=True)
class Row:
    """One row by column name; ``cells`` is as it stood in the file."""

    line: int
    cells: list[str]
    values: dict[str, str] = field(default_factory=dict)
    fault: Text | None = None

    def required(self, column: str, longest: int) -> str:
        """The cell, which must hold something. Raises BadCell."""
        if not self.text(column, longest):
            raise BadCell(column, N_("This cannot be empty."))
        return self.values[column]

    def text(self, column: str, longest: int) -> str:
        """The cell, empty where there is none. Raises BadCell where it is too long to keep."""
        value = self.values.get(column, "")
        if len(value) > longest:
            raise BadCell(column, N_("This is too long: at most %(max)d characters.", max=longest))
        return value


class Source:
    """A CSV file with a header that fits; iterate for its rows. Raises Refused where it cannot be read at all."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.columns = columns
        self.file: TextIO = open_text(path)
        self.separator = _separator(self.file.read(HEAD), columns)
        self.file.seek(0)
        self._records = records(self.file, self.separator)
        header = next(self._records, Record(1, []))
        self.header = [_column_name(cell) for cell in header.cells]
        self._check_header(header)
        self._places = [(at, name) for at, name in enumerate(self.header) if name in columns.names]

    @property
    def unknown(self) -> list[str]:
        """Columns that we do not know and leave out."""
        return [name for name in self.header if name and name not in (*self.columns.names, *OURS)]

    @property
    def position(self) -> int:
        """How many bytes have been read."""
        return self.file.buffer.tell()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def __iter__(self) -> Iterator[Row]:
        for line, cells, fault in self._records:
            if fault:
                yield Row(line, cells, fault=fault)
            elif any(cells[len(self.header) :]):
                yield Row(line, cells, fault=N_("This row has more fields than the header: a quotation mark missing?"))
            else:
                # zip's shorter side wins: spreadsheets leave out empty cells at the end of a row
                values = {name: _clean(cells[at]) for at, name in self._places if at < len(cells)}
                if any(values.values()):
                    yield Row(line, cells, values)

    def _check_header(self, header: Record) -> None:
        names = [name for name in self.header if name in self.columns.names]
        if header.fault or not names:
            raise Refused(
                N_(
                    "%(file)s has no header: its first line must hold column names such as %(names)s.",
                    file=self.path.name,
                    names=", ".join(self.columns.names[:4]),
                )
            )
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise Refused(N_("%(file)s has column %(names)s twice.", file=self.path.name, names=", ".join(twice)))
        if missing := [name for name in self.columns.required if name not in names]:
            raise Refused(
                N_(
                    "%(file)s lacks column %(names)s; it may have %(all)s.",
                    file=self.path.name,
                    names=", ".join(missing),
                    all=", ".join(self.columns.names),
                )
            )


def _separator(head: str, columns: Columns) -> str:
    """The separator by which the header holds most columns that we know."""

    def known(separator: str) -> int:
        cells = next((cells for cells in csv.reader(head.splitlines(), delimiter=separator) if any(cells)), [])
        return sum(_column_name(cell) in columns.names for cell in cells)

    return max(SEPARATORS, key=known)


def _column_name(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip().lower())


def _clean(cell: str) -> str:
    """Without NUL, which no database keeps, with one kind of line end, and as it was before an export guarded it."""
    if "\r" in cell or "\0" in cell:
        cell = cell.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    cell = cell.strip()
    return cell[1:].strip() if GUARDED.match(cell) else cell
