"""Summaries of what happened per day, and the goals of departments."""

import peewee

from crm.accounts.models import Department, User
from crm.db import Model, MomentField


class Tally(Model):
    """How often (``amount``) something happened on one day, by department (0: none) and ``detail``.

    ``day`` is a date on the company's clock as ``date.toordinal()`` gives it, so that weeks are a division.
    """

    figure = peewee.CharField(16)
    day = peewee.IntegerField()
    department = peewee.IntegerField(default=0)
    detail = peewee.CharField(24, default="")
    amount = peewee.IntegerField()

    class Meta:
        primary_key = peewee.CompositeKey("figure", "day", "department", "detail")


class StaleDay(Model):
    """A day of a figure that must be counted again. Only ever added and removed, so that writers never wait."""

    figure = peewee.CharField(16)
    day = peewee.IntegerField()

    class Meta:
        indexes = ((("figure", "day"), False),)


class Goal(Model):
    """What a department (None: the company) wants a figure to be, in the figure's own unit."""

    figure = peewee.CharField(16)
    department = peewee.ForeignKeyField(Department, null=True, on_delete="CASCADE", index=False)
    target = peewee.IntegerField()
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = MomentField()
    updated_at = MomentField()

    class Meta:
        indexes = ((("figure", "department"), True),)
