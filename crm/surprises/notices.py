"""Who hears that a customer had to tell us something: those whose customer it is, and who follow it."""

from crm.customers.following import concerned
from crm.interactions.models import Interaction
from crm.interactions.queries import title_of
from crm.journal import Change
from crm.news import Notice
from crm.surprises.models import Surprise

QUOTED = 300  # characters


def notices(change: Change) -> list[Notice]:
    """Of a surprise that was just marked: to owner and followers, leading to the contact in which it was told."""
    if change.verb != "surprise.mark" or change.record is None:
        return []
    row = (
        Surprise.select(Surprise.interaction_id, Interaction.subject, Interaction.body, Surprise.customer_id)
        .join(Interaction, on=Surprise.interaction == Interaction.id)
        .where(Surprise.id == change.record)
        .tuples()
        .first()
    )
    if row is None:
        return []
    contact, subject, body, customer = row
    users = concerned(customer)
    words = title_of(subject, body)[:QUOTED]
    return [Notice("surprise", ("interaction", contact), customer, users, words=words)] if users else []
