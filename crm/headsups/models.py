"""Dated warnings on a customer."""

import peewee

from crm.accounts.models import User
from crm.customers.models import Customer
from crm.db import Model, MomentField
from crm.interactions.models import Interaction


class HeadsUp(Model):
    """What whoever contacts the customer must know first, up to and including ``until_on``.

    ``interaction`` is the contact in which it arose.
    """

    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, null=True, backref="heads_ups", on_delete="SET NULL")
    body = peewee.CharField(300)
    until_on = peewee.DateField()
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = MomentField()
    updated_at = MomentField()
    deleted_at = MomentField(null=True)  # ended before its day
    request_key = peewee.CharField(80, null=True, unique=True)

    class Meta:
        indexes = ((("customer", "until_on"), False), (("created_at", "id"), False))


HeadsUp.add_index(
    HeadsUp.index(HeadsUp.until_on, HeadsUp.id, where=HeadsUp.deleted_at.is_null(), name="heads_up_current")
)
