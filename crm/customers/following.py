"""Who follows a customer: whoever asked to, and its owner without asking."""

from crm.customers.models import Customer, CustomerFollow


def concerned(customer_id: int) -> frozenset[int]:
    """The colleagues who want to hear what is new at a customer: its owner and who follows it. One query."""
    owner = Customer.select(Customer.owner_id).where((Customer.id == customer_id) & Customer.owner.is_null(False))
    followers = CustomerFollow.select(CustomerFollow.user_id).where(CustomerFollow.customer == customer_id)
    return frozenset(id for (id,) in owner.union(followers).tuples())
