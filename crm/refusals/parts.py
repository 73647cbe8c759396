"""What refusals add to other rooms: the brief, an open contact, and the digest."""

from typing import Any

from crm.customers.models import Customer
from crm.interactions.extras import Facts
from crm.news import Edition, Mark, Row, Section
from crm.refusals import queries
from crm.words import N_, N_n

ROOM = "refusals"
IN_DIGEST = 5
MARK = Mark(N_("Said no"), "ban")


def in_brief(customer: Customer, reader: Any) -> list[queries.Item]:
    """What we last said no to, so that whoever calls says the same."""
    return queries.of_customer(customer.id)


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """What we said no to in these contacts, as rows with a mark."""
    found: dict[int, Facts] = {}
    for item in queries.in_contacts(interaction_ids):
        found.setdefault(item.origin.interaction_id, Facts(ROOM, [], marks=[MARK])).items.append(item)
    return found


def in_digest(edition: Edition) -> Section | None:
    """What colleagues said no to at the edition's customers. Two queries at most.

    Light rows of all customers are read and theirs picked here: of a department they may be 100,000 numbers.
    """
    theirs = [
        id
        for id, customer_id, writer in queries.between(edition.starts_at, edition.ends_at)
        if customer_id in edition.customers and (edition.department or writer != edition.reader.id)
    ]
    if not theirs:
        return None
    rest = len(theirs) - IN_DIGEST
    return Section(
        rows=[_row(item) for item in queries.by_ids(theirs[:IN_DIGEST])],
        more=N_n("%(num)s more “no”.", "%(num)s more times “no”.", rest) if rest > 0 else None,
        more_path="/refusals/",
    )


def _row(item: queries.Item) -> Row:
    maker = item.origin.maker
    return Row(
        title=item.origin.customer_name,
        path=f"/refusals/{item.id}",
        at=item.origin.created_at,
        quote=item.body,
        by=maker.name if maker else "",
        department=maker.department if maker else None,
        marks=(MARK,),
        note=N_("Reason: %(reason)s", reason=item.reason),
        link=N_("Read"),
    )
