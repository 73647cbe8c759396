"""Files that belong to a contact. The bytes lie in the data folder under a random name."""

import peewee

from crm.accounts.models import User
from crm.db import Model, MomentField
from crm.interactions.models import Interaction


class Attachment(Model):
    """One file. Without ``interaction`` it was sent by a form that was not accepted yet.

    ``key`` is the file's name on disk and says nothing of ``name``, the name it came with.
    """

    interaction = peewee.ForeignKeyField(Interaction, null=True, backref="attachments", on_delete="CASCADE")
    key = peewee.CharField(40, unique=True)
    name = peewee.CharField(200)
    media_type = peewee.CharField(100)
    size = peewee.BigIntegerField()  # bytes
    sha256 = peewee.CharField(64)
    preview = peewee.BooleanField(default=False)  # whether there is a picture of it
    uploaded_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = MomentField()
    removed_at = MomentField(null=True)
    text = peewee.TextField(null=True)  # what can be read in it; None: not looked yet
