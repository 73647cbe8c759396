"""Customers, people, the numbers and addresses to reach them at."""

from enum import StrEnum
from functools import cached_property

import peewee

from crm.accounts.models import User
from crm.db import Model, MomentField, keep_in_bin


class Kind(StrEnum):
    """What sort of customer it is."""

    ORGANISATION = "organisation"
    HOUSEHOLD = "household"


class Status(StrEnum):
    """Where a customer stands with us."""

    PROSPECT = "prospect"
    CUSTOMER = "customer"
    FORMER = "former"


class Customer(Model):
    """An organisation or private household. ``note`` holds one "good to know" per line."""

    number = peewee.CharField(40, unique=True)
    name = peewee.CharField(200)
    sort_name = peewee.CharField(200)
    kind = peewee.CharField(12, default=Kind.ORGANISATION)
    status = peewee.CharField(10, default=Status.CUSTOMER)
    owner = peewee.ForeignKeyField(User, null=True, backref="customers", on_delete="SET NULL")
    since = peewee.SmallIntegerField(null=True)  # year
    website = peewee.CharField(200, default="")
    kvk_number = peewee.CharField(20, default="")
    vat_number = peewee.CharField(20, default="")
    note = peewee.TextField(default="")
    created_at = MomentField(index=True)
    updated_at = MomentField()
    archived_at = MomentField(null=True)
    deleted_at = MomentField(null=True)  # in the bin

    class Meta:
        indexes = ((("sort_name", "id"), False), (("owner", "sort_name"), False))

    @cached_property
    def city(self) -> str:
        """Where it is, as far as is known."""
        return next((place.city for place in self.addresses.order_by(Address.position) if place.city), "")

    @cached_property
    def tag_names(self) -> list[str]:
        """The words that group it."""
        return [tag.name for tag in self.tags]


class Address(Model):
    """Where a customer is. ``position`` 0 is the main address, shown in lists."""

    customer = peewee.ForeignKeyField(Customer, backref="addresses", on_delete="CASCADE", index=False)
    position = peewee.SmallIntegerField(default=0)
    kind = peewee.CharField(10, default="visit")  # visit, post, delivery, invoice
    street = peewee.CharField(200, default="")  # with house number
    postcode = peewee.CharField(12, default="")
    city = peewee.CharField(100, default="")
    country = peewee.CharField(2, default="NL")

    class Meta:
        indexes = ((("customer", "position"), False),)


class CustomerTag(Model):
    """A word that groups customers."""

    customer = peewee.ForeignKeyField(Customer, backref="tags", on_delete="CASCADE", index=False)
    name = peewee.CharField(40)

    class Meta:
        indexes = ((("customer", "name"), True), (("name", "customer"), False))


class Person(Model):
    """Somebody at a customer."""

    customer = peewee.ForeignKeyField(Customer, backref="people", on_delete="CASCADE")
    name = peewee.CharField(120)
    sort_name = peewee.CharField(120)
    role = peewee.CharField(100, default="")
    note = peewee.TextField(default="")
    created_at = MomentField(index=True)
    updated_at = MomentField()
    archived_at = MomentField(null=True)
    deleted_at = MomentField(null=True)  # in the bin


class PointKind(StrEnum):
    """How a contact point is used."""

    PHONE = "phone"
    EMAIL = "email"


class ContactPoint(Model):
    """A phone number or e-mail address of a person, or (``person`` empty) of the customer.

    ``value`` is as typed; ``normal`` is E.164 for phones we recognise, else the digits,
    and lower case for e-mail; ``reversed`` is the digits of ``normal`` backwards, so that
    the last digits of a number are found by an index.
    """

    customer = peewee.ForeignKeyField(Customer, backref="points", on_delete="CASCADE")
    person = peewee.ForeignKeyField(Person, null=True, backref="points", on_delete="CASCADE")
    position = peewee.SmallIntegerField(default=0)
    kind = peewee.CharField(5)
    label = peewee.CharField(20, default="")  # "", mobile, work, private, …
    value = peewee.CharField(254)
    normal = peewee.CharField(254, index=True)
    reversed = peewee.CharField(20, default="", index=True)


class CustomerView(Model):
    """When a colleague last looked at a customer, and when that was in the sitting before."""

    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE")
    seen_at = MomentField()
    before_at = MomentField(null=True)

    class Meta:
        indexes = ((("user", "customer"), True), (("user", "seen_at"), False))


class CustomerFollow(Model):
    """A colleague who wants to know what is new at a customer; its owner does without asking."""

    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE")
    created_at = MomentField()

    class Meta:
        indexes = ((("user", "customer"), True),)


for _kept in (Customer, Person):
    keep_in_bin(_kept)
