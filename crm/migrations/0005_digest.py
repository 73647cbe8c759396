"""The worker's jobs, the mail that goes out, each colleague's digest, and links for who forgot a password."""

import peewee


class Table(peewee.Model):
    class Meta:
        legacy_table_names = False


class User(Table):
    pass


class Customer(Table):
    created_at = peewee.BigIntegerField()


class Person(Table):
    created_at = peewee.BigIntegerField()


class Job(Table):
    kind = peewee.CharField(40)
    args = peewee.TextField(default="{}")
    key = peewee.CharField(120, null=True, unique=True)
    rank = peewee.SmallIntegerField(default=1)
    run_at = peewee.BigIntegerField()
    tries = peewee.IntegerField(default=0)
    lease_until = peewee.BigIntegerField(null=True)
    holder = peewee.CharField(60, default="")
    error = peewee.TextField(default="")
    failed_at = peewee.BigIntegerField(null=True)
    created_at = peewee.BigIntegerField()


class Task(Table):
    name = peewee.CharField(40, primary_key=True)
    next_at = peewee.BigIntegerField()
    begun_at = peewee.BigIntegerField(null=True)
    done_at = peewee.BigIntegerField(null=True)
    seconds = peewee.FloatField(null=True)
    error = peewee.TextField(default="")
    error_at = peewee.BigIntegerField(null=True)


class Worker(Table):
    name = peewee.CharField(60, primary_key=True)
    started_at = peewee.BigIntegerField()
    seen_at = peewee.BigIntegerField()


class Mail(Table):
    kind = peewee.CharField(20)
    user = peewee.IntegerField(null=True)
    address = peewee.CharField(254)
    name = peewee.CharField(120, default="")
    subject = peewee.CharField(300)
    text = peewee.TextField()
    html = peewee.TextField(default="")
    headers = peewee.TextField(default="{}")
    message_id = peewee.CharField(200, unique=True)
    secret = peewee.BooleanField(default=False)
    state = peewee.CharField(10)
    created_at = peewee.BigIntegerField()
    expires_at = peewee.BigIntegerField(null=True)
    next_at = peewee.BigIntegerField(null=True)
    sent_at = peewee.BigIntegerField(null=True)
    tries = peewee.IntegerField(default=0)
    code = peewee.SmallIntegerField(null=True)
    error = peewee.TextField(default="")

    class Meta:
        indexes = ((("state", "id"), False), (("created_at",), False))


class Digest(Table):
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    series = peewee.CharField(20)
    period = peewee.CharField(10)
    starts_at = peewee.BigIntegerField()
    ends_at = peewee.BigIntegerField()
    mail = peewee.ForeignKeyField(Mail, null=True, on_delete="SET NULL")
    created_at = peewee.BigIntegerField()

    class Meta:
        indexes = ((("user", "series", "period"), True),)


class DigestChoice(Table):
    user = peewee.ForeignKeyField(User, primary_key=True, on_delete="CASCADE")
    rhythm = peewee.CharField(6, default="weekly")
    weekday = peewee.SmallIntegerField(default=0)
    minute = peewee.SmallIntegerField(default=450)
    left_out = peewee.TextField(default="")
    when_empty = peewee.BooleanField(default=False)
    department = peewee.BooleanField(default=False)
    changed_at = peewee.BigIntegerField()


TABLES = (Job, Task, Worker, Mail, Digest, DigestChoice)
DUE = Job.index(Job.rank, Job.run_at, where=Job.failed_at.is_null(), name="job_due")


def up(migrator, db):
    with db.bind_ctx((User, Customer, Person, *TABLES)):
        db.create_tables(TABLES, safe=False)
        db.execute(DUE)
        purpose = peewee.CharField(10, default="welcome")
        migrator.migrate(
            migrator.add_column("invitation", "purpose", purpose),
            migrator.add_index("customer", ("created_at",)),
            migrator.add_index("person", ("created_at",)),
        )
