"""Who hears that a customer had to tell us something: those whose customer it is, and who follow it."""

from crm.customers.models import Customer, CustomerFollow
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
        Surprise.select(Surprise.interaction_id, Interaction.subject, Interaction.body, Customer.id, Customer.owner_id)
        .join(Interaction, on=Surprise.interaction == Interaction.id)
        .join_from(Surprise, Customer)
        .where(Surprise.id == change.record)
        .tuples()
        .first()
    )
    if row is None:
        return []
    contact, subject, body, customer, owner = row
    followers = CustomerFollow.select(CustomerFollow.user).where(CustomerFollow.customer == customer)
    users = {user for (user,) in followers.tuples()} | ({owner} if owner else set())
    words = title_of(subject, body)[:QUOTED]
    return [Notice("surprise", ("interaction", contact), customer, frozenset(users), words=words)] if users else []
