"""Reading complaints: one, lists of them, what other rooms show of them, and their causes."""

from crm.complaints.queries.causes import causes_counted, causes_named, earlier_with, known_causes, same_cause
from crm.complaints.queries.elsewhere import (
    between,
    by_ids,
    contacts_with_causes,
    in_contacts,
    newest,
    of_customer,
    open_count,
    open_of,
    open_with,
    over_of_customer,
    path_of,
    words_of,
)
from crm.complaints.queries.items import OPEN, WORDS, Item, item
from crm.complaints.queries.lists import Filters, lessons, page

__all__ = [
    "OPEN",
    "WORDS",
    "Filters",
    "Item",
    "between",
    "by_ids",
    "causes_counted",
    "causes_named",
    "contacts_with_causes",
    "earlier_with",
    "in_contacts",
    "item",
    "known_causes",
    "lessons",
    "newest",
    "of_customer",
    "open_count",
    "open_of",
    "open_with",
    "over_of_customer",
    "page",
    "path_of",
    "same_cause",
    "words_of",
]
