"""The first tables: colleagues, customers, contacts, the journal and company settings."""

import peewee


class Table(peewee.Model):
    class Meta:
        legacy_table_names = False


class Department(Table):
    name = peewee.CharField(60, unique=True)
    mark = peewee.SmallIntegerField(default=1)


class User(Table):
    name = peewee.CharField(120)
    sort_name = peewee.CharField(120, index=True)
    email = peewee.CharField(254, unique=True)
    password = peewee.CharField(200, null=True)
    role = peewee.CharField(10, default="staff")
    department = peewee.ForeignKeyField(Department)
    locale = peewee.CharField(5, default="")
    timezone = peewee.CharField(60, default="")
    theme = peewee.CharField(5, default="")
    keys = peewee.BooleanField(default=True)
    created_at = peewee.BigIntegerField()
    disabled_at = peewee.BigIntegerField(null=True)


class LoginSession(Table):
    key_hash = peewee.CharField(64, unique=True)
    user = peewee.ForeignKeyField(User, on_delete="CASCADE")
    created_at = peewee.BigIntegerField()
    expires_at = peewee.BigIntegerField(index=True)
    browser = peewee.CharField(200, default="")


class LoginAttempt(Table):
    subject = peewee.CharField(64, unique=True)
    failures = peewee.IntegerField()
    last_at = peewee.BigIntegerField()


class ApiToken(Table):
    key_hash = peewee.CharField(64, unique=True)
    user = peewee.ForeignKeyField(User, on_delete="CASCADE")
    name = peewee.CharField(60, default="")
    created_at = peewee.BigIntegerField()
    revoked_at = peewee.BigIntegerField(null=True)


class Customer(Table):
    number = peewee.CharField(40, unique=True)
    name = peewee.CharField(200)
    sort_name = peewee.CharField(200)
    kind = peewee.CharField(12, default="organisation")
    status = peewee.CharField(10, default="customer")
    owner = peewee.ForeignKeyField(User, null=True, on_delete="SET NULL")
    since = peewee.SmallIntegerField(null=True)
    website = peewee.CharField(200, default="")
    kvk_number = peewee.CharField(20, default="")
    vat_number = peewee.CharField(20, default="")
    note = peewee.TextField(default="")
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()
    archived_at = peewee.BigIntegerField(null=True)

    class Meta:
        indexes = ((("sort_name", "id"), False), (("owner", "sort_name"), False))


class Address(Table):
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    position = peewee.SmallIntegerField(default=0)
    kind = peewee.CharField(10, default="visit")
    street = peewee.CharField(200, default="")
    postcode = peewee.CharField(12, default="")
    city = peewee.CharField(100, default="")
    country = peewee.CharField(2, default="NL")

    class Meta:
        indexes = ((("customer", "position"), False),)


class CustomerTag(Table):
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    name = peewee.CharField(40)

    class Meta:
        indexes = ((("customer", "name"), True), (("name", "customer"), False))


class Person(Table):
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE")
    name = peewee.CharField(120)
    sort_name = peewee.CharField(120)
    role = peewee.CharField(100, default="")
    note = peewee.TextField(default="")
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()
    archived_at = peewee.BigIntegerField(null=True)


class ContactPoint(Table):
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE")
    person = peewee.ForeignKeyField(Person, null=True, on_delete="CASCADE")
    position = peewee.SmallIntegerField(default=0)
    kind = peewee.CharField(5)
    label = peewee.CharField(20, default="")
    value = peewee.CharField(254)
    normal = peewee.CharField(254, index=True)
    reversed = peewee.CharField(20, default="", index=True)


class CustomerView(Table):
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE")
    seen_at = peewee.BigIntegerField()
    before_at = peewee.BigIntegerField(null=True)

    class Meta:
        indexes = ((("user", "customer"), True), (("user", "seen_at"), False))


class Interaction(Table):
    customer = peewee.ForeignKeyField(Customer, index=False)
    author = peewee.ForeignKeyField(User, null=True, index=False)
    department = peewee.ForeignKeyField(Department, null=True, index=False)
    channel = peewee.CharField(10)
    direction = peewee.CharField(8)
    reached = peewee.BooleanField(default=True)
    occurred_at = peewee.BigIntegerField()
    subject = peewee.CharField(200, default="")
    body = peewee.TextField(default="")
    external_id = peewee.CharField(100, null=True, unique=True)
    request_key = peewee.CharField(80, null=True, unique=True)
    pinned_at = peewee.BigIntegerField(null=True)
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()

    class Meta:
        indexes = (
            (("customer", "occurred_at", "id"), False),
            (("customer", "department", "occurred_at"), False),
            (("customer", "created_at"), False),
            (("occurred_at", "id"), False),
            (("author", "occurred_at"), False),
        )


class InteractionPerson(Table):
    interaction = peewee.ForeignKeyField(Interaction, on_delete="CASCADE", index=False)
    person = peewee.ForeignKeyField(Person, on_delete="CASCADE", index=False)

    class Meta:
        primary_key = peewee.CompositeKey("interaction", "person")
        indexes = ((("person", "interaction"), False),)


class Comment(Table):
    interaction = peewee.ForeignKeyField(Interaction, on_delete="CASCADE")
    author = peewee.ForeignKeyField(User, index=False)
    body = peewee.TextField()
    request_key = peewee.CharField(80, null=True, unique=True)
    created_at = peewee.BigIntegerField()


class Change(Table):
    at = peewee.BigIntegerField()
    user = peewee.IntegerField(null=True, index=True)
    verb = peewee.CharField(40)
    kind = peewee.CharField(20)
    record = peewee.IntegerField(null=True)
    customer = peewee.IntegerField(null=True)
    data = peewee.TextField()

    class Meta:
        indexes = ((("customer", "at"), False), (("kind", "record"), False))


class Setting(Table):
    key = peewee.CharField(40, unique=True)
    value = peewee.TextField()


TABLES = (
    Department,
    User,
    LoginSession,
    LoginAttempt,
    ApiToken,
    Customer,
    Address,
    CustomerTag,
    Person,
    ContactPoint,
    CustomerView,
    Interaction,
    InteractionPerson,
    Comment,
    Change,
    Setting,
)


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
