"""Invitations, own channels, follow-ups, attachments, following, and a bin for what was deleted."""

import peewee


class Table(peewee.Model):
    class Meta:
        legacy_table_names = False


class Department(Table):
    pass


class User(Table):
    pass


class Customer(Table):
    deleted_at = peewee.BigIntegerField(null=True)


class Person(Table):
    deleted_at = peewee.BigIntegerField(null=True)


class Interaction(Table):
    deleted_at = peewee.BigIntegerField(null=True)


class Invitation(Table):
    key_hash = peewee.CharField(64, unique=True)
    user = peewee.ForeignKeyField(User, on_delete="CASCADE")
    created_at = peewee.BigIntegerField()
    expires_at = peewee.BigIntegerField()
    used_at = peewee.BigIntegerField(null=True)


class OwnChannel(Table):
    name = peewee.CharField(40, unique=True)
    created_at = peewee.BigIntegerField()
    retired_at = peewee.BigIntegerField(null=True)


class CustomerFollow(Table):
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE")
    created_at = peewee.BigIntegerField()

    class Meta:
        indexes = ((("user", "customer"), True),)


class FollowUp(Table):
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, null=True, on_delete="SET NULL")
    result = peewee.ForeignKeyField(Interaction, null=True, on_delete="SET NULL")
    what = peewee.CharField(300)
    due_on = peewee.DateField()
    user = peewee.ForeignKeyField(User, null=True, index=False)
    department = peewee.ForeignKeyField(Department, null=True, index=False)
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()
    done_at = peewee.BigIntegerField(null=True)
    done_by = peewee.ForeignKeyField(User, null=True, index=False)
    deleted_at = peewee.BigIntegerField(null=True)
    request_key = peewee.CharField(80, null=True, unique=True)


class Attachment(Table):
    interaction = peewee.ForeignKeyField(Interaction, null=True, on_delete="CASCADE")
    key = peewee.CharField(40, unique=True)
    name = peewee.CharField(200)
    media_type = peewee.CharField(100)
    size = peewee.BigIntegerField()
    sha256 = peewee.CharField(64)
    preview = peewee.BooleanField(default=False)
    uploaded_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()
    removed_at = peewee.BigIntegerField(null=True)


OPEN = FollowUp.done_at.is_null() & FollowUp.deleted_at.is_null()
FollowUp.add_index(FollowUp.index(FollowUp.user, FollowUp.due_on, where=OPEN, name="follow_up_open_user"))
FollowUp.add_index(FollowUp.index(FollowUp.department, FollowUp.due_on, where=OPEN, name="follow_up_open_department"))
FollowUp.add_index(FollowUp.index(FollowUp.customer, FollowUp.due_on, where=OPEN, name="follow_up_open_customer"))
FollowUp.add_index(FollowUp.index(FollowUp.due_on, where=OPEN, name="follow_up_open"))
FollowUp.add_index(FollowUp.index(FollowUp.done_at, where=FollowUp.done_at.is_null(False), name="follow_up_done"))
TABLES = (Invitation, OwnChannel, CustomerFollow, FollowUp, Attachment)
BINNED = (Customer, Person, Interaction)


def up(migrator, db):
    with db.bind_ctx((*BINNED, Department, User, *TABLES)):
        for model in BINNED:
            table = model._meta.table_name
            migrator.migrate(migrator.add_column(table, "deleted_at", peewee.BigIntegerField(null=True)))
            db.execute(model.index(model.deleted_at, where=model.deleted_at.is_null(False), name=f"{table}_in_bin"))
        db.create_tables(TABLES, safe=False)
