"""Who looked before calling, what surprised us, who must hear of it, and all that follow-ups can do."""

import peewee

from crm import clock


class Table(peewee.Model):
    class Meta:
        legacy_table_names = False


class Department(Table):
    pass


class User(Table):
    pass


class Customer(Table):
    pass


class Person(Table):
    pass


class Interaction(Table):
    pass


class FollowUp(Table):
    due_on = peewee.DateField()
    reminded_on = peewee.DateField(null=True)


class Consult(Table):
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    started_at = peewee.BigIntegerField()
    last_at = peewee.BigIntegerField()
    brief_at = peewee.BigIntegerField(null=True)

    class Meta:
        indexes = ((("customer", "user", "last_at"), False), (("user", "last_at"), False), (("last_at",), False))


class ConsultCount(Table):
    week = peewee.CharField(8)
    department = peewee.ForeignKeyField(Department, on_delete="CASCADE", index=False)
    outgoing = peewee.IntegerField()
    consulted = peewee.IntegerField()

    class Meta:
        indexes = ((("week", "department"), True),)


class Presence(Table):
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    doing = peewee.CharField(8)
    since_at = peewee.BigIntegerField()
    until_at = peewee.BigIntegerField(index=True)

    class Meta:
        primary_key = peewee.CompositeKey("customer", "user")


class Surprise(Table):
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, unique=True, on_delete="CASCADE")
    missed = peewee.ForeignKeyField(Interaction, null=True, on_delete="SET NULL")
    cause = peewee.CharField(12)
    department = peewee.ForeignKeyField(Department, null=True, index=False)
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()
    deleted_at = peewee.BigIntegerField(null=True)

    class Meta:
        indexes = ((("customer", "created_at"), False), (("created_at", "id"), False))


class HeadsUp(Table):
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, null=True, on_delete="SET NULL")
    body = peewee.CharField(300)
    until_on = peewee.DateField()
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()
    deleted_at = peewee.BigIntegerField(null=True)
    request_key = peewee.CharField(80, null=True, unique=True)

    class Meta:
        indexes = ((("customer", "until_on"), False), (("created_at", "id"), False))


class Notification(Table):
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    kind = peewee.CharField(16)
    how = peewee.CharField(6)
    customer = peewee.ForeignKeyField(Customer, null=True, on_delete="CASCADE")
    record_kind = peewee.CharField(20)
    record = peewee.IntegerField()
    actor = peewee.ForeignKeyField(User, null=True, index=False)
    instead_of = peewee.ForeignKeyField(User, null=True, index=False)
    words = peewee.CharField(300, default="")
    created_at = peewee.BigIntegerField()
    read_at = peewee.BigIntegerField(null=True)
    mailed_at = peewee.BigIntegerField(null=True)

    class Meta:
        indexes = ((("user", "id"), False), (("created_at",), False), (("record_kind", "record"), False))


class NotificationChoice(Table):
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    kind = peewee.CharField(16)
    how = peewee.CharField(6)

    class Meta:
        primary_key = peewee.CompositeKey("user", "kind")


class Absence(Table):
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    starts_on = peewee.DateField()
    ends_on = peewee.DateField()
    stand_in = peewee.ForeignKeyField(User, null=True, on_delete="SET NULL", index=False)
    note = peewee.CharField(300, default="")
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()

    class Meta:
        indexes = ((("user", "ends_on"), False), (("stand_in", "ends_on"), False))


class HandOver(Table):
    from_user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    to_user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    word = peewee.TextField(default="")
    followups = peewee.IntegerField(default=0)
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()
    request_key = peewee.CharField(80, null=True, unique=True)

    class Meta:
        indexes = ((("to_user", "id"), False),)


class HandOverCustomer(Table):
    hand_over = peewee.ForeignKeyField(HandOver, on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE")

    class Meta:
        primary_key = peewee.CompositeKey("hand_over", "customer")


class CalendarFeed(Table):
    key_hash = peewee.CharField(64, unique=True)
    user = peewee.ForeignKeyField(User, on_delete="CASCADE")
    created_at = peewee.BigIntegerField()
    revoked_at = peewee.BigIntegerField(null=True)


KNOWN = (Department, User, Customer, Person, Interaction, FollowUp)
WHAT_WE_KNOW = (Consult, ConsultCount, Presence, Surprise, HeadsUp)
WHO_HEARS = (Notification, NotificationChoice, Absence, HandOver, HandOverCustomer, CalendarFeed)
COUNTED = Notification.index(
    Notification.user,
    Notification.id,
    where=Notification.read_at.is_null() & peewee.SQL("how <> 'digest'"),
    name="notification_counted",
)
CURRENT = HeadsUp.index(HeadsUp.until_on, HeadsUp.id, where=HeadsUp.deleted_at.is_null(), name="heads_up_current")
TO_MAIL = Notification.index(
    Notification.user,
    Notification.id,
    where=peewee.SQL("how = 'mail'") & Notification.mailed_at.is_null(),
    name="notification_to_mail",
)
NEW_IN_FOLLOW_UP = {
    "kind": peewee.CharField(8, default="task"),
    "phone": peewee.CharField(60, default=""),
    "person_id": peewee.ForeignKeyField(Person, Person.id, null=True, on_delete="SET NULL", index=False),
    "at_minute": peewee.SmallIntegerField(null=True),
    "repeats": peewee.CharField(10, default=""),
    "snoozed_until": peewee.DateField(null=True),
    "reminded_on": peewee.DateField(null=True),
}


def up(migrator, db):
    with db.bind_ctx((*KNOWN, *WHAT_WE_KNOW, *WHO_HEARS)):
        db.create_tables((*WHAT_WE_KNOW, *WHO_HEARS), safe=False)
        for index in (COUNTED, TO_MAIL, CURRENT):
            db.execute(index)
        migrator.migrate(*(migrator.add_column("follow_up", name, field) for name, field in NEW_IN_FOLLOW_UP.items()))
        # nobody is reminded at once of all that was late before there were reminders
        FollowUp.update(reminded_on=FollowUp.due_on).where(FollowUp.due_on <= clock.now().date()).execute()
