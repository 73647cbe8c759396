"""Bulk writing: each call writes one batch of rows in one transaction, with one Change per kind of record.

Batches can be run again: what is in the file already stays as colleagues left it.
"""

from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from crm import journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.customers.actions import PersonValues
from crm.db import transaction
from crm.imports import inserts, known
from crm.imports.colleagues import Colleagues
from crm.imports.columns import BadCell
from crm.imports.counts import Counts
from crm.imports.customers import CustomerRow
from crm.imports.interactions import InteractionRow
from crm.imports.known import Somebody
from crm.imports.people import PersonRow
from crm.names import fold
from crm.words import N_

Refusals = list[tuple[int, BadCell]]  # line, and what is wrong there


@dataclass
class Import:
    """One file on its way in: by whom, and what must be remembered from batch to batch."""

    by: User | Console
    file: str
    counts: Counts
    colleagues: Colleagues
    occurrences: dict[str, int] = field(default_factory=dict)


def customers(job: Import, batch: list[CustomerRow]) -> Refusals:
    """Add the customers that are not there yet, told by number, or without one by all they are known by."""
    require(job.by, Role.MANAGER)
    new: list[CustomerRow] = []
    with transaction():
        numbers = known.numbers_in_use(row.values.number for row in batch if row.values.number)
        identities = known.identities(row.values for row in batch if not row.values.number)
        for row in batch:
            mark, seen = (row.values.number, numbers) if row.values.number else (known.identity(row.values), identities)
            if mark not in seen:
                seen.add(mark)
                new.append(row)
        if new:
            owners = [job.colleagues.find(row.owner_email).id for row in new]
            ids = inserts.customers([row.values for row in new], owners)
            journal.record_many("customer.import", ids, by=job.by, file=job.file)
    job.counts.imported += len(new)
    job.counts.present += len(batch) - len(new)
    job.counts.odd += sum(row.odd for row in new)
    return []


def people(job: Import, batch: list[PersonRow]) -> Refusals:
    """Add the people that are not there yet, told by customer, name and a number or address in common.

    Whoever is there keeps what is known of them, and gets what is not: a contact may have brought their name only.
    """
    require(job.by, Role.MANAGER)
    new: list[Somebody] = []
    completed: dict[int, Somebody] = {}
    odd = 0
    with transaction():
        customer_ids = known.customer_ids(row.customer_number for row in batch)
        there = known.people(customer_ids.values())
        good, refused = _at_known_customers(batch, customer_ids)
        for row in good:
            customer = customer_ids[row.customer_number]
            namesakes = there[customer, fold(row.values.name)]
            somebody = next((one for one in namesakes if one.may_be(row.values)), None)
            if somebody is None:
                new.append(Somebody.new(customer, row.values))
                namesakes.append(new[-1])
                odd += row.odd
            elif somebody.complete(row.values) and somebody.id:
                completed[somebody.id] = somebody
        _write_people(job, new, list(completed.values()))
    job.counts.imported += len(new)
    job.counts.completed += len(completed)
    job.counts.present += len(good) - len(new) - len(completed)
    job.counts.odd += odd
    return refused


def interactions(job: Import, batch: list[InteractionRow]) -> Refusals:
    """Add the contacts that are not there yet, told by external id, or without one by all their cells.

    Names of people whom nobody entered become people of that customer.
    """
    require(job.by, Role.MANAGER)
    with transaction():
        customer_ids = known.customer_ids(row.customer_number for row in batch)
        good, refused = _at_known_customers(batch, customer_ids)
        new = _not_there(job, good)
        if new:
            took_part = _people_of(job, new, customer_ids)
            authors = [job.colleagues.find(row.author_email) for row in new.values()]
            ids = inserts.interactions(new, customer_ids, authors, took_part)
            journal.record_many("interaction.import", ids, by=job.by, file=job.file)
    job.counts.imported += len(new)
    job.counts.present += len(good) - len(new)
    job.counts.odd += sum(row.odd for row in new.values())
    return refused


def _at_known_customers(batch: list[Any], customer_ids: dict[str, int]) -> tuple[list[Any], Refusals]:
    good = [row for row in batch if row.customer_number in customer_ids]
    refused = [
        (
            row.line,
            BadCell("customer_number", N_("No customer has number %(number)s.", number=row.customer_number)),
        )
        for row in batch
        if row.customer_number not in customer_ids
    ]
    return good, refused


def _not_there(job: Import, batch: list[InteractionRow]) -> dict[str, InteractionRow]:
    """The rows by their external id that are not in the file; the n-th of equal rows is told apart by n."""
    keyed: dict[str, InteractionRow] = {}
    for row in batch:
        keyed.setdefault(row.external_id or _own_id(job, row.digest), row)
    there = known.external_ids(keyed)
    return {key: row for key, row in keyed.items() if key not in there}


def _own_id(job: Import, digest: str) -> str:
    """An external id for a row that has none: the same each time the same file is imported."""
    count = job.occurrences[digest] = job.occurrences.get(digest, 0) + 1
    return f"row:{digest}" + (f"#{count}" if count > 1 else "")


def _people_of(job: Import, new: dict[str, InteractionRow], customer_ids: dict[str, int]) -> list[list[int]]:
    """Ids of who took part in each contact; who is not known yet is added to the customer."""
    named = [[(customer_ids[row.customer_number], name) for name in row.people] for row in new.values()]
    everybody: dict[tuple[int, str], tuple[int, str]] = {}
    for customer, name in chain.from_iterable(named):
        everybody.setdefault((customer, fold(name)), (customer, name))
    ids = known.person_ids(customer for customer, _folded in everybody) if everybody else {}
    missing = {key: pair for key, pair in everybody.items() if key not in ids}
    if missing:
        made = inserts.people([Somebody.new(customer, PersonValues(name)) for customer, name in missing.values()])
        journal.record_many("person.import", made, by=job.by, file=job.file)
        ids |= dict(zip(missing, made, strict=True))
        job.counts.people += len(made)
    return [list(dict.fromkeys(ids[customer, fold(name)] for customer, name in pairs)) for pairs in named]


def _write_people(job: Import, new: list[Somebody], completed: list[Somebody]) -> None:
    if new:
        journal.record_many("person.import", inserts.people(new), by=job.by, file=job.file)
    if completed:
        inserts.complete_people(completed)
        journal.record_many("person.complete", [one.id for one in completed], by=job.by, file=job.file)
