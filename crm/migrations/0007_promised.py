"""What we promised, what went wrong, what we learnt; and how often, per day."""

import peewee


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


class Fact(Table):
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, on_delete="CASCADE")
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()
    deleted_at = peewee.BigIntegerField(null=True)
    request_key = peewee.CharField(80, null=True, unique=True)


class Agreement(Fact):
    side = peewee.CharField(4)
    kind = peewee.CharField(10)
    body = peewee.CharField(300)
    due_on = peewee.DateField(null=True)
    ends_on = peewee.DateField(null=True)
    state = peewee.CharField(10, default="open")
    settled_on = peewee.DateField(null=True)
    settled_in = peewee.ForeignKeyField(Interaction, null=True, on_delete="SET NULL")
    note = peewee.CharField(300, default="")
    reminded_on = peewee.DateField(null=True)

    class Meta:
        indexes = (
            (("customer", "state"), False),
            (("created_at", "id"), False),
            (("due_on", "id"), False),
            (("state", "due_on", "id"), False),
            (("state", "ends_on"), False),
        )


class AgreementDepartment(Table):
    agreement = peewee.ForeignKeyField(Agreement, on_delete="CASCADE", index=False)
    department = peewee.ForeignKeyField(Department, on_delete="CASCADE", index=False)

    class Meta:
        primary_key = peewee.CompositeKey("agreement", "department")
        indexes = ((("department", "agreement"), False),)


class ComplaintCause(Table):
    name = peewee.CharField(80)
    key = peewee.CharField(80, unique=True)


class Complaint(Fact):
    body = peewee.CharField(300)
    state = peewee.CharField(10, default="received")
    cause = peewee.ForeignKeyField(ComplaintCause, null=True, index=False)
    remedy = peewee.TextField(default="")
    lesson = peewee.TextField(default="")
    cost_cents = peewee.BigIntegerField(null=True)
    owner = peewee.ForeignKeyField(User, null=True, index=False)
    due_on = peewee.DateField(null=True)
    received_at = peewee.BigIntegerField()
    answered_at = peewee.BigIntegerField(null=True)
    solved_at = peewee.BigIntegerField(null=True)
    learnt_at = peewee.BigIntegerField(null=True)

    class Meta:
        indexes = (
            (("customer", "state"), False),
            (("created_at", "id"), False),
            (("received_at", "id"), False),
            (("answered_at", "id"), False),
            (("cause", "received_at"), False),
            (("solved_at", "id"), False),
            (("learnt_at", "id"), False),
            (("state", "due_on"), False),
        )


class Compliment(Fact):
    body = peewee.CharField(500)

    class Meta:
        indexes = ((("customer", "created_at"), False), (("created_at", "id"), False))


class ComplimentUser(Table):
    compliment = peewee.ForeignKeyField(Compliment, on_delete="CASCADE", index=False)
    user = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)

    class Meta:
        primary_key = peewee.CompositeKey("compliment", "user")
        indexes = ((("user", "compliment"), False),)


class Nomination(Table):
    month = peewee.CharField(7)
    voter = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    nominee = peewee.ForeignKeyField(User, on_delete="CASCADE", index=False)
    customer = peewee.ForeignKeyField(Customer, null=True, on_delete="SET NULL")
    reason = peewee.CharField(300)
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()

    class Meta:
        indexes = ((("month", "voter"), True), (("nominee", "month"), False))


class Refusal(Fact):
    body = peewee.CharField(300)
    reason = peewee.CharField(500)

    class Meta:
        indexes = ((("customer", "created_at"), False), (("created_at", "id"), False))


class HouseRule(Table):
    title = peewee.CharField(140)
    body = peewee.CharField(600, default="")
    does = peewee.BooleanField()
    words = peewee.CharField(300, default="")
    position = peewee.IntegerField(default=0)
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()
    deleted_at = peewee.BigIntegerField(null=True)


