"""From file to database: rows in batches, each batch one transaction, what cannot be used to the rejects."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from crm.imports import actions, columns, customers, interactions, people
from crm.imports.actions import Import, Refusals
from crm.imports.columns import BadCell, Row, Source
from crm.imports.here import Here
from crm.imports.rejects import Rejects
from crm.words import Text

BATCH = 500  # rows; a lock of about a tenth of a second, in which colleagues wait to log a contact


@dataclass(frozen=True)
class Kind:
    """One kind of file: its columns, how a row is read, and what writes a batch of them."""

    columns: columns.Columns
    read: Callable[[Row, Here], Any]
    write: Callable[[Import, list], Refusals]


KINDS = {
    "customers": Kind(columns.CUSTOMERS, customers.read, actions.customers),
    "people": Kind(columns.PEOPLE, people.read, actions.people),
    "interactions": Kind(columns.INTERACTIONS, interactions.read, actions.interactions),
}


def run(
    kind: Kind, source: Source, job: Import, here: Here, rejects: Rejects, progress: Callable[[int, int], None]
) -> None:
    """Import ``source``; ``progress`` is told the bytes and rows behind us after each batch."""
    rows = iter(source)
    while batch := list(islice(rows, BATCH)):
        _import_batch(kind, batch, job, here, rejects)
        progress(source.position, job.counts.rows)


def _import_batch(kind: Kind, batch: list[Row], job: Import, here: Here, rejects: Rejects) -> None:
    usable = []
    wrong: dict[int, tuple[str, Text]] = {}
    for row in batch:
        try:
            if row.fault:
                raise BadCell("", row.fault)
            usable.append(kind.read(row, here))
        except BadCell as error:
            wrong[row.line] = (error.column, error.text)
    if usable:
        wrong |= {line: (error.column, error.text) for line, error in kind.write(job, usable)}
    for row in batch:
        if row.line in wrong:
            rejects.write(row, *wrong[row.line])
    job.counts.rejected += len(wrong)
