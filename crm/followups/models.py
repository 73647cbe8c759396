"""What must be done for a customer, by whom and by when."""

from enum import StrEnum

import peewee

from crm.accounts.models import Department, User
from crm.customers.models import Customer, Person
from crm.db import Model, MomentField
from crm.interactions.models import Interaction


class Kind(StrEnum):
    """What sort of thing must be done."""

    TASK = "task"
    CALL = "call"  # call back, on ``phone``
    VISIT = "visit"  # a visit that is planned
    QUESTION = "question"  # does a colleague know?


class Repeats(StrEnum):
    """How often it comes back once it is done."""

    NEVER = ""
    WEEKLY = "week"
    FORTNIGHTLY = "fortnight"
    MONTHLY = "month"
    QUARTERLY = "quarter"
    YEARLY = "year"


class FollowUp(Model):
    """One thing to do, for one colleague (``user``), for a whole ``department``, or claimed from it by one (both).

    ``interaction`` is the contact in which it arose; ``result`` the one that says what came of it. ``at_minute`` is
    the time on the company's clock, in minutes since midnight. Before ``snoozed_until`` it is out of sight, though not
    due any later. ``reminded_on`` is the day of which its owner was reminded.
    """

    customer = peewee.ForeignKeyField(Customer, backref="follow_ups", on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, null=True, backref="follow_ups", on_delete="SET NULL")
    result = peewee.ForeignKeyField(Interaction, null=True, backref="settled", on_delete="SET NULL")
    kind = peewee.CharField(8, default=Kind.TASK)
    what = peewee.CharField(300)
    phone = peewee.CharField(60, default="")  # as typed
    person = peewee.ForeignKeyField(Person, null=True, backref="follow_ups", on_delete="SET NULL", index=False)
    due_on = peewee.DateField()
    at_minute = peewee.SmallIntegerField(null=True)
    repeats = peewee.CharField(10, default=Repeats.NEVER)
    snoozed_until = peewee.DateField(null=True)
    reminded_on = peewee.DateField(null=True)
    user = peewee.ForeignKeyField(User, null=True, backref="follow_ups", index=False)
    department = peewee.ForeignKeyField(Department, null=True, backref="follow_ups", index=False)
    created_by = peewee.ForeignKeyField(User, null=True, backref="asked", index=False)
    created_at = MomentField()
    updated_at = MomentField()
    done_at = MomentField(null=True)
    done_by = peewee.ForeignKeyField(User, null=True, backref="done", index=False)
    deleted_at = MomentField(null=True)
    request_key = peewee.CharField(80, null=True, unique=True)

    class Meta:
        indexes = ((("due_on", "id"), False),)  # how punctual we were


OPEN = FollowUp.done_at.is_null() & FollowUp.deleted_at.is_null()
for _name, _columns in {
    "follow_up_open_user": (FollowUp.user, FollowUp.due_on),
    "follow_up_open_department": (FollowUp.department, FollowUp.due_on),
    "follow_up_open_customer": (FollowUp.customer, FollowUp.due_on),
    "follow_up_open": (FollowUp.due_on,),
}.items():
    FollowUp.add_index(FollowUp.index(*_columns, where=OPEN, name=_name))
FollowUp.add_index(FollowUp.index(FollowUp.done_at, where=FollowUp.done_at.is_null(False), name="follow_up_done"))
