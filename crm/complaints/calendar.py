"""What complaints put in somebody's calendar: by when theirs, and those of who they stand in for, must be seen to."""

from datetime import date

from crm import clock
from crm.absences import queries as absences
from crm.accounts.models import User
from crm.complaints.models import Complaint
from crm.complaints.queries.items import OPEN, items, select
from crm.customers.models import Customer
from crm.news import Event
from crm.words import N_

MOST = 1_000


def events(user: User, first: date, last: date) -> list[Event]:
    """What is open from ``first`` up to and including ``last``, the soonest first. Three queries."""
    theirs = Complaint.owner.in_([user.id, *absences.covered_by(user.id, clock.now())])
    due = Complaint.state.in_(OPEN) & Complaint.due_on.between(first, last) & Customer.archived_at.is_null()
    found = items(select().where(theirs & due).order_by(Complaint.due_on, Complaint.id).limit(MOST))
    return [
        Event(
            uid=f"complaint-{one.id}",
            title=_title(one, user),
            on=one.due_on,
            path=f"/complaints/{one.id}",
            changed_at=one.updated_at,
        )
        for one in found
        if one.due_on
    ]


def _title(one, user: User):
    values = {"what": one.body, "customer": one.origin.customer_name}
    if one.owner and one.owner.id != user.id:
        return N_("Complaint: %(what)s, %(customer)s (for %(name)s)", **values, name=one.owner.name)
    return N_("Complaint: %(what)s, %(customer)s", **values)
