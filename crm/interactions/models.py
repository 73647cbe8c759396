"""Contacts with customers, who took part, and what colleagues said about them."""

from enum import StrEnum

import peewee

from crm.accounts.models import Department, User
from crm.customers.models import Customer, Person
from crm.db import Model, MomentField, keep_in_bin


class Channel(StrEnum):
    """How the contact took place."""

    PHONE = "phone"
    VISIT = "visit"
    EMAIL = "email"
    LETTER = "letter"
    CHAT = "chat"
    MEETING = "meeting"
    NOTE = "note"


class Direction(StrEnum):
    """From whom to whom."""

    IN = "in"
    OUT = "out"
    INTERNAL = "internal"


class Interaction(Model):
    """One call, visit, e-mail, letter, chat, meeting or note.

    ``department`` is the author's at the time. ``request_key`` makes a form that is sent
    twice, or an API call that is repeated, log once; ``external_id`` does so for imports.
    """

    customer = peewee.ForeignKeyField(Customer, backref="interactions", index=False)
    author = peewee.ForeignKeyField(User, null=True, backref="interactions", index=False)
    department = peewee.ForeignKeyField(Department, null=True, index=False)
    channel = peewee.CharField(10)
    direction = peewee.CharField(8)
    reached = peewee.BooleanField(default=True)
    occurred_at = MomentField()
    subject = peewee.CharField(200, default="")
    body = peewee.TextField(default="")
    external_id = peewee.CharField(100, null=True, unique=True)
    request_key = peewee.CharField(80, null=True, unique=True)
    pinned_at = MomentField(null=True)
    created_at = MomentField()
    updated_at = MomentField()
    deleted_at = MomentField(null=True)  # in the bin

    class Meta:
        indexes = (
            (("customer", "occurred_at", "id"), False),  # timeline, keyset paging
            (("customer", "department", "occurred_at"), False),  # last contact per department
            (("customer", "created_at"), False),  # logged since somebody last looked
            (("occurred_at", "id"), False),  # newest anywhere
            (("author", "occurred_at"), False),
        )


class InteractionPerson(Model):
    """A person who took part in a contact."""

    interaction = peewee.ForeignKeyField(Interaction, backref="participants", on_delete="CASCADE", index=False)
    person = peewee.ForeignKeyField(Person, on_delete="CASCADE", index=False)

    class Meta:
        primary_key = peewee.CompositeKey("interaction", "person")
        indexes = ((("person", "interaction"), False),)


class Comment(Model):
    """What a colleague adds to a contact."""

    interaction = peewee.ForeignKeyField(Interaction, backref="comments", on_delete="CASCADE")
    author = peewee.ForeignKeyField(User, index=False)
    body = peewee.TextField()
    request_key = peewee.CharField(80, null=True, unique=True)
    created_at = MomentField()


keep_in_bin(Interaction)
Interaction.add_index(
    Interaction.index(
        Interaction.customer,
        Interaction.occurred_at,
        Interaction.id,
        where=Interaction.pinned_at.is_null(False),
        name="interaction_pinned",
    )
)
