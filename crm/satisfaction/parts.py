"""What marks add to other rooms: an open contact, the brief, and the digest."""

from typing import Any

from crm.customers.models import Customer
from crm.interactions.extras import Facts
from crm.news import Edition, Mark, Row, Section
from crm.quoting import within_quotes
from crm.satisfaction import asked, queries
from crm.satisfaction.queries import Item
from crm.words import N_, N_n, Text

ROOM = "satisfaction"
IN_DIGEST = 6


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """Marks about these contacts, with a label; and what was asked and can still be answered."""
    found: dict[int, Facts] = {}
    for contact, item in queries.in_contacts(interaction_ids):
        facts = found.setdefault(contact, Facts(ROOM, []))
        facts.items.append(item)
        facts.marks.append(mark(item))
    for one in asked.in_contacts(interaction_ids):
        found.setdefault(one.interaction_id, Facts(ROOM, [])).items.append(one)
    return found


def in_brief(customer: Customer, reader: Any) -> Item | None:
    """The last mark."""
    return queries.last_of_customer(customer.id)


def in_digest(edition: Edition) -> Section | None:
    """What came in at the edition's customers; what the reader wrote down they know. Two queries at most.

    The light rows of all customers are read and theirs picked here: of a department they may be 100,000 numbers, too
    many for a query.
    """
    theirs = [
        id
        for id, customer_id, made_by in queries.between(edition.starts_at, edition.ends_at)
        if customer_id in edition.customers and (edition.department or made_by != edition.reader.id)
    ]
    if not theirs:
        return None
    rest = len(theirs) - IN_DIGEST
    return Section(
        rows=[_row(item) for item in queries.by_ids(theirs[:IN_DIGEST])],
        headline=N_n("%(num)s mark", "%(num)s marks", len(theirs)),
        more=N_n("%(num)s more mark.", "%(num)s more marks.", rest) if rest > 0 else None,
        more_path="/satisfaction/",
    )


def mark(item: Item) -> Mark:
    """The label "Rating 8", which warns where the customer is not content."""
    return Mark(N_("Rating %(score)d", score=item.score), "star", "warn" if item.is_low else "")


def _row(item: Item) -> Row:
    maker = item.origin.maker
    return Row(
        title=item.origin.customer_name,
        path=f"/satisfaction/{item.id}",
        at=item.origin.created_at,
        quote=within_quotes(item.body),  # the digest puts it between ours
        by=item.person or ("" if item.is_given or not maker else maker.name),
        marks=(mark(item),),
        note=_how(item),
        link=N_("Read"),
    )


def _how(item: Item) -> Text:
    title = item.origin.title
    if item.is_given:
        return N_("given by mail, about “%(title)s”", title=title) if title else N_("given by mail")
    return N_("told in “%(title)s”", title=title) if title else N_("told to a colleague")
