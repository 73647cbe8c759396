"""What departures add to other rooms: an open contact, the brief of who left, and the digest."""

from typing import Any

from crm.customers.models import Customer, Status
from crm.departures import queries
from crm.departures.queries import Item
from crm.interactions.extras import Facts
from crm.news import Edition, Mark, Row, Section
from crm.words import N_, N_n, Text

ROOM = "departures"
IN_DIGEST = 6
MARK = Mark(N_("Customer left"), "door-open")


def in_brief(customer: Customer, reader: Any) -> Item | None:
    """Of a former customer since when and why, if that is known; of others nothing, for no query."""
    return queries.of_customer(customer.id) if customer.status == Status.FORMER else None


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """A row and a mark where a contact shows that the customer left."""
    found: dict[int, Facts] = {}
    for item in queries.in_contacts(interaction_ids):
        facts = found.setdefault(item.interaction_id, Facts(ROOM, [], [MARK]))
        facts.items.append(item)
    return found


def in_digest(edition: Edition) -> Section | None:
    """Who left of the edition's customers. Two queries at most."""
    known = queries.between(edition.starts_at, edition.ends_at)
    theirs = [id for id, customer in known if customer in edition.customers]
    if not theirs:
        return None
    rest = len(theirs) - IN_DIGEST
    return Section(
        rows=[_row(item) for item in queries.by_ids(theirs[:IN_DIGEST])],
        headline=N_n("%(num)s customer left", "%(num)s customers left", len(theirs)),
        apart=True,
        more=N_n("%(num)s more customer left.", "%(num)s more customers left.", rest) if rest > 0 else None,
        more_path="/departures/",
    )


def _row(item: Item) -> Row:
    return Row(
        title=item.customer_name,
        path=f"/customers/{item.customer_id}",
        at=item.left_on,
        note=_note(item),
        link=N_("Read"),
    )


def _note(item: Item) -> Text:
    if item.explanation:
        return N_("%(reason)s: %(sentence)s", reason=item.why, sentence=item.explanation)
    return item.why
