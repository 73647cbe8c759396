"""What warnings add to other rooms: the brief, an open contact, and the digest."""

from typing import Any

from crm.customers.models import Customer
from crm.headsups import queries
from crm.interactions.extras import Facts
from crm.news import Edition, Mark, Row, Section
from crm.words import N_, N_n

ROOM = "headsups"
IN_DIGEST = 6
COUNTED = 1_000


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
    """What was new at the edition's customers and still holds."""
    known = queries.made_between(edition.starts_at, edition.ends_at, edition.today, COUNTED)
    found = [item for item in known if item.customer_id in edition.customers]
    if not found:
        return None
    rest = len(found) - IN_DIGEST
    return Section(
        rows=[_row(item) for item in found[:IN_DIGEST]],
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
