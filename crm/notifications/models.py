"""What a colleague must hear of, and how they want to hear it."""

from enum import StrEnum

import peewee

from crm.accounts.models import User
from crm.customers.models import Customer
from crm.db import Model, MomentField


class How(StrEnum):
    """How somebody hears of a kind of thing. What is off is not written down at all."""

    APP = "app"  # counted at the bell
    DIGEST = "digest"  # in the inbox without being counted, and told in the next digest
    MAIL = "mail"  # counted at the bell, and mailed at once
    OFF = "off"


class Notification(Model):
    """One thing for one colleague. It leads to a record (``record_kind``, ``record``); ``words`` quotes it.

    ``actor`` did it; ``instead_of`` is the absent colleague for whom the reader stands in.
    """

    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    kind = peewee.CharField(16)
    how = peewee.CharField(6)
    customer = peewee.ForeignKeyField(Customer, null=True, on_delete="CASCADE")
    record_kind = peewee.CharField(20)
    record = peewee.IntegerField()
    actor = peewee.ForeignKeyField(User, null=True, backref="caused", index=False)
    instead_of = peewee.ForeignKeyField(User, null=True, backref="stood_in_for", index=False)
    words = peewee.CharField(300, default="")
    created_at = MomentField()
    read_at = MomentField(null=True)
    mailed_at = MomentField(null=True)

    class Meta:
        indexes = ((("user", "id"), False), (("created_at",), False), (("record_kind", "record"), False))


class NotificationChoice(Model):
    """How a colleague wants to hear of one kind; without a row, as is usual for that kind."""

    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    kind = peewee.CharField(16)
    how = peewee.CharField(6)

    class Meta:
        primary_key = peewee.CompositeKey("user", "kind")


UNREAD = Notification.read_at.is_null()
COUNTED = UNREAD & peewee.SQL("how <> 'digest'")  # by the bell; an index takes no parameters
TO_MAIL = peewee.SQL("how = 'mail'") & Notification.mailed_at.is_null()
for _name, _condition in {"notification_counted": COUNTED, "notification_to_mail": TO_MAIL}.items():
    Notification.add_index(Notification.index(Notification.user, Notification.id, where=_condition, name=_name))
