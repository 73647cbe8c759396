"""A fact of every register in one contact, for tests of what pages cost that show them all."""

from datetime import timedelta

from crm.accounts.models import User
from crm.departures.models import Departure
from crm.headsups import actions as headsups
from crm.interactions.models import Interaction
from crm.surprises import actions as surprises
from tests import factories

ROOMS = {
    *("agreements", "complaints", "compliments", "departures", "expectations", "followups"),
    *("headsups", "quotations", "refusals", "satisfaction", "surprises"),
}


def fill(contact: Interaction, *, by: User) -> None:
    """Everything that a register can know of this contact."""
    factories.agreement(contact, by=by)
    factories.agreement(contact, by=by, days=-1, state="broken")
    factories.complaint(contact, by=by)
    factories.complaint(contact, by=by, state="solved")
    factories.compliment(contact, by=by, named=[by])
    factories.expectation(contact, by=by)
    factories.followup(contact.customer, by=by, interaction_id=contact.id)
    warning = headsups.Values("Betaalt alleen vooraf.", factories.today() + timedelta(days=30))
    headsups.create(contact.customer_id, warning, by=by, interaction_id=contact.id)
    factories.quotation(contact, by=by)
    factories.another_rating(contact, by=by)
    factories.refusal(contact, by=by)
    surprises.mark(contact.id, None, by=by)
    Departure.create(  # straight into the table: the customer stays one, and so can have several
        customer=contact.customer_id,
        interaction=contact,
        left_on=factories.today(),
        created_at=contact.created_at,
        updated_at=contact.created_at,
    )
