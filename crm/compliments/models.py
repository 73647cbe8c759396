"""What customers said in praise, of whom, and whom colleagues nominate."""

import peewee

from crm.accounts.models import User
from crm.customers.models import Customer
from crm.db import Model, MomentField
from crm.interactions.facts import Fact


class Compliment(Fact):
    """``body``: what the customer said, in their words."""

    body = peewee.CharField(500)

    class Meta:
        indexes = ((("customer", "created_at"), False), (("created_at", "id"), False))


class ComplimentUser(Model):
    """A colleague whom the customer named."""

    compliment = peewee.ForeignKeyField(Compliment, backref="named", on_delete="CASCADE", index=False)
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)

    class Meta:
        primary_key = peewee.CompositeKey("compliment", "user")
        indexes = ((("user", "compliment"), False),)


class Nomination(Model):
    """Who helped a customer most in ``month`` (``2026-11``, on the company's clock), says ``voter``, and why."""

    month = peewee.CharField(7)
    voter = peewee.ForeignKeyField(User, backref="nominations", on_delete="CASCADE", index=False)
    nominee = peewee.ForeignKeyField(User, backref="nominated", on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, null=True, on_delete="SET NULL")
    reason = peewee.CharField(300)
    created_at = MomentField()
    updated_at = MomentField()

    class Meta:
        indexes = ((("month", "voter"), True), (("nominee", "month"), False))
