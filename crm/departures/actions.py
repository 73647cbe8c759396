"""Everything that writes departures: by a colleague who says so, or because a customer's status changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from crm import clock, journal, quoting
from crm.accounts.models import CONSOLE, Console, Role, User
from crm.accounts.rules import require
from crm.company import clock as company
from crm.customers import actions as customers
from crm.customers import queries as known
from crm.customers.models import Customer, Status
from crm.db import transaction
from crm.departures import queries
from crm.departures.models import Departure, Reason
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.interactions.queries import newest_first
from crm.journal import Change
from crm.words import N_

LONGEST = 500
FIELDS = ("customer", "left_on", "reason", "explanation", "department", "interaction", "created_by", "returned_on")
SAID = ("left_on", "reason", "explanation", "interaction")  # what a colleague fills in
BY_ITSELF = ("left_on", "interaction")  # what stands there though nobody said it yet
MISSING = N_("This departure is not in the file.")
NOT_YOURS = N_("Only who wrote this down, whose customer it is and managers may change it.")

journal.rewords("departure", "return")


@dataclass
class Values:
    """When (None: today), why, and the contact that shows it (None: the last one, so that the timeline tells it)."""

    left_on: date | None = None
    reason: str = ""
    explanation: str = ""
    interaction_id: int | None = None


def create(customer_id: int, values: Values, *, by: User | Console) -> tuple[Departure, Change | None]:
    """The customer left, and so becomes former. Sent twice it is kept once.

    With the Change: of who is gone already it fills in what nobody said (``departure.edit``), or nothing (None). Raises
    Outdated where that says something else than ``values``, Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    check(values, company.today())
    with transaction():
        customer = known.get(customer_id)
        if values.interaction_id:
            facts.contact(values.interaction_id, customer_id)
        if there := queries.current(customer_id):
            return there, _said_again(there, values, by=by)
        made, change = _write(customer, values, by=by)
        customers.set_status(customer_id, Status.FORMER, by=by)
    return made, change


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
        if found.returned_on and values.left_on and values.left_on > found.returned_on:
            back = f"{found.returned_on:%d-%m-%Y}"
            raise Invalid(left_on=N_("They were back before that, on %(day)s.", day=back))
        _fill(found, values, by=by)
    return found


def unsay(departure_id: int, change_id: int, *, by: User | Console) -> Departure:
    """Undo what ``by`` filled in of who was gone already, in this Change; that they left stands.

    Nothing where it was undone already. Raises Outdated where somebody changed it since, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    with transaction():
        found = get(departure_id)
        mine = (Change.kind == "departure") & (Change.record == departure_id) & (Change.verb == "departure.edit")
        change = Change.select().where(mine & (Change.id == change_id)).first()
        if change is None:
            raise NotFound(MISSING)
        if change.user != by.id:
            require_may_change(found, by=by, also_unsaid=False)
        was, then = change.values["before"], change.values["after"]
        now = {name: _plain(found.__data__.get(name)) for name in SAID}
        if now == {name: was[name] for name in SAID}:
            return found
        if now != {name: then[name] for name in SAID}:
            raise Outdated(N_("A colleague changed this since; look at it before you change it back."))
        contact = Interaction.select(Interaction.id).where(Interaction.id == was["interaction"]).scalar()
        _fill(found, Values(date.fromisoformat(was["left_on"]), was["reason"], was["explanation"], contact), by=by)
    return found


def delete(departure_id: int, *, by: User | Console) -> Departure:
    """They did not leave: the status becomes what it was before."""
    require(by, Role.STAFF)
    with transaction():
        found = get(departure_id)
        require_may_change(found, by=by, also_unsaid=False)
        _set_deleted(found, clock.now())
        journal.record("departure.delete", found, by=by, customer=found.customer_id, before=snapshot(found))
        if found.returned_on is None and found.customer.status == Status.FORMER:
            customers.set_status(found.customer_id, _status_before(departure_id), by=by)
    return found


def restore(departure_id: int, *, by: User | Console) -> Departure:
    """They left after all. Raises Refused where they left anew meanwhile, Forbidden, NotFound."""
    require(by, Role.STAFF)
    with transaction():
        found = get(departure_id, taken_back=True)
        require_may_change(found, by=by, also_unsaid=False)
        if found.deleted_at is None:
            return found
        if found.returned_on is None:
            _refuse_second(found.customer_id)
        _set_deleted(found, None)
        after = snapshot(found) | {"was": found.customer.status}
        journal.record("departure.restore", found, by=by, customer=found.customer_id, after=after)
        if found.returned_on is None:
            customers.set_status(found.customer_id, Status.FORMER, by=by)
    return found


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
        _refuse_second(found.customer_id)
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
        theirs = (Departure.customer == change.customer) & Departure.deleted_at.is_null()
        last = Departure.get_or_none(theirs & (Departure.returned_on == today))
        if last:
            _edit(last, lambda: setattr(last, "returned_on", None), by=by)
        else:
            _write(known.get(change.customer), Values(today), by=by, was=was)


def get(departure_id: int, *, taken_back: bool = False) -> Departure:
    """The row with its customer; one that was ``taken_back`` only if asked. Raises NotFound."""
    query = Departure.select(Departure, Customer).join(Customer)
    there = Customer.deleted_at.is_null() if taken_back else queries.THERE
    found = query.where((Departure.id == departure_id) & there).get_or_none()
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
        raise Forbidden(NOT_YOURS)


def check(values: Values, today: date) -> None:
    """Raise Invalid with everything that is wrong; tidies the text. ``today`` is the company's date."""
    values.explanation = quoting.clean(values.explanation)
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


