"""What expectations add to other rooms: the brief, an open contact, and the digest."""

from dataclasses import dataclass
from typing import Any

from crm.customers.models import Customer
from crm.expectations import queries
from crm.expectations.models import Outcome
from crm.interactions.extras import Facts
from crm.news import Edition, Mark, Row, Section
from crm.quoting import within_quotes
from crm.words import N_, N_n, Text

ROOM = "expectations"
IN_DIGEST = 5
KINDS = {Outcome.MET: "ok", Outcome.EXCEEDED: "ok", Outcome.NOT_MET: "late"}


@dataclass(frozen=True)
class Around:
    """An expectation as one contact sees it: it was ``said`` there, or that contact shows how it turned out."""

    item: queries.Item
    said: bool


def in_brief(customer: Customer, reader: Any) -> list[queries.Item]:
    """What the customer expects of us, and what we did not meet in the last year."""
    return queries.of_customer(customer.id)


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """What was expected in these contacts, as rows, and what they show the outcome of; a mark where it was said."""
    found: dict[int, Facts] = {}
    wanted = set(interaction_ids)
    for item in queries.around(interaction_ids):
        for contact, said in ((item.origin.interaction_id, True), (item.shown_in, False)):
            if contact not in wanted or (not said and contact == item.origin.interaction_id):
                continue
            facts = found.setdefault(contact, Facts(ROOM, []))
            facts.items.append(Around(item, said))
            if said:
                facts.marks = [Mark(N_("Expectation"), "telescope")]
    return found


def in_digest(edition: Edition) -> Section | None:
    """What the edition's customers came to expect, and how what they expected turned out. Three queries at most.

    Light rows of all customers are read and theirs picked here: of a department they may be 100,000 numbers.
    """
    theirs = [
        id
        for id, customer_id, writer, reviewed in queries.between(edition.starts_at, edition.ends_at)
        if customer_id in edition.customers and (edition.department or reviewed or writer != edition.reader.id)
    ]
    if not theirs:
        return None
    rest = len(theirs) - IN_DIGEST
    picked = {item.id: item for item in queries.by_ids(theirs[:IN_DIGEST])}
    return Section(
        rows=[_row(picked[id]) for id in theirs[:IN_DIGEST] if id in picked],
        more=N_n("%(num)s more expectation.", "%(num)s more expectations.", rest) if rest > 0 else None,
        more_path="/expectations/",
    )


def _row(item: queries.Item) -> Row:
    maker = item.origin.maker
    return Row(
        title=item.origin.customer_name,
        path=f"/expectations/{item.id}",
        at=item.reviewed_on or item.origin.created_at,
        quote=within_quotes(item.body),  # the digest puts it between ours
        by=maker.name if maker else "",
        department=maker.department if maker else None,
        marks=(Mark(item.word, "telescope", KINDS[Outcome(item.outcome)]),) if item.word else (),
        note=_note(item),
        link=N_("Read"),
    )


def _note(item: queries.Item) -> Text | None:
    if item.note:
        return Text("%(note)s", {"note": item.note})
    if item.outcome:
        return None
    return N_("we look whether it was met on %(day)s", day=f"{item.review_on:%d-%m-%Y}")
