"""Customers that went from one colleague to another."""

import peewee

from crm.accounts.models import User
from crm.customers.models import Customer
from crm.db import Model, MomentField


class HandOver(Model):
    """One hand-over, with a word to who gets them; ``followups`` is how many open ones went along."""

    from_user = peewee.ForeignKeyField(User, backref="handed_over", on_delete="CASCADE", index=False)
    to_user = peewee.ForeignKeyField(User, backref="taken_over", on_delete="CASCADE", index=False)
    word = peewee.TextField(default="")
    followups = peewee.IntegerField(default=0)
    created_by = peewee.ForeignKeyField(User, null=True, backref="made_hand_overs", index=False)
    created_at = MomentField()
    request_key = peewee.CharField(80, null=True, unique=True)

    class Meta:
        indexes = ((("to_user", "id"), False),)


class HandOverCustomer(Model):
    """A customer that went along."""

    hand_over = peewee.ForeignKeyField(HandOver, backref="customers", on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE")

    class Meta:
        primary_key = peewee.CompositeKey("hand_over", "customer")
