"""What must be done for a customer, by whom and by when."""

import peewee

from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.db import Model, MomentField
from crm.interactions.models import Interaction


class FollowUp(Model):
    """One thing to do, for one colleague (``user``) or for a whole ``department``.

    ``interaction`` is the contact in which it arose; ``result`` the one that says what came of it.
    """

    customer = peewee.ForeignKeyField(Customer, backref="follow_ups", on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, null=True, backref="follow_ups", on_delete="SET NULL")
    result = peewee.ForeignKeyField(Interaction, null=True, backref="settled", on_delete="SET NULL")
    what = peewee.CharField(300)
    due_on = peewee.DateField()
    user = peewee.ForeignKeyField(User, null=True, backref="follow_ups", index=False)
    department = peewee.ForeignKeyField(Department, null=True, backref="follow_ups", index=False)
    created_by = peewee.ForeignKeyField(User, null=True, backref="asked", index=False)
    created_at = MomentField()
    updated_at = MomentField()
    done_at = MomentField(null=True)
    done_by = peewee.ForeignKeyField(User, null=True, backref="done", index=False)
    deleted_at = MomentField(null=True)
    request_key = peewee.CharField(80, null=True, unique=True)


OPEN = FollowUp.done_at.is_null() & FollowUp.deleted_at.is_null()
for _name, _columns in {
    "follow_up_open_user": (FollowUp.user, FollowUp.due_on),
    "follow_up_open_department": (FollowUp.department, FollowUp.due_on),
    "follow_up_open_customer": (FollowUp.customer, FollowUp.due_on),
    "follow_up_open": (FollowUp.due_on,),
}.items():
    FollowUp.add_index(FollowUp.index(*_columns, where=OPEN, name=_name))
FollowUp.add_index(FollowUp.index(FollowUp.done_at, where=FollowUp.done_at.is_null(False), name="follow_up_done"))
