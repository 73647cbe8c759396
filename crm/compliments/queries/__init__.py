"""Reading compliments and nominations."""

from crm.compliments.queries.lists import (
    Filters,
    between,
    by_ids,
    contacts_of,
    in_contact,
    in_contacts,
    item,
    newest,
    of_customer,
    page,
    path_of,
    who_is_named,
    words_of,
)
from crm.compliments.queries.months import Nominee, Reason, board, nominated, path_of_month, vote_of, with_votes
from crm.compliments.queries.rows import Item, get, items, select

__all__ = [
    "Filters",
    "Item",
    "Nominee",
    "Reason",
    "between",
    "board",
    "by_ids",
    "contacts_of",
    "get",
    "in_contact",
    "in_contacts",
    "item",
    "items",
    "newest",
    "nominated",
    "of_customer",
    "page",
    "path_of",
    "path_of_month",
    "select",
    "vote_of",
    "who_is_named",
    "with_votes",
    "words_of",
]
