"""An agreement as pages show it: always in one query, whoever is behind the names in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import peewee
from peewee import JOIN, fn

from crm.accounts.models import Department
from crm.agreements import kinds
from crm.agreements.models import Agreement, AgreementDepartment, Kind, Side, State
from crm.company import clock as company
from crm.errors import NotFound
from crm.interactions import facts
from crm.interactions.facts import Origin
from crm.interactions.models import Interaction
from crm.interactions.queries import title_of
from crm.words import N_, N_n, Text

Shown = Interaction.alias("shown")  # the contact that shows how it ended
OWN = ("id", "side", "kind", "body", "due_on", "ends_on", "state", "settled_on", "note")


@dataclass(slots=True, kw_only=True)
class Item:
    """An agreement as it stood on the day ``today``. A contact that shows its end but lies in the bin is not linked.

    ``must_know`` are departments (``id``, ``name``, ``mark``), where they were asked for.
    """

    id: int
    side: str
    kind: str
    body: str
    due_on: date | None
    ends_on: date | None
    state: str
    settled_on: date | None
    note: str
    shown_id: int | None
    shown_title: str
    origin: Origin
    today: date
    must_know: list[SimpleNamespace] = field(default_factory=list)

    @property
    def ours(self) -> bool:
        """Whether we promised it."""
        return self.side == Side.WE

    @property
    def open(self) -> bool:
        """Whether nobody said yet how it ended."""
        return self.state == State.OPEN

    @property
    def day(self) -> date | None:
        """The day by which lists order it: by when, else until when."""
        return self.due_on or self.ends_on

    @property
    def days_late(self) -> int:
        """Of what is open: since when it should have been kept; else 0."""
        return max((self.today - self.due_on).days, 0) if self.open and self.due_on else 0

    @property
    def kept_late(self) -> int:
        """How many days after its day it was kept; 0: in time, or it had none."""
        if self.state != State.KEPT or not self.due_on or not self.settled_on:
            return 0
        return max((self.settled_on - self.due_on).days, 0)

    @property
    def over(self) -> bool:
        """Whether its last day is past, whatever became of it."""
        return self.ends_on is not None and self.ends_on < self.today

    @property
    def kind_words(self) -> Text | None:
        """What its kind is called."""
        return kinds.KINDS.get(self.kind)

    @property
    def late_words(self) -> Text | None:
        """ "2 days late", of what is open."""
        days = self.days_late
        return N_n("%(num)s day late", "%(num)s days late", days) if days else None

    @property
    def held(self) -> Text | None:
        """What it was, once its last day is over: a discount was for that once."""
        if not self.over or self.days_late or self.state in (State.BROKEN, State.WITHDRAWN):
            return None
        day = f"{self.ends_on:%d-%m}" if self.ends_on.year == self.today.year else f"{self.ends_on:%d-%m-%Y}"
        if self.kind == Kind.DISCOUNT:
            return N_("was for once, until %(day)s", day=day)
        return N_("held until %(day)s", day=day)

    @property
    def for_once(self) -> bool:
        """Whether it is a discount that holds now, for once; also where it was said to be given."""
        stands = self.state in (State.OPEN, State.KEPT)
        return self.kind == Kind.DISCOUNT and stands and self.ends_on is not None and not self.over

    @property
    def ended(self) -> Text | None:
        """How it ended, in words; None while it is open."""
        days = self.kept_late
        if days:
            return N_n("kept %(num)s day late", "kept %(num)s days late", days)
        return None if self.open else kinds.STATES.get(self.state)


def select() -> peewee.ModelSelect:
    """Agreements that were not taken back, whose contact and customer are there, with every name an item shows."""
    return _with_end(facts.select)


def every() -> peewee.ModelSelect:
    """The same, with those that were taken back."""
    return _with_end(facts.every)


def _with_end(base: Any) -> peewee.ModelSelect:
    there = (Agreement.settled_in == Shown.id) & Shown.deleted_at.is_null()
    columns = [getattr(Agreement, name) for name in OWN]
    shown = (Shown.id, Shown.subject, fn.SUBSTR(Shown.body, 1, facts.BEGINNING))
    return base(Agreement, *columns, *shown).join_from(Agreement, Shown, JOIN.LEFT_OUTER, on=there)


def items(query: peewee.ModelSelect, today: date) -> list[Item]:
    """Run a query made with ``select()``; what is late and over is told as of the day ``today``."""
    return [_item(row, today) for row in query.tuples()]


def item(agreement_id: int, *, taken_back: bool = False) -> Item:
    """One agreement with who must know of it; two queries. Raises NotFound."""
    query = every() if taken_back else select()
    found = items(query.where(Agreement.id == agreement_id), company.today())
    if not found:
        raise NotFound(N_("This agreement is not in the file."))
    return with_departments(found)[0]


def with_departments(found: Sequence[Item]) -> Sequence[Item]:
    """These, with who must know of each; one query more."""
    known = departments(one.id for one in found)
    for one in found:
        one.must_know = known.get(one.id, [])
    return found


def departments(ids: Iterable[int]) -> dict[int, list[SimpleNamespace]]:
    """Who must know of each of these; one query, none where there are none."""
    wanted, known = list(ids), {}
    if not wanted:
        return {}
    query = AgreementDepartment.select(AgreementDepartment.agreement_id, *_department()).join(Department)
    query = query.where(AgreementDepartment.agreement.in_(wanted)).order_by(Department.id)
    for agreement_id, id, name, mark in query.tuples():
        known.setdefault(agreement_id, []).append(SimpleNamespace(id=id, name=name, mark=mark))
    return known


def _department() -> tuple[peewee.Field, ...]:
    return Department.id, Department.name, Department.mark


def of_ids(ids: Sequence[int], today: date, *order: Any) -> list[Item]:
    """These, if any, in this order: building the wide query costs more than asking."""
    return items(select().where(Agreement.id.in_(list(ids))).order_by(*order), today) if ids else []


def _item(row: Sequence[Any], today: date) -> Item:
    shown_id, subject, beginning = row[len(OWN) : len(OWN) + 3]
    return Item(
        **dict(zip(OWN, row, strict=False)),
        shown_id=shown_id,
        shown_title=title_of(subject or "", beginning or ""),
        origin=facts.origin(row),
        today=today,
    )
