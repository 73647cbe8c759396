"""Reading follow-ups."""

from crm.followups.queries.desk import Desk, desk
from crm.followups.queries.elsewhere import around, by_ids, contacts_of, in_contact, open_at_the_end, who_may_know
from crm.followups.queries.items import PRESENT, Item, item, items, select, soonest_first
from crm.followups.queries.lists import Filters, Page, every, mine, of_customer, open_of, page, was_asked
from crm.followups.queries.past import history
from crm.followups.queries.punctual import Due, due, due_page

__all__ = [
    "PRESENT",
    "Desk",
    "Due",
    "Filters",
    "Item",
    "Page",
    "around",
    "by_ids",
    "contacts_of",
    "desk",
    "due",
    "due_page",
    "every",
    "history",
    "in_contact",
    "item",
    "items",
    "mine",
    "of_customer",
    "open_at_the_end",
    "open_of",
    "page",
    "select",
    "soonest_first",
    "was_asked",
    "who_may_know",
]
