"""Contacts as rows of a file that the import reads back, a batch at a time."""

from collections.abc import Iterable, Iterator

from crm.accounts.models import User
from crm.customers.models import Customer
from crm.interactions import queries, timeline
from crm.interactions.models import Interaction

COLUMNS = (
    *("customer_number", "occurred_at", "channel", "direction", "author_email", "person", "subject", "body"),
    "external_id",
)
BATCH = 500
MISSED = " missed"  # behind the direction of a contact in which nobody was reached; no column of its own says so


def contacts(
    customer_id: int, filters: timeline.Filters, find: timeline.TextFilter, own: dict[str, str]
) -> Iterator[tuple]:
    """A customer's contacts that pass, newest first; the columns are ``COLUMNS``. ``own`` names the own channels."""
    before: tuple[int, int] | None = None
    while True:
        query = timeline.narrowed(customer_id, filters, before, BATCH)
        if filters.q:
            hits = find(filters.q, customer=customer_id, before=before, limit=BATCH)
            found = queries.entries(query.where(Interaction.id.in_(hits)))
            last, more = hits[-1] if hits else None, len(hits) == BATCH
        else:
            found = queries.entries(query)
            last, more = found[-1].id if found else None, len(found) == BATCH
        yield from rows(found, own)
        if not more:
            return
        before = _place(last)


def rows(entries: Iterable[queries.Entry], own: dict[str, str]) -> Iterator[tuple]:
    """These contacts; ``COLUMNS`` say what stands where."""
    entries = list(entries)
    emails = dict(User.select(User.id, User.email).where(User.id.in_({one.author_id for one in entries})).tuples())
    numbers = dict(
        Customer.select(Customer.id, Customer.number)
        .where(Customer.id.in_({one.customer_id for one in entries}))
        .tuples()
    )
    for one in entries:
        yield (
            numbers[one.customer_id],
            one.occurred_at,
            own.get(one.channel, one.channel),
            one.direction if one.reached else one.direction + MISSED,
            emails.get(one.author_id),
            "; ".join(person.name for person in one.people),
            one.subject,
            one.body,
            one.external_id,
        )


def _place(interaction_id: int) -> tuple[int, int]:
    """Where a contact stands in the order of time."""
    [(moment,)] = Interaction.select(Interaction.occurred_at).where(Interaction.id == interaction_id).tuples()
    return int(moment.timestamp()), interaction_id
