"""What quotations put in somebody's calendar: until when what was sent is good."""

from datetime import UTC, date, datetime
from typing import Any

from crm.accounts.models import User
from crm.news import Event
from crm.quotations import queries
from crm.words import N_


def events(user: User, first: date, last: date) -> list[Event]:
    """Of who wrote it down and whose customer it is. One query."""
    return [
        Event(
            uid=f"quotation-{id}",
            title=N_("Quotation ends: %(what)s, %(customer)s", what=body, customer=customer),
            on=valid_until,
            path=f"/quotations/{id}",
            changed_at=_moment(changed_at),
        )
        for id, body, customer, valid_until, changed_at in queries.valid_between(user.id, first, last)
    ]


def _moment(value: Any) -> datetime:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value
