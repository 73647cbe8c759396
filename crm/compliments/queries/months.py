"""Who helped a customer most, by month: the reasons, never who gave them nor in which order they came."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import peewee
from peewee import JOIN

from crm.accounts.models import Department, User
from crm.compliments.models import Nomination
from crm.compliments.months import Month
from crm.customers.models import Customer
from crm.names import fold_text

FEWEST = 3  # votes in a month before anybody is called the one who helped most


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, and at which customer where one was told and is there."""

    text: str
    customer_id: int | None = None
    customer_name: str = ""


@dataclass(slots=True)
class Nominee:
    """A colleague with the reasons that were given for them, by their text."""

    id: int
    name: str
    department: SimpleNamespace
    reasons: list[Reason] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Board:
    """A month: who helped ``most`` once it is over, and the others; each list by surname."""

    most: list[Nominee]
    others: list[Nominee]


def board(month: Month, *, over: bool) -> Board:
    """What colleagues said of this month. One query."""
    nominees = _nominees(Nomination.month == month.key)
    votes = [len(one.reasons) for one in nominees]
    if not over or sum(votes) < FEWEST:
        return Board([], nominees)
    most = [one for one in nominees if len(one.reasons) == max(votes)]
    return Board(most, [one for one in nominees if one not in most])


def nominated(user_id: int, months: Sequence[Month]) -> list[tuple[str, list[Reason]]]:
    """The reasons that were given for a colleague, by month (its key); one query."""
    mine = (Nomination.nominee == user_id) & Nomination.month.in_([one.key for one in months])
    found: dict[str, list[Reason]] = {}
    for row in _select(mine).order_by(Nomination.month).tuples():
        found.setdefault(row[0], []).append(_reason(row))
    return [(key, _sorted(reasons)) for key, reasons in found.items()]


def vote_of(user_id: int, month: Month) -> Nomination | None:
    """Whom a colleague nominates, with the customer."""
    query = Nomination.select(Nomination, Customer).join(Customer, JOIN.LEFT_OUTER)
    return query.where((Nomination.month == month.key) & (Nomination.voter == user_id)).first()


def with_votes(beside: Month) -> tuple[str, str]:
    """The months before and after this one in which anybody was nominated; empty where there is none."""
    month = Nomination.month
    before = Nomination.select(month).where(month < beside.key).order_by(month.desc()).limit(1).scalar()
    after = Nomination.select(month).where(month > beside.key).order_by(month).limit(1).scalar()
    return before or "", after or ""


def path_of_month(nomination_id: int) -> str | None:
    """The page of the month of a nomination."""
    month = Nomination.select(Nomination.month).where(Nomination.id == nomination_id).scalar()
    return f"/compliments/month?month={month}" if month else None


def _nominees(which: peewee.Expression) -> list[Nominee]:
    found: dict[int, Nominee] = {}
    for row in _select(which).order_by(User.sort_name, User.id).tuples():
        user_id, name, department_id, department, mark = row[4:]
        own = SimpleNamespace(id=department_id, name=department, mark=mark)
        found.setdefault(user_id, Nominee(user_id, name, own)).reasons.append(_reason(row))
    for one in found.values():
        one.reasons = _sorted(one.reasons)
    return list(found.values())


def _select(which: peewee.Expression) -> peewee.ModelSelect:
    present = (Nomination.customer == Customer.id) & Customer.deleted_at.is_null()
    return (
        Nomination.select(
            *(Nomination.month, Nomination.reason, Customer.id, Customer.name),
            *(User.id, User.name, Department.id, Department.name, Department.mark),
        )
        .join(User, on=Nomination.nominee == User.id)
        .join(Department)
        .join_from(Nomination, Customer, JOIN.LEFT_OUTER, on=present)
        .where(which)
    )


def _reason(row: tuple) -> Reason:
    return Reason(row[1], row[2], row[3] or "")


def _sorted(reasons: list[Reason]) -> list[Reason]:
    """By their text: the order of the rows would tell who voted first."""
    return sorted(reasons, key=lambda one: (fold_text(one.text), one.text, one.customer_name))
