"""Who is with which customer; a row lives for seconds."""

from enum import StrEnum

import peewee

from crm.accounts.models import User
from crm.customers.models import Customer
from crm.db import Model, MomentField


class Doing(StrEnum):
    """What somebody is at: reading what we know, on the phone, or writing a contact down."""

    READS = "reads"
    CALLS = "calls"
    WRITES = "writes"


class Presence(Model):
    """A colleague at a customer. It counts up to ``until_at``, which an open page moves on every few seconds."""

    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    doing = peewee.CharField(8)
    since_at = MomentField()
    until_at = MomentField(index=True)

    class Meta:
        primary_key = peewee.CompositeKey("customer", "user")
