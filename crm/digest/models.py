"""Which digests there were, and how each colleague wants theirs."""

from enum import StrEnum

import peewee

from crm.accounts.models import User
from crm.db import Model, MomentField
from crm.mail.models import Mail


class Rhythm(StrEnum):
    """How often."""

    WEEKLY = "weekly"
    DAILY = "daily"  # on working days
    OFF = "off"


class Series(StrEnum):
    """Which of the two digests that somebody may get."""

    OWN = "own"
    DEPARTMENT = "department"


class Digest(Model):
    """One digest of one colleague, made once: the row is there before it is sent.

    ``period`` is the week (2026-W47) or, of a daily one, the day (2026-11-20). Without ``mail`` it was empty, or that
    mail is no longer kept.
    """

    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    series = peewee.CharField(20)
    period = peewee.CharField(10)
    starts_at = MomentField()
    ends_at = MomentField()
    mail = peewee.ForeignKeyField(Mail, null=True, on_delete="SET NULL")
    created_at = MomentField()

    class Meta:
        indexes = ((("user", "series", "period"), True),)


class DigestChoice(Model):
    """How a colleague wants it; who chose nothing gets it on Monday at half past seven."""

    user = peewee.ForeignKeyField(User, primary_key=True, on_delete="CASCADE")
    rhythm = peewee.CharField(6, default=Rhythm.WEEKLY)
    weekday = peewee.SmallIntegerField(default=0)  # Monday is 0
    minute = peewee.SmallIntegerField(default=450)  # of the day, on their own clock
    left_out = peewee.TextField(default="")  # sections they do not want, with spaces between
    when_empty = peewee.BooleanField(default=False)  # one line, also when there is nothing to tell
    department = peewee.BooleanField(default=False)  # also that of their department; for managers
    changed_at = MomentField()
