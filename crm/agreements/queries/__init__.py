"""Reading agreements."""

from crm.agreements.queries.elsewhere import (
    around,
    broken_at,
    by_ids,
    due_until,
    made_between,
    of_customer,
    path_of,
)
from crm.agreements.queries.items import Item, departments, item, items, select
from crm.agreements.queries.lists import STATES, Filters, Page, mine, page
from crm.agreements.queries.rate import Quarter, Rate, rate, tallied

__all__ = [
    "STATES",
    "Filters",
    "Item",
    "Page",
    "Quarter",
    "Rate",
    "around",
    "broken_at",
    "by_ids",
    "departments",
    "due_until",
    "item",
    "items",
    "made_between",
    "mine",
    "of_customer",
    "page",
    "path_of",
    "rate",
    "select",
    "tallied",
]
