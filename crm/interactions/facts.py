"""Facts of a contact: what all registers (agreements, complaints, a "no", …) have in common.

A fact is always of one contact and of that contact's customer. It goes into the bin with its contact and comes back
with it; taken back by itself (``deleted_at``) it can be brought back by who may change it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any, TypeVar

import peewee
from peewee import JOIN, fn

from crm import clock, journal
from crm.accounts.models import Console, Department, Role, User
from crm.customers.models import Customer
from crm.db import Model, MomentField, no_table
from crm.errors import Forbidden, NotFound
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT, title_of
from crm.words import N_

BEGINNING = 400  # characters of a contact, for its title


class Fact(Model):
    """What every register keeps of a fact. ``request_key`` makes a form that is sent twice write once."""

    customer = peewee.ForeignKeyField(Customer, on_delete="CASCADE", index=False)
    interaction = peewee.ForeignKeyField(Interaction, on_delete="CASCADE")
    created_by = peewee.ForeignKeyField(User, null=True, index=False)
    created_at = MomentField()
    updated_at = MomentField()
    deleted_at = MomentField(null=True)  # taken back
    request_key = peewee.CharField(80, null=True, unique=True)


no_table(Fact)


AnyFact = TypeVar("AnyFact", bound=Fact)


def registers() -> list[type[Fact]]:
    """Every kind of fact; the journal knows each by the name of its table."""
    return sorted(Fact.__subclasses__(), key=lambda model: model._meta.table_name)


@dataclass(slots=True)
class Origin:
    """The contact in which a fact came up, at which customer, and who wrote the fact down."""

    customer_id: int
    customer_name: str
    interaction_id: int
    occurred_at: datetime
    title: str  # of the contact; may be empty
    maker: SimpleNamespace | None  # ``id``, ``name``, ``department`` (None, or ``id``, ``name``, ``mark``)
    created_at: datetime
    deleted_at: datetime | None


def select(model: type[AnyFact], *columns: Any) -> peewee.ModelSelect:
    """Facts that were not taken back, whose contact and customer are there: ``columns``, then what ``origin`` reads.

    User and Department in the query are who wrote it down and where they work. Use ``.tuples()``.
    """
    return every(model, *columns).where(model.deleted_at.is_null())


def every(model: type[AnyFact], *columns: Any) -> peewee.ModelSelect:
    """The same, with those that were taken back."""
    return (
        model.select(
            *columns,
            *(Customer.id, Customer.name, Interaction.id, Interaction.occurred_at, Interaction.subject),
            *(fn.SUBSTR(Interaction.body, 1, BEGINNING), model.created_at, model.deleted_at),
            *(User.id, User.name, Department.id, Department.name, Department.mark),
        )
        .join(Interaction, on=model.interaction == Interaction.id)
        .join_from(model, Customer, on=model.customer == Customer.id)
        .join_from(model, User, JOIN.LEFT_OUTER, on=model.created_by == User.id)
        .join_from(User, Department, JOIN.LEFT_OUTER, on=User.department == Department.id)
        .where(PRESENT)
    )


def is_there(model: type[Fact]) -> Any:
    """That a fact was not taken back and its contact and customer are there, without a join.

    For counting, and for putting many in order: to look up the few that lie in the bin costs a tenth of reading the
    contact of each.
    """
    contacts = Interaction.select(Interaction.id).where(Interaction.deleted_at.is_null(False))
    customers = Customer.select(Customer.id).where(Customer.deleted_at.is_null(False))
    kept = model.interaction.not_in(contacts) & model.customer.not_in(customers)
    return kept & model.deleted_at.is_null()


ORIGIN = 13  # columns that ``select`` adds at the end of a row


def origin(row: Sequence[Any]) -> Origin:
    """Read from the last columns of a row of ``select``."""
    customer_id, customer_name, contact_id, occurred_at, subject, beginning, created_at, deleted_at = row[-ORIGIN:-5]
    user_id, name, department_id, department, mark = row[-5:]
    own = SimpleNamespace(id=department_id, name=department, mark=mark) if department_id else None
    maker = SimpleNamespace(id=user_id, name=name, department=own) if user_id else None
    title = title_of(subject, beginning)
    return Origin(customer_id, customer_name, contact_id, occurred_at, title, maker, created_at, deleted_at)


def get(model: type[AnyFact], fact_id: int, missing: Any, *, taken_back: bool = False) -> AnyFact:
    """The row with its customer and contact; one that was ``taken_back`` only if asked.

    Raises NotFound with the sentence ``missing``, also where its contact or customer lies in the bin.
    """
    query = (
        model.select(model, Interaction, Customer)
        .join(Interaction, on=model.interaction == Interaction.id)
        .join_from(model, Customer, on=model.customer == Customer.id)
        .where((model.id == fact_id) & PRESENT)
    )
    found = query.get_or_none()
    if found is None or (found.deleted_at and not taken_back):
        raise NotFound(missing)
    return found


def contact(interaction_id: int, customer_id: int | None = None) -> Interaction:
    """The contact in which something came up, of this customer where one is given. Raises NotFound."""
    found = (
        Interaction.select(Interaction, Customer)
        .join(Customer)
        .where((Interaction.id == interaction_id) & PRESENT)
        .get_or_none()
    )
    if found is None or (customer_id and found.customer_id != customer_id):
        raise NotFound(N_("This contact is not in the file."))
    return found


def in_contact(model: type[Fact], *more: Any) -> Any:
    """Whether a contact has such a fact, for the timeline's filter and search by kind; ``more`` are conditions."""
    here = (model.interaction == Interaction.id) & model.deleted_at.is_null()
    for condition in more:
        here &= condition
    return fn.EXISTS(model.select(model.id).where(here))


