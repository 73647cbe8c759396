"""Marks of customers, and the links by which they were asked."""

from enum import StrEnum

import peewee

from crm.accounts.models import User
from crm.customers.models import Customer, Person
from crm.db import Model, MomentField
from crm.interactions.facts import Fact
from crm.interactions.models import Interaction


class Source(StrEnum):
    """How a mark came in."""

    LOGGED = "logged"  # a colleague wrote it down
    LINK = "link"  # the customer gave it


class Rating(Fact):
    """``score``: 1 to 10, as a school report; ``body``: a sentence with it. ``person`` gave it, where that is known."""

    score = peewee.SmallIntegerField()
    body = peewee.CharField(500, default="")
    person = peewee.ForeignKeyField(Person, null=True, on_delete="SET NULL")
    source = peewee.CharField(6, default=Source.LOGGED)

    class Meta:
        indexes = ((("customer", "created_at"), False), (("created_at", "id"), False))


class RatingRequest(Model):
    """A link that was mailed to a customer after a contact, for one mark. Of its key only the hash is kept."""

    key_hash = peewee.CharField(64, unique=True)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, backref="rating_requests", on_delete="CASCADE")
    person = peewee.ForeignKeyField(Person, null=True, on_delete="SET NULL")
    email = peewee.CharField(200)
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = MomentField()
    expires_at = MomentField()
    rating = peewee.ForeignKeyField(Rating, null=True, backref="asked_by", on_delete="SET NULL")
    answered_at = MomentField(null=True)
    revoked_at = MomentField(null=True)

    class Meta:
        indexes = ((("customer", "created_at"), False), (("created_at", "id"), False))
