"""Bringing an old version back, as a new change."""

from datetime import datetime

from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.customers import actions as customer_actions
from crm.customers import queries as customers
from crm.customers.actions import CustomerValues, PersonValues, Place, Reach
from crm.customers.models import Person
from crm.db import transaction
from crm.errors import NotFound
from crm.history import queries
from crm.history.queries import State
from crm.interactions import actions as interaction_actions
from crm.interactions.actions import Values
from crm.words import N_, Text

Notes = list[Text]


def bring_back(change_id: int, side: str, *, by: User | Console, seen: int | None = None) -> Notes:
    """Make a record what it was ``before`` or ``after`` a change; returns what could not be as it was.

    Whoever may edit the record may do this. Raises NotFound, Forbidden, Invalid, and Outdated by ``seen``.
    """
    require(by, Role.STAFF)
    with transaction():
        change = queries.change(change_id)
        about = queries.subject(change.kind, change.record)
        old = change.values.get(side) if side in ("before", "after") else None
        if not old or change.verb.endswith(".delete"):
            raise NotFound(queries.GONE)
        return EDITS[change.kind](about, about.state | old, by=by, seen=seen)


def _customer(about: queries.Subject, old: State, *, by: User | Console, seen: int | None) -> Notes:
    notes: Notes = []
    if old["owner"] != about.state["owner"] and (problem := _gone(old["owner"])):
        old["owner"] = about.state["owner"]
        notes.append(problem)
    other = customers.by_number(old["number"])
    if other is not None and other.id != about.id:
        old["number"] = about.state["number"]
        notes.append(N_("The number belongs to another customer now; it stayed as it was."))
    own = ("name", "number", "kind", "status", "since", "website", "kvk_number", "vat_number", "note", "tags")
    values = CustomerValues(
        **{name: old[name] for name in own},
        owner_id=old["owner"],
        points=_reach(old),
        addresses=[Place(**place) for place in old["addresses"]],
    )
    customer_actions.edit(about.id, values, by=by, seen=seen)
    return notes


def _person(about: queries.Subject, old: State, *, by: User | Console, seen: int | None) -> Notes:
    values = PersonValues(old["name"], old["role"], old["note"], _reach(old))
    customer_actions.edit_person(about.id, values, by=by, seen=seen)
    return []


def _interaction(about: queries.Subject, old: State, *, by: User | Console, seen: int | None) -> Notes:
    here = Person.select(Person.id).where(Person.id.in_(old["people"]) & (Person.customer == about.customer_id))
    people = [id for (id,) in here.tuples()]
    own = ("channel", "direction", "reached", "subject", "body")
    values = Values(
        **{name: old[name] for name in own},
        occurred_at=datetime.fromisoformat(old["occurred_at"]),
        person_ids=people,
    )
    interaction_actions.edit(about.id, values, by=by, seen=seen)
    if len(people) == len(old["people"]):
        return []
    return [N_("Somebody who took part is no longer in the file and was left out.")]


EDITS = {"customer": _customer, "person": _person, "interaction": _interaction}


def _reach(old: State) -> list[Reach]:
    return [Reach(point["kind"], point["value"], point["label"]) for point in old["points"]]


def _gone(owner_id: int | None) -> Text | None:
    """Why this colleague cannot own a customer any more; None if they can, or if it is nobody."""
    owner = User.get_or_none(User.id == owner_id) if owner_id else None
    if owner_id is None or (owner and owner.disabled_at is None):
        return None
    name = owner.name if owner else ""
    return N_("%(name)s no longer works here; the owner stayed as it was.", name=name)