def contacts_of(model: type[Fact]) -> Callable[[Sequence[int]], set[int]]:
    """For ``index.contacts_of``: the contacts to which these facts belong."""

    def of(ids: Sequence[int]) -> set[int]:
        return {id for (id,) in model.select(model.interaction_id).where(model.id.in_(ids)).tuples()}

    return of


def words_of(model: type[Fact], *fields: peewee.Field) -> Callable[[Sequence[int]], Iterable[tuple[int, str]]]:
    """For ``index.words_of``: what these contacts are found by beside their own text, from ``fields``; one query."""

    def of(interaction_ids: Sequence[int]) -> Iterable[tuple[int, str]]:
        here = model.interaction.in_(interaction_ids) & model.deleted_at.is_null()
        for contact_id, *texts in model.select(model.interaction_id, *fields).where(here).tuples():
            yield contact_id, "\n".join(text for text in texts if text)

    return of


def may_change(found: Fact, *, by: User | Console) -> bool:
    """Who wrote it down, whose customer it is, and managers."""
    return by.may(Role.MANAGER) or (by.may(Role.STAFF) and by.id in (found.created_by_id, found.customer.owner_id))


def require_may_change(found: Fact, *, by: User | Console) -> None:
    """Pass when ``by`` may change it. Raises Forbidden."""
    if not may_change(found, by=by):
        raise Forbidden(N_("Only who wrote this down, whose customer it is and managers may change it."))


def set_taken_back(
    found: AnyFact, gone: bool, snapshot: dict[str, Any], *, by: User | Console, word: str = ""
) -> AnyFact:
    """Take a fact back, or bring it back; where it is so already nothing happens. Inside a transaction.

    Journalled as ``<kind>.delete`` with what goes out of the file before and the ``word`` of who took it back, or
    ``<kind>.restore`` with what comes back.
    """
    if (found.deleted_at is not None) != gone:
        found.deleted_at = clock.now() if gone else None
        found.save(only=[type(found).deleted_at])
        verb, side = ("delete", "before") if gone else ("restore", "after")
        kind = type(found)._meta.table_name
        journal.record(f"{kind}.{verb}", found, by=by, customer=found.customer_id, word=word, **{side: snapshot})
    return found
