"""What warnings add to other rooms: the brief, an open contact, and the digest."""

from typing import Any

from crm.company import clock as company
from crm.customers.models import Customer
from crm.headsups import queries
from crm.interactions.extras import Facts
from crm.news import Edition, Mark, Row, Section
from crm.words import N_, N_n

ROOM = "headsups"
IN_DIGEST = 6


def in_brief(customer: Customer, reader: Any) -> list[queries.Item]:
    """What holds at the customer today, what ends first before the rest."""
    return queries.of_customer(customer.id)


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """What arose in these contacts, as rows; a mark for what still holds."""
    found: dict[int, Facts] = {}
    for item in queries.in_contacts(interaction_ids):
        facts = found.setdefault(item.origin_id, Facts(ROOM, []))
        facts.items.append(item)
        if item.holds:
            facts.marks = [Mark(N_("Heads-up"), "triangle-alert", "warn")]
    return found


def in_digest(edition: Edition) -> Section | None:
    """What was new at the edition's customers and still held when it ended. Three queries at most.

    By the company's day, not the reader's. The light rows of all customers are read and theirs picked here: of a
    department they may be 100,000 numbers, too many for a query.
    """
    known = queries.made_between(edition.starts_at, edition.ends_at)
    theirs = [(id, until_on) for id, customer_id, until_on in known if customer_id in edition.customers]
    if not theirs:  # then nobody need ask for the company's clock
        return None
    on = company.today(edition.ends_at)
    found = [id for id, until_on in theirs if until_on >= on]
    if not found:
        return None
    rest = len(found) - IN_DIGEST
    return Section(
        rows=[_row(item) for item in queries.by_ids(found[:IN_DIGEST], on)],
        headline=N_n("%(num)s heads-up", "%(num)s heads-ups", len(found)),
        apart=True,
        more=N_n("%(num)s more heads-up.", "%(num)s more heads-ups.", rest) if rest > 0 else None,
        more_path="/headsups/",
    )


def _row(item: queries.Item) -> Row:
    return Row(
        title=item.customer_name,
        path=f"/customers/{item.customer_id}",
        at=item.created_at,
        quote=item.body,
        by=item.maker.name if item.maker else "",
        department=item.maker.department if item.maker else None,
        note=N_("holds until and including %(day)s", day=f"{item.until_on:%d-%m-%Y}"),
        link=N_("Read"),
    )
