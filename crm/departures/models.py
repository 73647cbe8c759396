"""Customers who left."""

from enum import StrEnum

import peewee

from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.db import Model, MomentField
from crm.interactions.models import Interaction


class Reason(StrEnum):
    """Why a customer left, in one word; the rest stands in ``explanation``."""

    PRICE = "price"
    SERVICE = "service"
    DELIVERY = "delivery"
    QUALITY = "quality"
    COMPLAINT = "complaint"
    COMPETITOR = "competitor"
    STOPPED = "stopped"
    MOVED = "moved"
    OURS = "ours"
    OTHER = "other"


class Departure(Model):
    """A customer became former on ``left_on`` (the company's day); ``reason`` is empty as long as nobody said it.

    ``department`` is that of who owned the customer then. ``returned_on``: they came back.
    """

    customer = peewee.ForeignKeyField(Customer, backref="departures", on_delete="CASCADE")
    left_on = peewee.DateField()
    reason = peewee.CharField(12, default="")
    explanation = peewee.CharField(500, default="")
    department = peewee.ForeignKeyField(Department, null=True, index=False)
    interaction = peewee.ForeignKeyField(Interaction, null=True, backref="departures", on_delete="SET NULL")
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = MomentField()
    updated_at = MomentField()
    returned_on = peewee.DateField(null=True)
    deleted_at = MomentField(null=True)  # taken back

    class Meta:
        indexes = ((("left_on", "id"), False), (("reason", "left_on"), False))
