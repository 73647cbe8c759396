"""What expectations put in somebody's calendar: the days on which they are reviewed."""

from datetime import UTC, date, datetime
from typing import Any

from crm import clock
from crm.absences import queries as absences
from crm.accounts.models import User
from crm.customers.models import Customer
from crm.expectations.models import Expectation
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.news import Event
from crm.quoting import within_quotes
from crm.words import N_

MOST = 500


def events(user: User, first: date, last: date) -> list[Event]:
    """What ``user`` wrote down or is of a customer of theirs, and of whom they stand in for; the soonest first."""
    whose = [user.id, *absences.covered_by(user.id, clock.now())]
    theirs = Expectation.created_by.in_(whose) | Customer.owner.in_(whose)
    query = (
        Expectation.select(Expectation.id, Expectation.body, Expectation.review_on, Expectation.updated_at)
        .select_extend(Customer.name.alias("customer"))
        .join(Interaction, on=Expectation.interaction == Interaction.id)
        .join_from(Expectation, Customer, on=Expectation.customer == Customer.id)
        .where((Expectation.outcome == "") & Expectation.review_on.between(first, last) & theirs)
        .where(Expectation.deleted_at.is_null() & facts.PRESENT & Customer.archived_at.is_null())
        .order_by(Expectation.review_on, Expectation.id)
    )
    return [_event(row) for row in query.limit(MOST).namedtuples()]


def _event(row: Any) -> Event:
    changed = row.updated_at
    return Event(
        uid=f"expectation-{row.id}",
        title=N_("Was it met? “%(what)s”, %(customer)s", what=within_quotes(row.body), customer=row.customer),
        on=row.review_on,
        path=f"/expectations/{row.id}",
        changed_at=datetime.fromtimestamp(changed, UTC) if isinstance(changed, int) else changed,
    )
