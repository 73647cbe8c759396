"""House rules."""

import peewee

from crm.accounts.models import User
from crm.db import Model, MomentField


class HouseRule(Model):
    """Something that we do (``does``) or do not do. ``words``: of what it is about, with commas between them."""

    title = peewee.CharField(140)
    body = peewee.CharField(600, default="")
    does = peewee.BooleanField()
    words = peewee.CharField(300, default="")
    position = peewee.IntegerField(default=0)
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = MomentField()
    updated_at = MomentField()
    deleted_at = MomentField(null=True)
