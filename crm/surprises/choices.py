"""The contacts of a customer from which one chooses what should have been known."""

from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace

from peewee import JOIN, fn

from crm.accounts.models import Department, User
from crm.interactions.models import Interaction
from crm.interactions.queries import newest_first, title_of
from crm.interactions.timeline import TextFilter
from crm.surprises.queries import BEGINNING

MOST = 10
HITS = 1_000  # newer than what was told are among them
ASKED = 200  # characters


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
    """What a customer's picker offers: the newest contacts, or with words (``q``) the newest that have them."""

    customer_id: int | None = None
    q: str = ""
    rows: list[Choice] = field(default_factory=list)


def of(
    customer_id: int, text_filter: TextFilter | None = None, q: str = "", *, told: int | None = None, chosen: int = 0
) -> Choices:
    """What one can choose; ``chosen`` stands first where it is not among them. Of ``told``, the contact in which the
    customer said it, only what was before it is offered. One query, one more for what was chosen, and the search.
    """
    q = q.strip()[:ASKED]
    here = (Interaction.customer == customer_id) & Interaction.deleted_at.is_null()
    if told:
        then = Interaction.alias("then")
        here &= Interaction.occurred_at <= then.select(then.occurred_at).where(then.id == told)
        here &= Interaction.id != told
    wanted = here
    if q and text_filter:
        wanted &= Interaction.id.in_(text_filter(q, customer=customer_id, limit=HITS if told else MOST))
    rows = _rows(wanted)
    if chosen and all(one.id != chosen for one in rows):
        rows = _rows(here & (Interaction.id == chosen)) + rows
    return Choices(customer_id, q, rows)


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
