"""When a colleague looked at a customer, and what is left of that when it is forgotten."""

import peewee

from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.db import Model, MomentField


class Consult(Model):
    """One sitting: a colleague opened a customer's timeline or brief, perhaps several times.

    A new one begins where half an hour passed without opening either. ``last_at`` is the last opening of either,
    ``brief_at`` the last of the brief. Kept for CRM_CONSULT_DAYS, then only counted.
    """

    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    started_at = MomentField()
    last_at = MomentField()
    brief_at = MomentField(null=True)

    class Meta:
        indexes = (
            (("customer", "user", "last_at"), False),
            (("user", "last_at"), False),
            (("last_at",), False),  # what is old enough to be forgotten
        )


class ConsultCount(Model):
    """Of one department and week (``2026-W47``): outgoing contacts, and how many were looked up beforehand."""

    week = peewee.CharField(8)
    department = peewee.ForeignKeyField(Department, on_delete="CASCADE", index=False)
    outgoing = peewee.IntegerField()
    consulted = peewee.IntegerField()

    class Meta:
        indexes = ((("week", "department"), True),)
