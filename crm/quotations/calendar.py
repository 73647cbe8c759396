"""What quotations put in somebody's calendar: until when what was sent is good."""

from datetime import date

from crm import clock
from crm.absences import queries as absences
from crm.accounts.models import User
from crm.customers.models import Customer
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT
from crm.news import Event
from crm.quotations.models import Quotation, Stage
from crm.words import N_

MOST = 500


def events(user: User, first: date, last: date) -> list[Event]:
    """Of who wrote it down, whose customer it is, and who one stands in for; the soonest first."""
    whose = [user.id, *absences.covered_by(user.id, clock.now())]
    theirs = Quotation.created_by.in_(whose) | Customer.owner.in_(whose)
    sent = (Quotation.stage == Stage.SENT) & Quotation.valid_until.between(first, last)
    query = (
        Quotation.select(Quotation.id, Quotation.body, Customer.name, Quotation.valid_until, Quotation.updated_at)
        .join(Interaction, on=Quotation.interaction == Interaction.id)
        .join_from(Quotation, Customer, on=Quotation.customer == Customer.id)
        .where(theirs & sent & Quotation.deleted_at.is_null())
        .where(PRESENT & Customer.archived_at.is_null())
        .order_by(Quotation.valid_until, Quotation.id)
        .limit(MOST)
    )
    return [
        Event(
            uid=f"quotation-{id}",
            title=N_("Quotation ends: %(what)s, %(customer)s", what=body, customer=customer),
            on=valid_until,
            path=f"/quotations/{id}",
            changed_at=changed_at,
        )
        for id, body, customer, valid_until, changed_at in query.tuples()
    ]
