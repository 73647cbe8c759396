"""Whose customers are meant: those that a colleague owns or follows, or those of a whole department."""

from typing import Any

from crm.accounts.models import Department, User
from crm.customers.models import Customer, CustomerFollow

THERE = Customer.deleted_at.is_null() & Customer.archived_at.is_null()


def theirs(reader: User, department: Department | None) -> Any:
    """The condition on ``Customer``; those in the bin and those put away are none of them."""
    if department is not None:
        return THERE & Customer.owner.in_(User.select(User.id).where(User.department == department.id))
    followed = CustomerFollow.select(CustomerFollow.customer).where(CustomerFollow.user == reader.id)
    return THERE & ((Customer.owner == reader.id) | Customer.id.in_(followed))


def ids(reader: User, department: Department | None) -> frozenset[int]:
    """Their numbers, in one query."""
    return frozenset(id for (id,) in Customer.select(Customer.id).where(theirs(reader, department)).tuples())
