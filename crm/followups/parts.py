"""What follow-ups add to pages of other rooms: the first page, the brief, and an open contact."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.accounts.models import User
from crm.customers.models import Customer
from crm.followups import queries
from crm.interactions.extras import Facts, Mark
from crm.words import N_

ROOM = "followups"


@dataclass(frozen=True)
class Mine:
    """What stands on the first page; ``more`` says that it is not all."""

    rows: list[queries.Item]
    more: bool


def on_first_page(user: User, now: datetime) -> Mine | None:
    """What is open for who looks."""
    rows, more = queries.mine(user)
    return Mine(rows, more) if rows else None


def in_brief(customer: Customer, reader: Any) -> list[queries.Item]:
    """What is open at the customer."""
    return queries.of_customer(customer.id)


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """What these contacts asked for and what they settled, as rows; a mark for what is open and for a result."""
    wanted, found = set(interaction_ids), {}
    for item in queries.around(wanted):
        for place, settled in ((item.origin_id, False), (item.result_id, True)):
            if place in wanted:
                facts = found.setdefault(place, Facts(ROOM, []))
                facts.items.append({"item": item, "settled": settled})
                if settled:
                    facts.marks.append(Mark(N_("Follow-up finished"), "circle-check"))
                elif item.done_at is None:
                    facts.marks.append(Mark(N_("Follow-up"), "list-todo"))
    for facts in found.values():
        facts.marks = list(dict.fromkeys(facts.marks))
    return found
