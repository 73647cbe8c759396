"""Lifelike Dutch records, made through the product's own actions."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from crm import clock
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, Department, Role, User
from crm.agreements import actions as agreements
from crm.agreements.models import Agreement, Kind, State
from crm.complaints import actions as complaints
from crm.complaints.models import Complaint
from crm.compliments import actions as compliments
from crm.compliments.models import Compliment
from crm.customers import actions as customers
from crm.customers.actions import CustomerValues, PersonValues, Place, Reach
from crm.customers.models import Customer, Person
from crm.departures import actions as departures
from crm.departures.models import Departure
from crm.expectations import actions as expectations
from crm.expectations.checks import Values as ExpectationValues
from crm.expectations.models import Expectation
from crm.followups import actions as followups
from crm.followups.models import FollowUp
from crm.houserules import actions as houserules
from crm.houserules.models import HouseRule
from crm.interactions import actions as interactions
from crm.interactions.actions import Values
from crm.interactions.models import Interaction
from crm.quotations import actions as quotations
from crm.quotations.models import Quotation
from crm.refusals import actions as refusals
from crm.refusals.models import Refusal
from crm.satisfaction import actions as satisfaction
from crm.satisfaction.models import Rating

_next = count(1)
PRAISE = "Die monteur van jullie was binnen een uur hier, en hij veegde nog aan ook."


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


def agreement(
    contact: Interaction, *, by: User, body: str = "nieuwe CP-40 leveren", days: int | None = 3, **about: Any
) -> Agreement:
    """What was agreed in this contact, due in so many ``days`` (below zero: late), with ``ends`` days until it ends.

    ``state`` says how it ended, so many days from now as ``settled`` says (0, or below it).
    """
    state, settled, ends = about.pop("state", State.OPEN), about.pop("settled", 0), about.pop("ends", None)
    known = {name: about.pop(name) for name in ("side", "kind") if name in about}
    known.setdefault("kind", Kind.OTHER if days is None and ends is None else Kind.DELIVERY)
    told = frozenset(one.id for one in about.pop("departments", ()))
    due, end = (None if at is None else today() + timedelta(days=at) for at in (days, ends))
    first = contact.occurred_at.astimezone(ZoneInfo("Europe/Amsterdam")).date()
    fits = {"due_on": due and max(due, first), "ends_on": end and max(end, first)}
    made = agreements.create(contact.id, agreements.Values(body, departments=told, **fits, **known), by=by, **about)
    if (made.due_on, made.ends_on) != (due, end):  # before the contact: no action takes that
        made.due_on, made.ends_on = due, end if made.ends_on else None
        made.save()
    if state != State.OPEN:
        ending = agreements.Ending(state, max(today() + timedelta(days=settled), first))
        made, _mine = agreements.settle(made.id, ending, by=by)
    return made


def quotation(contact: Interaction, *, by: User, body: str = "Twaalf circulatiepompen", **about: Any) -> Quotation:
    """What the customer asked us to offer in this contact; lost or won for its price unless ``about`` says why."""
    if about.get("stage") in ("won", "lost"):
        about.setdefault("reason", "price")
    keys = {name: about.pop(name) for name in ("request_key",) if name in about}
    return quotations.create(contact.id, quotations.Values(body, **about), by=by, **keys)


def compliment(
    contact: Interaction, *, by: User, named: list[User] | None = None, body: str = PRAISE, **about: Any
) -> Compliment:
    """What the customer said in this contact, in praise of those who are ``named`` (nobody: of all of us)."""
    values = compliments.Values(body, [one.id for one in named or []])
    return compliments.create(contact.id, values, by=by, **about)


def rating(contact: Interaction, *, by: User, score: int = 8, body: str = "", **about: Any) -> Rating:
    """The mark that the customer gave in this contact, as ``by`` wrote it down."""
    keys = {name: about.pop(name) for name in ("request_key",) if name in about}
    return satisfaction.create(contact.id, satisfaction.Values(score, body, **about), by=by, **keys)


def another_rating(contact: Interaction, *, by: User, **about: Any) -> Rating:
    """A mark of one more person there; of the same person a contact has no two."""
    person_id = person(contact.customer, f"Bezoeker {Rating.select().count()}").id
    return rating(contact, by=by, person_id=person_id, **about)


def complaint(
    contact: Interaction,
    *,
    by: User,
    body: str = "CP-40 in kas 3 lekt, derde melding",
    state: str = "received",
    **about: Any,
) -> Complaint:
    """What the customer complained of in this contact, taken as far as ``state``; ``by`` sees to it."""
    keys = {name: about.pop(name) for name in ("request_key",) if name in about}
    step = complaints.Step(
        remedy=about.pop("remedy", "Afdichting vervangen en de dag erna nagebeld."),
        lesson=about.pop("lesson", "Na twee meldingen gaat er meteen een nieuwe pomp mee."),
        cause=about.setdefault("cause", "Afdichting versleten"),
        cost_cents=about.pop("cost_cents", None),
    )
    made = complaints.create(contact.id, complaints.Values(body, **about), by=by, **keys)
    steps = {"received": (), "answered": ("answer",), "solved": ("solve",), "learnt": ("solve", "learn")}[state]
    for verb in steps:
        made = getattr(complaints, verb)(made.id, step, by=by)
    return made


def departure(customer: Customer, *, by: User, reason: str = "price", days: int = 0, **about: Any) -> Departure:
    """The customer left so many ``days`` ago."""
    values = departures.Values(today() - timedelta(days=days), reason, **about)
    return departures.create(customer.id, values, by=by)[0]


def refusal(contact: Interaction, *, by: User, body: str = "24-uurs storingscontract", reason: str = "") -> Refusal:
    """What we said no to in this contact."""
    values = refusals.Values(body, reason or "Buiten werktijd hebben we geen monteurs; tot 17:00 komen we wel.")
    return refusals.create(contact.id, values, by=by)


def expectation(
    contact: Interaction, *, by: User, body: str = "Dat jullie zelf bellen als het later wordt.", days: int = 90
) -> Expectation:
    """What the customer expects of us, reviewed in so many days; below zero that day is over."""
    values = ExpectationValues(body, today() + timedelta(days=max(days, 0)))
    made = expectations.create(contact.id, values, by=by)
    if days < 0:
        made.review_on = today() + timedelta(days=days)
        made.save()
    return made


def houserule(
    *, by: User, title: str = "Korting geven we alleen via Verkoop.", words: str = "korting, prijs, 8%", **about: Any
) -> HouseRule:
    """What we do not do, unless ``does``."""
    values = houserules.Values(title, about.get("body", ""), about.get("does", False), words)
    return houserules.create(values, by=by)


def at(text: str) -> datetime:
    """A moment from ISO 8601 with an offset."""
    return datetime.fromisoformat(text)


def _reach(phones: list[str] | None, emails: list[str] | None) -> list[Reach]:
    return [Reach("phone", value) for value in phones or []] + [Reach("email", value) for value in emails or []]
