"""Which days a look at a customer touches: it may count for contacts that were logged before it.

A contact may be logged for a moment to come, a brief may be opened within the minute that was typed, and a sitting that
goes on is another one than it was. And as long as no week is forgotten, the oldest sitting says from where on it is
known who looked.
"""

from datetime import timedelta

from peewee import fn

from crm.company import clock as company
from crm.consults import beforehand
from crm.consults.models import Consult, ConsultCount
from crm.interactions.models import Interaction
from crm.teamwork import days

NEAR = timedelta(seconds=beforehand.MINUTE)


def touched(sitting: Consult) -> set[int]:
    """The days of contacts that this sitting may count for now, or no longer; three queries."""
    zone = company.zone()
    theirs = (Interaction.customer == sitting.customer_id) & (Interaction.author == sitting.user_id)
    later = Interaction.occurred_at >= sitting.started_at - NEAR
    contacts = Interaction.select(Interaction.occurred_at).where(theirs & later & beforehand.outgoing())
    found = {days.day_at(at, zone) for (at,) in contacts.tuples()}
    monday = days.monday_of(days.day_at(sitting.started_at, zone))
    older = Consult.last_at < days.start_of(monday, zone)
    if ConsultCount.select().exists() or Consult.select().where(older).exists():
        return found
    newest = Interaction.select(fn.MAX(Interaction.occurred_at)).scalar()
    return found | set(range(monday, days.day_at(newest, zone) + 1)) if newest else found
