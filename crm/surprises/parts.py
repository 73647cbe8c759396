"""What surprises add to other rooms: an open contact, the brief, the digest, and the empty chair."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crm.customers.models import Customer
from crm.interactions.extras import Facts, Mark
from crm.news import Edition, Occasion, Row, Section
from crm.quoting import quote
from crm.surprises import queries
from crm.surprises.queries import Item
from crm.words import N_, N_n, Text

ROOM = "surprises"
YEAR = timedelta(days=365)
IN_BRIEF, IN_DIGEST = 3, 4
QUOTED = 160  # characters
MARK = Mark(N_("Surprise"), "ear", "warn")


@dataclass(frozen=True)
class Fact:
    """A surprise in a contact: what was told there (``told``), or what stood there and had to be told later."""

    item: Item
    told: bool


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """Rows in the open contacts, and a mark on those in which the customer told us."""
    wanted, found = set(interaction_ids), {}
    for item in queries.around(wanted):
        for place, told in ((item.told_id, True), (item.missed_id, False)):
            if place in wanted:
                facts = found.setdefault(place, Facts(ROOM, []))
                facts.items.append(Fact(item, told))
                facts.marks += [MARK] if told else []
    return found


def in_brief(customer: Customer, reader: Any) -> list[Item]:
    """What went wrong here in the last twelve months."""
    return queries.of_customer(customer.id, reader.now - YEAR, IN_BRIEF)


def in_digest(edition: Edition) -> Section | None:
    """Where a customer of theirs had to tell us something; what the reader marked they know. Two queries at most.

    The light rows of all customers are read and theirs picked here: of a department they may be 100,000 numbers, too
    many for a query.
    """
    theirs = [
        id
        for id, customer_id, marked_by in queries.between(edition.starts_at, edition.ends_at)
        if customer_id in edition.customers and (edition.department or marked_by != edition.reader.id)
    ]
    if not theirs:
        return None
    rest = len(theirs) - IN_DIGEST
    return Section(
        rows=[_row(item) for item in queries.by_ids(theirs[:IN_DIGEST])],
        more=N_n("%(num)s more surprise.", "%(num)s more surprises.", rest) if rest > 0 else None,
        more_path="/surprises/",
    )


def occasions(since: datetime, limit: int) -> list[Occasion]:
    """Customers who had to tell us something since then, the last first."""
    found = queries.newest(since, limit)
    return [Occasion(item.customer_id, item.told_at, item.told_id, _in_full(item)) for item in found]


def _in_full(item: Item) -> Text:
    """Where nothing else says what this is about."""
    return N_("The customer had to tell us something. %(why)s", why=item.words.said)


def _row(item: Item) -> Row:
    return Row(
        title=item.customer_name,
        path=f"/customers/{item.customer_id}#i{item.told_id}",
        at=item.told_at,
        quote=quote(item.told_subject, item.told_body, QUOTED),
        by=item.author_name or "",
        department=item.department,
        marks=(MARK,),
        note=_why(item),
        link=N_("Read"),
    )


def _why(item: Item) -> Text:
    """ "Not read before the contact. It was in the file, and nobody had looked at it yet." """
    return Text("%(cause)s. %(said)s", {"cause": item.words.name, "said": item.words.said})
