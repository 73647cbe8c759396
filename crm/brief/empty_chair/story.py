"""One customer's story: on what occasion, in whose words, and what is still open. The number of queries is fixed."""

from dataclasses import dataclass
from typing import Any

import peewee
from peewee import fn

from crm.brief.empty_chair import lines
from crm.brief.empty_chair.drawing import Drawn
from crm.brief.empty_chair.lines import Told
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.followups import queries as followups
from crm.headsups import queries as headsups
from crm.interactions import queries as interactions
from crm.interactions.models import Interaction

NEWEST, AROUND = 40, 12  # contacts that are looked at: the last ones, and those up to the one it is about
READ = 2_000  # characters of each
OPEN = 2  # things to do that are named
NAME_ROW, CROWDED = 40, 12  # characters of a name on a row, and rows of text beside which all of it fits


@dataclass(frozen=True)
class Line:
    """What somebody wrote, with the contact in which it stands."""

    words: str
    entry: interactions.Entry


@dataclass(frozen=True)
class Story:
    """Everything on the page, in its order."""

    customer: Customer
    drawn: Drawn
    lines: list[Line]
    last: interactions.Entry | None
    warnings: list[headsups.Item]
    open: list[Any]  # follow-ups, what is due first
    more: int  # how many others are open; at most ten are counted

    @property
    def is_crowded(self) -> bool:
        """Whether it only fits a screen in somewhat smaller type."""
        texts = [line.words for line in self.lines] + [one.body for one in self.warnings[:1]]
        texts += [f"{one.what}, {one.for_name}" for one in self.open]
        rows = sum(-(-len(text) // lines.PER_ROW) for text in texts)
        return rows + 2 * -(-len(self.customer.name) // NAME_ROW) > CROWDED


def of(drawn: Drawn) -> Story:
    """The story of a customer. Raises NotFound."""
    customer = customers.get(drawn.customer_id)
    about = drawn.occasion.interaction_id if drawn.occasion else None
    chosen = lines.choose(_contacts(customer.id, about), about)
    by_id = {entry.id: entry for entry in interactions.by_ids(id for id, _words in chosen)}
    told = [Line(words, by_id[id]) for id, words in chosen if id in by_id]
    todo = followups.of_customer(customer.id)
    return Story(
        customer=customer,
        drawn=drawn,
        lines=told,
        last=told[-1].entry if told else None,
        warnings=headsups.of_customer(customer.id),
        open=todo[:OPEN],
        more=len(todo) - OPEN,
    )


def _contacts(customer_id: int, about: int | None) -> list[Told]:
    """The newest of the customer, and those up to and including the one it is about. Two queries."""
    newest = _select(customer_id).limit(NEWEST)
    found = {row[0]: Told(*row) for row in newest.tuples()}
    if about and about not in found:
        moment = Interaction.select(Interaction.occurred_at).where(Interaction.id == about)
        until = peewee.Tuple(Interaction.occurred_at, Interaction.id) <= (moment, about)
        found |= {row[0]: Told(*row) for row in _select(customer_id).where(until).limit(AROUND).tuples()}
    return list(found.values())


def _select(customer_id: int) -> peewee.ModelSelect:
    """Contacts in which somebody was reached, the newest first."""
    query = Interaction.select(
        *(Interaction.id, Interaction.occurred_at, Interaction.department_id, Interaction.direction),
        *(Interaction.subject, fn.SUBSTR(Interaction.body, 1, READ)),
    )
    there = (Interaction.customer == customer_id) & Interaction.deleted_at.is_null() & Interaction.reached
    return interactions.newest_first(query.where(there))
