"""The contacts of a customer from which one chooses: "in which contact?"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from peewee import JOIN, fn

from crm.accounts.models import Department, User
from crm.interactions.forms import whole
from crm.interactions.models import Interaction
from crm.interactions.queries import newest_first, title_of
from crm.interactions.timeline import TextFilter

FIELD = re.compile(r"[a-z]{1,24}(_[a-z]{1,24}){0,2}", re.ASCII)  # what a picker may be called
NOWHERE = "none"  # chosen: it stands in no contact
MOST = 10
HITS = 1_000  # newer than ``before`` are among them
ASKED = 200  # characters
BEGINNING = 400  # characters of a contact, for its title


@dataclass(slots=True)
class Choice:
    """A contact on one line."""

    id: int
    occurred_at: datetime
    channel: str
    direction: str
    reached: bool
    title: str
    author_name: str | None
    department: SimpleNamespace | None


@dataclass
class Choices:
    """What a customer's picker offers: the newest contacts, or with words (``q``) the newest that have them.

    ``field`` is its name in the form; ``chosen`` what that has, a contact's number or ``NOWHERE``, which is offered
    where ``nowhere`` says so; ``before`` the contact before which they were.
    """

    field: str
    customer_id: int | None = None
    q: str = ""
    chosen: str = ""
    nowhere: bool = False
    before: int | None = None
    rows: list[Choice] = field(default_factory=list)


def sent(typed: Mapping[str, Any] | None, field: str) -> str:
    """What was chosen, as a form or an address has it; empty for a fresh form."""
    return str(typed.get(field, ""))[:12] if typed else ""


def picked(typed: Mapping[str, Any] | None, field: str) -> int | None:
    """The contact that was chosen; None for nothing, for ``NOWHERE`` and for what cannot be one."""
    return whole(sent(typed, field))


def fill(choices: Choices, text_filter: TextFilter | None = None) -> Choices:
    """Give it the contacts to choose from; what was chosen stands first where it is not among them.

    One query, one more for what was chosen, and the search. Without a customer there are none.
    """
    if choices.customer_id is None:
        return choices
    choices.q = choices.q.strip()[:ASKED]
    here = (Interaction.customer == choices.customer_id) & Interaction.deleted_at.is_null()
    if choices.before:
        then = Interaction.alias("then")
        here &= Interaction.occurred_at <= then.select(then.occurred_at).where(then.id == choices.before)
        here &= Interaction.id != choices.before
    wanted = here
    if choices.q and text_filter:
        limit = HITS if choices.before else MOST
        wanted &= Interaction.id.in_(text_filter(choices.q, customer=choices.customer_id, limit=limit))
    choices.rows = _rows(wanted)
    chosen = whole(choices.chosen)
    if chosen and all(one.id != chosen for one in choices.rows):
        choices.rows = _rows(here & (Interaction.id == chosen)) + choices.rows
    return choices


def _rows(wanted: object) -> list[Choice]:
    query = (
        Interaction.select(
            *(Interaction.id, Interaction.occurred_at, Interaction.channel, Interaction.direction, Interaction.reached),
            *(Interaction.subject, fn.SUBSTR(Interaction.body, 1, BEGINNING)),
            *(User.name, Department.id, Department.name, Department.mark),
        )
        .join(User, JOIN.LEFT_OUTER, on=Interaction.author == User.id)
        .join_from(Interaction, Department, JOIN.LEFT_OUTER, on=Interaction.department == Department.id)
        .where(wanted)
    )
    return [_choice(row) for row in newest_first(query).limit(MOST).tuples()]


def _choice(row: tuple) -> Choice:
    id, occurred_at, channel, direction, reached, subject, body, author, department_id, department, number = row
    own = SimpleNamespace(id=department_id, name=department, mark=number) if department_id else None
    return Choice(id, occurred_at, channel, direction, reached, title_of(subject, body), author, own)
