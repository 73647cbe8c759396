"""Everything that writes departures: by a colleague who says so, or because a customer's status changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm import clock, journal
from crm.accounts.models import CONSOLE, Console, Role, User
from crm.accounts.rules import require
from crm.company import clock as company
from crm.customers import actions as customers
from crm.customers import queries as known
from crm.customers.models import Customer, Status
from crm.db import transaction
from crm.departures import queries
from crm.departures.models import Departure, Reason
from crm.errors import Forbidden, Invalid, NotFound, Refused
from crm.interactions import facts
from crm.journal import Change
from crm.words import N_

LONGEST = 500
FIELDS = ("customer", "left_on", "reason", "explanation", "department", "interaction", "created_by", "returned_on")
MISSING = N_("This departure is not in the file.")
NOT_YOURS = N_("Only who wrote this down, whose customer it is and managers may change it.")


@dataclass
class Values:
    """When (None: today), why, and the contact that shows it, if any."""

    left_on: date | None = None
    reason: str = ""
    explanation: str = ""
    interaction_id: int | None = None


def create(customer_id: int, values: Values, *, by: User | Console) -> Departure:
    """The customer left, and so becomes former. Sent twice it is kept once. Raises Invalid, Refused, Forbidden."""
    require(by, Role.STAFF)
    check(values, company.today())
    with transaction():
        customer = known.get(customer_id)
        if values.interaction_id:
            facts.contact(values.interaction_id, customer_id)
        if there := queries.current(customer_id):
            return _said_again(there, values, by=by)
        made = _write(customer, values, by=by)
        customers.set_status(customer_id, Status.FORMER, by=by)
    return made


def edit(departure_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> Departure:
    """Put it right, or say why where nobody did: that may any colleague. ``seen``: see ``journal.revision``."""
    require(by, Role.STAFF)
    check(values, company.today())
    with transaction():
        journal.refuse_if_changed("departure", departure_id, seen)
        found = get(departure_id)
        require_may_change(found, by=by)
        if values.interaction_id:
            facts.contact(values.interaction_id, found.customer_id)
        _fill(found, values, by=by)
    return found


def delete(departure_id: int, *, by: User | Console) -> Departure:
    """They did not leave: the status becomes what it was before."""
    require(by, Role.STAFF)
    with transaction():
        found = get(departure_id)
        require_may_change(found, by=by, also_unsaid=False)
        before = snapshot(found)
        found.delete_instance()
        journal.record("departure.delete", found, by=by, customer=found.customer_id, before=before)
        if found.returned_on is None and found.customer.status == Status.FORMER:
            customers.set_status(found.customer_id, _status_before(departure_id), by=by)
    return found


def restore(departure_id: int, *, by: User | Console) -> Departure:
    """They left after all. Raises NotFound where it was never taken back, Refused where they left anew meanwhile."""
    require(by, Role.STAFF)
    with transaction():
        mine = (Change.kind == "departure") & (Change.record == departure_id) & (Change.verb == "departure.delete")
        change = Change.select().where(mine).order_by(Change.id.desc()).first()
        if change is None or "before" not in change.values:
            raise NotFound(MISSING)
        old = change.values["before"]
        customer = known.get(old["customer"])
        if not by.may(Role.MANAGER) and by.id not in (old["created_by"], customer.owner_id):
            raise Forbidden(NOT_YOURS)
        if there := Departure.get_or_none((Departure.id == departure_id) & (Departure.customer == old["customer"])):
            return there
        known.get(old["customer"])
        if old["returned_on"] is None and queries.current(old["customer"]):
            raise Refused(N_("It was written down anew meanwhile that this customer left."))
        number = {} if Departure.get_or_none(Departure.id == departure_id) else {"id": departure_id}
        now, days = clock.now(), {name: _day(old[name]) for name in ("left_on", "returned_on")}
        made = Departure.create(**number, **old | days, created_at=now, updated_at=now)
        journal.record("departure.restore", made, by=by, customer=made.customer_id, after=snapshot(made))
        if made.returned_on is None:
            customers.set_status(made.customer_id, Status.FORMER, by=by)
    return made


def return_(departure_id: int, *, by: User | Console) -> Departure:
    """They are back: a customer again."""
    require(by, Role.STAFF)
    with transaction():
        found = get(departure_id)
        if found.returned_on is None:
            _returned(found, by=by)
            customers.set_status(found.customer_id, Status.CUSTOMER, by=by)
    return found


def leave_again(departure_id: int, *, by: User | Console) -> Departure:
    """They were not back: undoes ``return_``. Raises Refused where they left anew meanwhile."""
    require(by, Role.STAFF)
    with transaction():
        found = get(departure_id)
        if found.returned_on is None:
            return found
        if queries.current(found.customer_id):
            raise Refused(N_("It was written down anew meanwhile that this customer left."))
        _edit(found, lambda: setattr(found, "returned_on", None), by=by)
        customers.set_status(found.customer_id, Status.FORMER, by=by)
    return found


def on_change(change: Change, _ids: list[int]) -> None:
    """Subscriber of the journal: a status that became former, or no longer is, is a departure or a return.

    Only of customers that were here before: who comes into the file as former left nobody knows when. Set to former
    on the day they came back, it is the same departure.
    """
    if change.verb != "customer.edit" or change.customer is None:
        return
    was, now = (change.values[side]["status"] for side in ("before", "after"))
    if (was == Status.FORMER) == (now == Status.FORMER):
        return
    by = User.get_or_none(User.id == change.user) or CONSOLE
    there = queries.current(change.customer)
    if now != Status.FORMER:
        if there:
            _returned(there, by=by)
    elif there is None:
        today = company.today()
        last = Departure.get_or_none((Departure.customer == change.customer) & (Departure.returned_on == today))
        if last:
            _edit(last, lambda: setattr(last, "returned_on", None), by=by)
        else:
            _write(known.get(change.customer), Values(today), by=by, was=was)


def get(departure_id: int) -> Departure:
    """The row with its customer. Raises NotFound."""
    query = Departure.select(Departure, Customer).join(Customer)
    found = query.where((Departure.id == departure_id) & queries.THERE).get_or_none()
    if found is None:
        raise NotFound(MISSING)
    return found


def may_change(found: Departure, *, by: User | Console, also_unsaid: bool = True) -> bool:
    """Who wrote it down, whose customer it was, and managers; whoever knows why, where nobody said so yet."""
    if by.may(Role.MANAGER) or (also_unsaid and not found.reason and by.may(Role.STAFF)):
        return True
    return by.may(Role.STAFF) and by.id in (found.created_by_id, found.customer.owner_id)


def require_may_change(found: Departure, *, by: User | Console, also_unsaid: bool = True) -> None:
    """Pass when ``by`` may change it. Raises Forbidden."""
    if not may_change(found, by=by, also_unsaid=also_unsaid):
        raise Forbidden(N_("Only who wrote this down, whose customer it is and managers may change it."))


def check(values: Values, today: date) -> None:
    """Raise Invalid with everything that is wrong; tidies the text. ``today`` is the company's date."""
    values.explanation = " ".join(values.explanation.replace("\0", "").split())
    wrong = {}
    if values.left_on and values.left_on > today:
        wrong["left_on"] = N_("This day is still to come; choose today or earlier.")
    if values.reason and values.reason not in list(Reason):
        wrong["reason"] = N_("Choose one of these reasons, or leave it open.")
    if values.reason == Reason.OTHER and not values.explanation:
        wrong["explanation"] = N_("Write in a sentence why they left.")
    if len(values.explanation) > LONGEST:
        wrong["explanation"] = N_("This is too long: at most %(max)d characters.", max=LONGEST)
    if wrong:
        raise Invalid(**wrong)


