"""A compliment as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import peewee

from crm.accounts.models import User
from crm.compliments.models import Compliment, ComplimentUser
from crm.interactions import facts
from crm.interactions.facts import Origin
from crm.words import N_

MISSING = N_("This compliment is not in the file.")


@dataclass(slots=True)
class Item:
    """What a customer said, in which contact, and which colleagues they named: ``id`` and ``name``, by surname."""

    id: int
    body: str
    origin: Origin
    named: list[SimpleNamespace]  # nobody: for all of us


def select() -> peewee.ModelSelect:
    """Compliments that were not taken back, whose contact and customer are there, with what an item shows."""
    return facts.select(Compliment, Compliment.id, Compliment.body)


def items(query: peewee.ModelSelect) -> list[Item]:
    """Run a query made with ``select()``: that one, and one for who was named."""
    rows = list(query.tuples())
    named = _named([row[0] for row in rows]) if rows else {}
    return [Item(row[0], row[1], facts.origin(row), named.get(row[0], [])) for row in rows]


def get(compliment_id: int, *, taken_back: bool = False) -> Compliment:
    """The row with its customer and contact. Raises NotFound."""
    return facts.get(Compliment, compliment_id, MISSING, taken_back=taken_back)


def _named(ids: Sequence[int]) -> dict[int, list[SimpleNamespace]]:
    query = ComplimentUser.select(ComplimentUser.compliment_id, User.id, User.name).join(User)
    found: dict[int, list[SimpleNamespace]] = {}
    for compliment_id, user_id, name in (
        query.where(ComplimentUser.compliment.in_(ids)).order_by(User.sort_name, User.id).tuples()
    ):
        found.setdefault(compliment_id, []).append(SimpleNamespace(id=user_id, name=name))
    return found
