"""What notifications add to the digest: what came for it, for who wants to hear of a kind of thing there."""

from crm.news import Edition, Row, Section
from crm.notifications import queries
from crm.notifications.queries import Item
from crm.words import N_, N_n

IN_DIGEST = 8  # rows
COUNTED = 200


def in_digest(edition: Edition) -> Section | None:
    """What was addressed to the reader and is not read yet; a department is addressed through its colleagues."""
    if edition.department:
        return None
    found = queries.for_digest(edition.reader.id, edition.starts_at, edition.ends_at, COUNTED)
    if not found:
        return None
    left = len(found) - IN_DIGEST
    return Section(
        rows=[_row(item) for item in found[:IN_DIGEST]],
        headline=N_n("%(num)s notification for you", "%(num)s notifications for you", len(found)),
        apart=True,
        more=N_n("%(num)s more for you.", "%(num)s more for you.", left) if left > 0 else None,
        more_path="/notifications/",
    )


def _row(item: Item) -> Row:
    return Row(
        title=item.said,
        path=f"/notifications/{item.id}",
        at=item.created_at,
        quote=item.words,
        by="" if item.names_actor else item.actor or "",
        department=item.department,
        note=N_("at %(customer)s", customer=item.customer_name) if item.customer_name else None,
        link=N_("Read"),
    )
