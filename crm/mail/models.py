"""The outbox."""

from enum import StrEnum

import peewee

from crm.db import Model, MomentField


class State(StrEnum):
    """How far a mail is."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"  # refused for good, or tried for too long
    KEPT = "kept"  # there was no mail server to give it to


class Mail(Model):
    """One mail to one address, fixed: however often it is tried, it is the same one.

    ``secret`` mails hold a link that lets somebody in: their text is shown to nobody and blanked when they are done
    with. ``headers`` is a JSON object of what goes on top beside the usual. After ``expires_at`` it is no longer sent.
    """

    kind = peewee.CharField(20)
    user = peewee.IntegerField(null=True)  # whose address it is; this room lies below accounts, as the journal does
    address = peewee.CharField(254)
    name = peewee.CharField(120, default="")
    subject = peewee.CharField(300)
    text = peewee.TextField()
    html = peewee.TextField(default="")
    headers = peewee.TextField(default="{}")
    message_id = peewee.CharField(200, unique=True)
    secret = peewee.BooleanField(default=False)
    state = peewee.CharField(10)
    created_at = MomentField()
    expires_at = MomentField(null=True)
    next_at = MomentField(null=True)  # when it is tried again
    sent_at = MomentField(null=True)
    tries = peewee.IntegerField(default=0)
    code = peewee.SmallIntegerField(null=True)  # that the server answered with
    error = peewee.TextField(default="")

    class Meta:
        indexes = ((("state", "id"), False), (("created_at",), False))