class Expectation(Fact):
    body = peewee.CharField(500)
    review_on = peewee.DateField(null=True)
    outcome = peewee.CharField(8, default="")
    reviewed_on = peewee.DateField(null=True)
    reviewed_in = peewee.ForeignKeyField(Interaction, null=True, on_delete="SET NULL")
    note = peewee.CharField(300, default="")

    class Meta:
        indexes = (
            (("customer", "outcome"), False),
            (("created_at", "id"), False),
            (("outcome", "review_on", "id"), False),
            (("reviewed_on", "id"), False),
        )


class Quotation(Fact):
    body = peewee.CharField(300)
    reference = peewee.CharField(60, default="")
    stage = peewee.CharField(6)
    department = peewee.ForeignKeyField(Department, null=True, index=False)
    asked_on = peewee.DateField(null=True)
    sent_on = peewee.DateField(null=True)
    valid_until = peewee.DateField(null=True)
    decided_on = peewee.DateField(null=True)
    reason = peewee.CharField(10, default="")
    explanation = peewee.CharField(500, default="")
    sent_in = peewee.ForeignKeyField(Interaction, null=True, on_delete="SET NULL")
    decided_in = peewee.ForeignKeyField(Interaction, null=True, on_delete="SET NULL")

    class Meta:
        indexes = (
            (("customer", "stage"), False),
            (("created_at", "id"), False),
            (("stage", "valid_until"), False),
            (("decided_on", "id"), False),
        )


class Departure(Table):
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE")
    left_on = peewee.DateField()
    reason = peewee.CharField(12, default="")
    explanation = peewee.CharField(500, default="")
    department = peewee.ForeignKeyField(Department, null=True, index=False)
    interaction = peewee.ForeignKeyField(Interaction, null=True, on_delete="SET NULL")
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()
    returned_on = peewee.DateField(null=True)
    deleted_at = peewee.BigIntegerField(null=True)

    class Meta:
        indexes = ((("left_on", "id"), False), (("reason", "left_on"), False))


class Rating(Fact):
    score = peewee.SmallIntegerField()
    body = peewee.CharField(500, default="")
    person = peewee.ForeignKeyField(Person, null=True, on_delete="SET NULL")
    source = peewee.CharField(6, default="logged")

    class Meta:
        indexes = ((("customer", "created_at"), False), (("created_at", "id"), False))


class RatingRequest(Table):
    key_hash = peewee.CharField(64, unique=True)
    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, on_delete="CASCADE")
    person = peewee.ForeignKeyField(Person, null=True, on_delete="SET NULL")
    email = peewee.CharField(200)
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()
    expires_at = peewee.BigIntegerField()
    rating = peewee.ForeignKeyField(Rating, null=True, on_delete="SET NULL")
    answered_at = peewee.BigIntegerField(null=True)
    revoked_at = peewee.BigIntegerField(null=True)

    class Meta:
        indexes = ((("customer", "created_at"), False), (("created_at", "id"), False))


class Tally(Table):
    figure = peewee.CharField(16)
    day = peewee.IntegerField()
    department = peewee.IntegerField(default=0)
    detail = peewee.CharField(24, default="")
    amount = peewee.IntegerField()

    class Meta:
        primary_key = peewee.CompositeKey("figure", "day", "department", "detail")


class StaleDay(Table):
    figure = peewee.CharField(16)
    day = peewee.IntegerField()

    class Meta:
        indexes = ((("figure", "day"), False),)


class Goal(Table):
    figure = peewee.CharField(16)
    department = peewee.ForeignKeyField(Department, null=True, on_delete="CASCADE", index=False)
    target = peewee.IntegerField()
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()

    class Meta:
        indexes = ((("figure", "department"), True),)


KNOWN = (Department, User, Customer, Person, Interaction, FollowUp)
PROMISED = (Agreement, AgreementDepartment, Expectation, Quotation, Departure)
LEARNT = (ComplaintCause, Complaint, Compliment, ComplimentUser, Nomination, Refusal, HouseRule, Rating, RatingRequest)
COUNTED = (Tally, StaleDay, Goal)


def up(migrator, db):
    new = (*PROMISED, *LEARNT, *COUNTED)
    with db.bind_ctx((*KNOWN, *new)):
        db.create_tables(new, safe=False)
        db.execute(FollowUp.index(FollowUp.due_on, FollowUp.id, name="follow_up_due_on_id"))
