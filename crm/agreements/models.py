"""Agreements, who must know of them, and how they ended."""

from enum import StrEnum

import peewee

from crm.accounts.models import Department
from crm.db import Model
from crm.interactions.facts import Fact
from crm.interactions.models import Interaction


class Side(StrEnum):
    """Who promised."""

    WE = "we"
    THEY = "they"


class Kind(StrEnum):
    """What was promised. A price stays; a discount was for this once."""

    DELIVERY = "delivery"
    PRICE = "price"
    DISCOUNT = "discount"
    TERM = "term"
    SERVICE = "service"
    OTHER = "other"


class State(StrEnum):
    """How it stands. Withdrawn: both let go of it."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class Agreement(Fact):
    """One line of what was agreed, in the contact where it was made. Days are the company's.

    ``due_on``: by when; ``ends_on``: up to and including when a price or discount holds. ``settled_on`` is the day on
    which it was kept, broken or withdrawn, ``settled_in`` the contact that shows it, ``note`` a word about that.
    ``reminded_on`` is the last day (``due_on`` or ``ends_on``) of which colleagues were warned.
    """

    side = peewee.CharField(4)
    kind = peewee.CharField(10)
    body = peewee.CharField(300)
    due_on = peewee.DateField(null=True)
    ends_on = peewee.DateField(null=True)
    state = peewee.CharField(10, default=State.OPEN)
    settled_on = peewee.DateField(null=True)
    settled_in = peewee.ForeignKeyField(Interaction, null=True, backref="settled", on_delete="SET NULL")
    note = peewee.CharField(300, default="")
    reminded_on = peewee.DateField(null=True)

    class Meta:
        indexes = (
            (("customer", "state"), False),
            (("created_at", "id"), False),
            (("due_on", "id"), False),
            (("state", "due_on", "id"), False),
            (("state", "ends_on"), False),
        )


class AgreementDepartment(Model):
    """A department that must know."""

    agreement = peewee.ForeignKeyField(Agreement, backref="who_must_know", on_delete="CASCADE", index=False)
    department = peewee.ForeignKeyField(Department, on_delete="CASCADE", index=False)

    class Meta:
        primary_key = peewee.CompositeKey("agreement", "department")
        indexes = ((("department", "agreement"), False),)
