"""Lifelike Dutch records, made through the product's own actions."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from crm import clock
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, Department, Role, User
from crm.customers import actions as customers
from crm.customers.actions import CustomerValues, PersonValues, Place, Reach
from crm.customers.models import Customer, Person
from crm.followups import actions as followups
from crm.followups.models import FollowUp
from crm.interactions import actions as interactions
from crm.interactions.actions import Values
from crm.interactions.models import Interaction

_next = count(1)


def department(name: str = "Verkoop") -> Department:
    """The department of this name."""
    return accounts.ensure_department(name, by=CONSOLE)


def user(
    name: str = "Joost van der Heijden", *, department: str = "Verkoop", role: Role = Role.STAFF, **values: Any
) -> User:
    """A colleague; nobody can log in as them unless a ``password`` is given."""
    email = values.pop("email", f"collega{next(_next)}@vanrijnsbergen.example")
    added = accounts.add_user(by=CONSOLE, name=name, email=email, department=department, role=role, **values)
    if role == Role.ADMIN and added.password is None:  # who was only invited does not count as an administrator
        added.password = "scrypt:unknown"
        added.save(only=[User.password])
    return added


def customer(
    name: str = "Kwekerij Van den Berg & Zonen",
    *,
    owner: User | None = None,
    phones: list[str] | None = None,
    emails: list[str] | None = None,
    city: str = "’s-Gravenzande",
    **values: Any,
) -> Customer:
    """A customer."""
    values.setdefault("addresses", [Place("Naaldwijkseweg 12", "2691 AB", city)] if city else [])
    values["points"] = _reach(phones, emails)
    values["owner_id"] = owner.id if owner else None
    return customers.create(CustomerValues(name=name, **values), by=CONSOLE)


def person(
    at: Customer,
    name: str = "Annelies van den Berg",
    *,
    phones: list[str] | None = None,
    emails: list[str] | None = None,
    **values: Any,
) -> Person:
    """Somebody at a customer."""
    return customers.add_person(at.id, PersonValues(name=name, points=_reach(phones, emails), **values), by=CONSOLE)


def interaction(
    at: Customer,
    *,
    by: User,
    body: str = "Pomp in kas 3 lekt weer langs de as.",
    ago: timedelta | None = None,
    people: list[Person] | None = None,
    **values: Any,
) -> Interaction:
    """A contact, ``ago`` before now."""
    keys = {name: values.pop(name) for name in ("request_key", "external_id") if name in values}
    if ago is not None:
        values["occurred_at"] = clock.now() - ago
    values.setdefault("channel", "phone")
    values.setdefault("direction", "out")
    person_ids = [one.id for one in people or []]
    logged, _created = interactions.log(at.id, Values(body=body, person_ids=person_ids, **values), by=by, **keys)
    return logged


def today() -> date:
    """The date where the colleagues are: the company's clock, unless a test says otherwise."""
    return clock.now().astimezone(ZoneInfo("Europe/Amsterdam")).date()


def followup(at: Customer, *, by: User, what: str = "Kees terugbellen", days: int = 1, **about: Any) -> FollowUp:
    """What ``by`` asks of ``user`` or ``department`` (else: of themselves), due in so many ``days``."""
    user, department = about.pop("user", None), about.pop("department", None)
    whose = {"user_id": (user or by).id} if not department else {"department_id": department.id}
    asked = followups.Values(what, today() + timedelta(days=max(days, 0)), **whose)
    made = followups.create(at.id, asked, by=by, today=today(), **about)
    if days < 0:
        made.due_on = today() + timedelta(days=days)
        made.save()
    return made


def at(text: str) -> datetime:
    """A moment from ISO 8601 with an offset."""
    return datetime.fromisoformat(text)


def _reach(phones: list[str] | None, emails: list[str] | None) -> list[Reach]:
    return [Reach("phone", value) for value in phones or []] + [Reach("email", value) for value in emails or []]
