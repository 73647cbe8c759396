"""What a customer had to tell us, and why we did not know."""

from enum import StrEnum

import peewee

from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.db import Model, MomentField
from crm.interactions.models import Interaction


class Cause(StrEnum):
    """Why we did not know what we could have known; causes, never people."""

    NOT_LOGGED = "not_logged"
    TOO_LATE = "too_late"
    NOT_READ = "not_read"
    NOT_FOUND = "not_found"


class Surprise(Model):
    """``interaction`` is the contact in which the customer told us, ``missed`` the one that says it (None: nowhere).

    ``department`` is that of who was surprised, at the time.
    """

    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, backref="surprises", unique=True, on_delete="CASCADE")
    missed = peewee.ForeignKeyField(Interaction, null=True, backref="missed_in", on_delete="SET NULL")
    cause = peewee.CharField(12)
    department = peewee.ForeignKeyField(Department, null=True, index=False)
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = MomentField()
    deleted_at = MomentField(null=True)  # taken back

    class Meta:
        indexes = ((("customer", "created_at"), False), (("created_at", "id"), False))
