"""Complaints and their causes."""

from enum import StrEnum

import peewee

from crm.accounts.models import User
from crm.db import Model, MomentField
from crm.interactions.facts import Fact


class State(StrEnum):
    """How far it is; each comes after the one before."""

    RECEIVED = "received"
    ANSWERED = "answered"
    SOLVED = "solved"
    LEARNT = "learnt"


class ComplaintCause(Model):
    """Why things went wrong, in a few words, so that the same is recognised elsewhere. ``key`` is the name, folded."""

    name = peewee.CharField(80)
    key = peewee.CharField(80, unique=True)


class Complaint(Fact):
    """``body``: what it is about, in a line. ``received_at`` is when the customer said it, the others when we did.

    ``owner`` sees to it by ``due_on`` (the company's day). ``cost_cents``: what it cost us, in cents; None: nothing
    known. ``lesson`` is what we do differently now.
    """

    body = peewee.CharField(300)
    state = peewee.CharField(10, default=State.RECEIVED)
    cause = peewee.ForeignKeyField(ComplaintCause, null=True, index=False)
    remedy = peewee.TextField(default="")
    lesson = peewee.TextField(default="")
    cost_cents = peewee.BigIntegerField(null=True)
    owner = peewee.ForeignKeyField(User, null=True, backref="complaints", index=False)
    due_on = peewee.DateField(null=True)
    received_at = MomentField()
    answered_at = MomentField(null=True)
    solved_at = MomentField(null=True)
    learnt_at = MomentField(null=True)

    class Meta:
        indexes = (
            (("customer", "state"), False),
            (("created_at", "id"), False),
            (("received_at", "id"), False),
            (("answered_at", "id"), False),
            (("cause", "received_at"), False),
            (("solved_at", "id"), False),
            (("learnt_at", "id"), False),
            (("state", "due_on"), False),
        )
