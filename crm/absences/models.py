"""Who is away, and who stands in."""

import peewee

from crm.accounts.models import User
from crm.db import Model, MomentField


class Absence(Model):
    """A colleague is away from ``starts_on`` up to and including ``ends_on``, days on the company’s clock."""

    user = peewee.ForeignKeyField(User, backref="absences", on_delete="CASCADE", index=False)
    starts_on = peewee.DateField()
    ends_on = peewee.DateField()
    stand_in = peewee.ForeignKeyField(User, null=True, backref="stands_in", on_delete="SET NULL", index=False)
    note = peewee.CharField(300, default="")
    created_by = peewee.ForeignKeyField(User, null=True, backref="noted_absences", index=False)
    created_at = MomentField()

    class Meta:
        indexes = ((("user", "ends_on"), False), (("stand_in", "ends_on"), False))
