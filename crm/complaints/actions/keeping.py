"""Writing a complaint down, changing its words, giving it to somebody else, and taking it back."""

from datetime import date

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.company import clock as company
from crm.complaints import queries
from crm.complaints.actions import causes
from crm.complaints.actions.rows import able, get, require_may_change, save, snapshot
from crm.complaints.actions.values import LONGEST_WORD, Values, check
from crm.complaints.models import Complaint, State
from crm.db import transaction
from crm.errors import Invalid
from crm.interactions import facts
from crm.quoting import clean
from crm.words import N_, Text


def create(interaction_id: int, values: Values, *, by: User | Console, request_key: str | None = None) -> Complaint:
    """The customer complained in this contact; ``by`` sees to it unless the values name a colleague.

    The same request twice writes once. Raises Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    check(values, company.today())
    now = clock.now()
    with transaction():
        if request_key and (earlier := Complaint.get_or_none(Complaint.request_key == request_key)):
            return earlier
        told = facts.contact(interaction_id)
        found = Complaint.create(
            customer=told.customer_id,
            interaction=told,
            body=values.body,
            cause=causes.named(values.cause),
            owner=able(values.owner_id or by.id, "owner"),
            due_on=values.due_on,
            received_at=min(told.occurred_at, now),
            created_by=by.id,
            created_at=now,
            updated_at=now,
            request_key=request_key,
        )
        journal.record("complaint.create", found, by=by, customer=found.customer_id, after=snapshot(found))
        return found


def edit(complaint_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> Complaint:
    """Change its words; who sees to it is handed over. ``seen``: see ``journal.revision``.

    Raises Outdated, Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    today = company.today()
    with transaction():
        journal.refuse_if_changed("complaint", complaint_id, seen)
        found = get(complaint_id)
        require_may_change(found, by=by)
        check(values, today if values.due_on != found.due_on else None)
        if wrong := _too_bare(found, values):
            raise Invalid(**wrong)
        before = snapshot(found)
        found.body, found.cause, found.due_on = values.body, causes.named(values.cause), values.due_on
        found.remedy, found.lesson, found.cost_cents = values.remedy, values.lesson, values.cost_cents
        save(found, "edit", before, by=by)
        return found


def hand_over(complaint_id: int, to: int | None, word: str, *, by: User | Console) -> Complaint:
    """A colleague sees to it from now on; anybody who may write may take it on.

    Raises Invalid(to=…, word=…), Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    word = clean(word)
    if len(word) > LONGEST_WORD:
        raise Invalid(word=N_("This is too long: at most %(max)d characters.", max=LONGEST_WORD))
    with transaction():
        found = get(complaint_id)
        if to != by.id:
            require_may_change(found, by=by)
        if to is None:
            raise Invalid(to=N_("Choose who gets it."))
        before = snapshot(found)
        found.owner = able(to, "to")
        save(found, "hand_over", before, by=by, word=word)
        return found


def hand_over_all(from_user: int, to: int | None, *, by: User | Console) -> int:
    """Give every open complaint of one colleague to another; answers how many. Administrators only.

    Who gets them hears of each. Raises Invalid(to=…), Forbidden.
    """
    require(by, Role.ADMIN)
    if to is None or to == from_user:
        raise Invalid(to=N_("Choose another colleague."))
    with transaction():
        owner = able(to, "to")
        theirs = list(Complaint.select().where(queries.open_with(from_user)).order_by(Complaint.id))
        for found in theirs:
            before = snapshot(found)
            found.owner = owner
            save(found, "hand_over", before, by=by)
    return len(theirs)


def delete(complaint_id: int, *, by: User | Console) -> Complaint:
    """Take it back: it was no complaint."""
    return _set_taken_back(complaint_id, True, by)


def restore(complaint_id: int, *, by: User | Console) -> Complaint:
    """It was one after all."""
    return _set_taken_back(complaint_id, False, by)


def _set_taken_back(complaint_id: int, gone: bool, by: User | Console) -> Complaint:
    require(by, Role.STAFF)
    with transaction():
        found = get(complaint_id, taken_back=True)
        require_may_change(found, by=by)
        return facts.set_taken_back(found, gone, snapshot(found), by=by)


def _too_bare(found: Complaint, values: Values) -> dict[str, Text]:
    """What a step has been taken with stays filled in."""
    wrong: dict[str, Text] = {}
    if found.state in (State.SOLVED, State.LEARNT) and not values.remedy:
        wrong["remedy"] = N_("Write what we did about it; the next colleague does that again.")
    if found.state == State.LEARNT and not values.lesson:
        wrong["lesson"] = N_("Write what we do differently from now on.")
    if found.state == State.LEARNT and not causes.key_of(values.cause):
        wrong["cause"] = N_("Write what caused it, so that the same is recognised elsewhere.")
    return wrong


def usual_due(today: date) -> date:
    """By when we answer, unless somebody says otherwise: two working days from ``today``."""
    day, left = today, 2
    while left:
        day = date.fromordinal(day.toordinal() + 1)
        left -= day.weekday() < 5
    return day
