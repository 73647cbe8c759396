"""What compliments add to other rooms: the brief, an open contact, and the empty chair."""

from datetime import datetime, timedelta
from typing import Any

from crm.compliments import queries
from crm.compliments.queries import Item
from crm.customers.models import Customer
from crm.interactions.extras import Facts
from crm.news import Mark, Occasion
from crm.words import N_, Text

ROOM = "compliments"
YEAR = timedelta(days=365)
IN_BRIEF = 1  # a good opening for a call, and no more
MARK = Mark(N_("Compliment"), "thumbs-up", "ok")


def in_brief(customer: Customer, reader: Any) -> list[Item]:
    """The last thing that the customer praised, of the last twelve months."""
    return queries.of_customer(customer.id, reader.now - YEAR, IN_BRIEF)


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """What was said in these contacts, as rows, and a mark."""
    found: dict[int, Facts] = {}
    for item in queries.in_contacts(interaction_ids):
        facts = found.setdefault(item.origin.interaction_id, Facts(ROOM, [], [MARK]))
        facts.items.append(item)
    return found


def occasions(since: datetime, limit: int) -> list[Occasion]:
    """Customers who praised us since then, the last first."""
    found = (item.origin for item in queries.newest(since, limit))
    return [Occasion(one.customer_id, one.occurred_at, one.interaction_id, SAID) for one in found]


SAID: Text = N_("This customer paid us a compliment.")