def snapshot(found: Departure) -> dict[str, Any]:
    """Everything known of a departure, for the journal."""
    return {name: found.__data__.get(name) for name in FIELDS}


def _write(customer: Customer, values: Values, *, by: User | Console, was: str = "") -> Departure:
    """Its row and Change, which also keeps what the status was before (``was``; else it still is)."""
    now = clock.now()
    made = Departure.create(
        customer=customer,
        left_on=values.left_on or company.today(),
        reason=values.reason,
        explanation=values.explanation,
        department=customer.owner.department_id if customer.owner else None,
        interaction=values.interaction_id,
        created_by=by.id,
        created_at=now,
        updated_at=now,
    )
    after = snapshot(made) | {"was": was or customer.status}
    journal.record("departure.create", made, by=by, customer=customer.id, after=after)
    return made


def _said_again(there: Departure, values: Values, *, by: User | Console) -> Departure:
    """The customer is gone already: nothing new, or the reason that nobody gave."""
    same = (there.left_on, there.reason) == (values.left_on or there.left_on, values.reason)
    if there.reason and not same:
        raise Refused(N_("That this customer left stands here already; change what was written down."))
    if not there.reason:
        _fill(there, values, by=by)
    return there


def _fill(found: Departure, values: Values, *, by: User | Console) -> None:
    def fill() -> None:
        found.left_on = values.left_on or found.left_on
        found.reason, found.explanation = values.reason, values.explanation
        found.interaction = values.interaction_id

    _edit(found, fill, by=by)


def _returned(found: Departure, *, by: User | Console) -> None:
    _edit(found, lambda: setattr(found, "returned_on", company.today()), by=by, verb="departure.return")


def _edit(found: Departure, change: Callable[[], None], *, by: User | Console, verb: str = "departure.edit") -> None:
    before = snapshot(found)
    change()
    if (after := snapshot(found)) != before:
        found.updated_at = clock.now()
        found.save()
        journal.record(verb, found, by=by, customer=found.customer_id, before=before, after=after)


def _status_before(departure_id: int) -> str:
    """What the customer was when this was written down."""
    made = (Change.kind == "departure") & (Change.record == departure_id) & (Change.verb == "departure.create")
    change = Change.select().where(made).order_by(Change.id.desc()).first()
    return (change.values.get("after") or {}).get("was", Status.CUSTOMER) if change else Status.CUSTOMER


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
