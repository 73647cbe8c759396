"""Expectations."""

from enum import StrEnum

import peewee

from crm.interactions.facts import Fact
from crm.interactions.models import Interaction


class Outcome(StrEnum):
    """How it turned out."""

    MET = "met"
    EXCEEDED = "exceeded"
    NOT_MET = "not_met"


class Expectation(Fact):
    """``body``: in the customer's words. On ``review_on`` (the company's day) we look whether it was met.

    ``outcome`` is empty until then; ``reviewed_on`` is the day on which we looked, ``reviewed_in`` the contact that
    shows it, ``note`` a word about it.
    """

    body = peewee.CharField(500)
    review_on = peewee.DateField(null=True)
    outcome = peewee.CharField(8, default="")
    reviewed_on = peewee.DateField(null=True)
    reviewed_in = peewee.ForeignKeyField(Interaction, null=True, backref="reviewed", on_delete="SET NULL")
    note = peewee.CharField(300, default="")

    class Meta:
        indexes = (
            (("customer", "outcome"), False),
            (("created_at", "id"), False),
            (("outcome", "review_on", "id"), False),
            (("reviewed_on", "id"), False),
        )
