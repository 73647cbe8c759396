"""Quotations."""

from enum import StrEnum

import peewee

from crm.accounts.models import Department
from crm.interactions.facts import Fact
from crm.interactions.models import Interaction


class Stage(StrEnum):
    """How far it is."""

    ASKED = "asked"
    SENT = "sent"
    WON = "won"
    LOST = "lost"


class Reason(StrEnum):
    """Why it was won or lost, in one word; the rest stands in ``explanation``."""

    PRICE = "price"
    TIME = "time"
    QUALITY = "quality"
    SERVICE = "service"
    RANGE = "range"
    TRUST = "trust"
    NEED = "need"
    OTHER = "other"


class Quotation(Fact):
    """``body``: for what; ``reference``: its number elsewhere. Days are the company's.

    ``department`` is that of who wrote it down, at the time. ``sent_in`` and ``decided_in`` are the contacts in which
    that happened.
    """

    body = peewee.CharField(300)
    reference = peewee.CharField(60, default="")
    stage = peewee.CharField(6)
    department = peewee.ForeignKeyField(Department, null=True, index=False)
    asked_on = peewee.DateField(null=True)
    sent_on = peewee.DateField(null=True)
    valid_until = peewee.DateField(null=True)
    decided_on = peewee.DateField(null=True)
    reason = peewee.CharField(10, default="")
    explanation = peewee.CharField(500, default="")
    sent_in = peewee.ForeignKeyField(Interaction, null=True, backref="quoted", on_delete="SET NULL")
    decided_in = peewee.ForeignKeyField(Interaction, null=True, backref="decided", on_delete="SET NULL")

    class Meta:
        indexes = (
            (("customer", "stage"), False),
            (("created_at", "id"), False),
            (("stage", "valid_until"), False),
            (("decided_on", "id"), False),
        )
