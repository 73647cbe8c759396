"""What is not of one day but stands at its end: how many departments know a customer, and who went silent."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from peewee import JOIN, fn

from crm.accounts.models import User
from crm.customers.models import Customer, Status
from crm.interactions import silence
from crm.interactions.models import Interaction

Amounts = Counter[tuple[int, str]]  # by department (0: none) and detail
YEAR = 365 * 86_400  # seconds
AT_ONCE = 2_000  # customers
MOST = 4  # departments; more count as so many
OURS = (Customer.status == Status.CUSTOMER) & Customer.deleted_at.is_null() & Customer.archived_at.is_null()
EVER = datetime(1970, 1, 1, tzinfo=UTC)


def known(end: int) -> Amounts:
    """Customers by how many departments had contact with them in the twelve months before ``end``. One query."""
    lately = (Interaction.occurred_at >= end - YEAR) & (Interaction.occurred_at < end)
    theirs = (Interaction.customer == Customer.id) & lately & silence.CONTACT
    each = (
        Customer.select(fn.COUNT(Interaction.department.distinct()).alias("departments"))
        .join(Interaction, JOIN.LEFT_OUTER, on=theirs)
        .where(OURS)
        .group_by(Customer.id)
    )
    rows = Customer.select(each.c.departments, fn.COUNT(each.c.departments)).from_(each).group_by(each.c.departments)
    found: Amounts = Counter()
    for departments, amount in rows.tuples():
        found[0, str(min(departments, MOST))] += amount
    return found


def silent(end: int) -> Amounts:
    """Customers that had gone silent by ``end`` and still were, by the department of whose they are.

    Three queries for each few thousand customers.
    """
    found: Amounts = Counter()
    newest = Customer.select(fn.MAX(Customer.id)).scalar() or 0
    for first in range(1, newest + 1, AT_ONCE):
        these = OURS & Customer.id.between(first, first + AT_ONCE - 1)
        ids = [one.customer_id for one in silence.begun(these, EVER, datetime.fromtimestamp(end, UTC))]
        owners = Customer.select(User.department_id).join(User, JOIN.LEFT_OUTER, on=Customer.owner == User.id)
        for (department,) in owners.where(Customer.id.in_(ids)).tuples():
            found[department or 0, ""] += 1
    return found


STOCKS: dict[str, Callable[[int], Amounts]] = {"known": known, "silent": silent}
