"""Secret links to somebody's feed."""

import peewee

from crm.accounts.models import User
from crm.db import Model, MomentField


class CalendarFeed(Model):
    """A link that shows one colleague's follow-ups and visits to whoever has it. Only the hash of its key is kept."""

    key_hash = peewee.CharField(64, unique=True)
    user = peewee.ForeignKeyField(User, backref="feeds", on_delete="CASCADE")
    created_at = MomentField()
    revoked_at = MomentField(null=True)
