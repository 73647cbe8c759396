"""What agreements put in somebody's calendar: by when each must be kept, and until when a price or discount holds."""

from datetime import date
from typing import Any

from crm import clock
from crm.absences import queries as absences
from crm.accounts.models import User
from crm.agreements.models import Agreement, AgreementDepartment, Side, State
from crm.customers.models import Customer
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT
from crm.news import Event
from crm.words import N_, Text

MOST = 1_000


def events(user: User, first: date, last: date) -> list[Event]:
    """What is open from ``first`` up to and including ``last``, the soonest first: of who wrote it down, whose customer
    it is, who must know of it, and who one stands in for.
    """
    covered = absences.covered_by(user.id, clock.now())
    found = [event for row in _open(user, covered, first, last) for event in _events(row)]
    return sorted((one for one in found if first <= one.on <= last), key=lambda one: one.on)


def _open(user: User, covered: list[int], first: date, last: date) -> list[Any]:
    whose = [user.id, *covered]
    told = AgreementDepartment.select(AgreementDepartment.agreement)
    told = told.where(AgreementDepartment.department == user.department_id)
    theirs = Agreement.created_by.in_(whose) | Customer.owner.in_(whose) | Agreement.id.in_(told)
    near = Agreement.due_on.between(first, last) | Agreement.ends_on.between(first, last)
    return list(
        Agreement.select(
            *(Agreement.id, Agreement.side, Agreement.body, Agreement.due_on, Agreement.ends_on, Agreement.updated_at),
            Customer.name.alias("customer"),
        )
        .join(Interaction, on=Agreement.interaction == Interaction.id)
        .join_from(Agreement, Customer, on=Agreement.customer == Customer.id)
        .where((Agreement.state == State.OPEN) & Agreement.deleted_at.is_null() & theirs & near)
        .where(PRESENT & Customer.archived_at.is_null())
        .order_by(Agreement.due_on, Agreement.id)
        .limit(MOST)
        .namedtuples()
    )


def _events(row: Any) -> list[Event]:
    about = {"path": f"/agreements/{row.id}", "changed_at": row.updated_at}
    found = []
    if row.due_on:
        found.append(Event(f"agreement-{row.id}", _title(row), row.due_on, **about))
    if row.ends_on:
        found.append(Event(f"agreement-{row.id}-end", _last_day(row), row.ends_on, **about))
    return found


def _title(row: Any) -> Text:
    values = {"what": row.body, "customer": row.customer}
    if row.side == Side.WE:
        return N_("We: %(what)s, %(customer)s", **values)
    return N_("They: %(what)s, %(customer)s", **values)


def _last_day(row: Any) -> Text:
    return N_("Last day: %(what)s, %(customer)s", what=row.body, customer=row.customer)