def _write(customer: Customer, values: Values, *, by: User | Console, was: str = "") -> tuple[Departure, Change]:
    """Its row and Change, which also keeps what the status was before (``was``; else it still is)."""
    now = clock.now()
    made = Departure.create(
        customer=customer,
        left_on=values.left_on or company.today(),
        reason=values.reason,
        explanation=values.explanation,
        department=customer.owner.department_id if customer.owner else None,
        interaction=values.interaction_id or _last_contact(customer),
        created_by=by.id,
        created_at=now,
        updated_at=now,
    )
    after = snapshot(made) | {"was": was or customer.status}
    return made, journal.record("departure.create", made, by=by, customer=customer.id, after=after)


def _last_contact(customer: Customer) -> int | None:
    here = (Interaction.customer == customer) & Interaction.deleted_at.is_null()
    return newest_first(Interaction.select(Interaction.id).where(here)).limit(1).scalar()


def _said_again(there: Departure, values: Values, *, by: User | Console) -> Change | None:
    """The customer is gone already: nothing new, or what nobody said yet. Swallows no word of who comes second."""
    said = {
        **{"left_on": values.left_on, "reason": values.reason},
        **{"explanation": values.explanation, "interaction": values.interaction_id},
    }
    new = {name: value for name, value in said.items() if value and value != there.__data__.get(name)}
    if not new:
        return None
    settled = [name for name in SAID if there.__data__.get(name) and (name not in BY_ITSELF or there.reason)]
    if not may_change(there, by=by) or any(name in new for name in settled):
        raise Outdated(N_("That this customer left stands here already; change what was written down."))
    all_of_it = {name: there.__data__.get(name) for name in SAID} | new
    return _fill(there, Values(*(all_of_it[name] for name in SAID)), by=by)


def _fill(found: Departure, values: Values, *, by: User | Console) -> Change | None:
    """What stands in ``values``; a contact that lies in the bin stays, since nobody sees it to take it away."""

    def fill() -> None:
        found.left_on = values.left_on or found.left_on
        found.reason, found.explanation = values.reason, values.explanation
        if values.interaction_id or not _in_bin(found.interaction_id):
            found.interaction = values.interaction_id

    return _edit(found, fill, by=by)


def _in_bin(interaction_id: int | None) -> bool:
    gone = (Interaction.id == interaction_id) & Interaction.deleted_at.is_null(False)
    return interaction_id is not None and Interaction.select().where(gone).exists()


def _returned(found: Departure, *, by: User | Console) -> None:
    _edit(found, lambda: setattr(found, "returned_on", company.today()), by=by, verb="departure.return")


def _edit(
    found: Departure, change: Callable[[], None], *, by: User | Console, verb: str = "departure.edit"
) -> Change | None:
    before = snapshot(found)
    change()
    if (after := snapshot(found)) == before:
        return None
    found.updated_at = clock.now()
    found.save()
    return journal.record(verb, found, by=by, customer=found.customer_id, before=before, after=after)


def _set_deleted(found: Departure, moment: datetime | None) -> None:
    found.deleted_at = moment
    found.save(only=[Departure.deleted_at])


def _refuse_second(customer_id: int) -> None:
    """Nobody is gone twice at the same time."""
    if queries.current(customer_id):
        raise Refused(N_("It was written down anew meanwhile that this customer left."))


def _status_before(departure_id: int) -> str:
    """What the customer was when this was written down, or brought back."""
    verbs = Change.verb.in_(["departure.create", "departure.restore"])
    made = (Change.kind == "departure") & (Change.record == departure_id) & verbs
    change = Change.select().where(made).order_by(Change.id.desc()).first()
    return (change.values.get("after") or {}).get("was", Status.CUSTOMER) if change else Status.CUSTOMER


def _plain(value: Any) -> Any:
    """As the journal keeps it."""
    return value.isoformat() if isinstance(value, date) else value
