"""Asking for something, and changing what was asked."""

from datetime import date, datetime
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.db import transaction
from crm.errors import NotFound
from crm.followups.actions.rights import require_may_change
from crm.followups.actions.rows import get, get_open, save, snapshot
from crm.followups.actions.values import Values, check, check_how, check_whose, place
from crm.followups.models import FollowUp, Repeats
from crm.interactions import actions as interactions
from crm.interactions.models import Interaction
from crm.words import N_


def create(
    customer_id: int,
    values: Values,
    *,
    by: User | Console,
    today: date,
    interaction_id: int | None = None,
    request_key: str | None = None,
) -> FollowUp:
    """Ask for something; ``interaction_id`` is the contact in which it arose. The same request twice asks once.

    ``today`` is the date where ``by`` is. Raises Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    check(values, today)
    with transaction():
        if request_key and (earlier := FollowUp.get_or_none(FollowUp.request_key == request_key)):
            return earlier
        customer = customers.get(customer_id)
        check_whose(values.user_id, values.department_id)
        check_how(values, customer)
        arose_in = _contact_of(customer, interaction_id)
        return write(customer, values, by=by, interaction=arose_in, now=clock.now(), request_key=request_key)


def write(
    customer: Customer,
    values: Values,
    *,
    by: User | Console,
    interaction: Interaction | None,
    now: datetime,
    verb: str = "followup.create",
    asker_id: int | None = None,
    also: dict[str, Any] | None = None,
    request_key: str | None = None,
) -> FollowUp:
    """A row of values that were checked, inside a transaction; ``also`` is what more the journal keeps of it."""
    found = FollowUp.create(
        customer=customer,
        interaction=interaction,
        **_columns(values),
        user=values.user_id,
        department=values.department_id,
        created_by=asker_id or by.id,
        created_at=now,
        updated_at=now,
        request_key=request_key,
    )
    journal.record(verb, found, by=by, customer=customer.id, after=snapshot(found) | (also or {}))
    return found


def edit(followup_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> FollowUp:
    """Change what was asked; a day in the past is fine here. ``seen``: see ``journal.revision``.

    Who took it from its department keeps it, as long as it stays that department's.
    """
    require(by, Role.STAFF)
    check(values)
    with transaction():
        journal.refuse_if_changed("followup", followup_id, seen)
        require_may_change(get(followup_id), by=by)
        found = get_open(followup_id)
        before = snapshot(found)
        if not _is_theirs(found, values):
            check_whose(values.user_id, values.department_id)  # who left meanwhile may keep it
        check_how(values, found.customer, was=found)
        for name, value in _columns(values).items():
            setattr(found, name, value)
        place(found, values.user_id, values.department_id)
        save(found, "followup.edit", before, by=by)
    return found


def stop(followup_id: int, *, by: User | Console) -> FollowUp:
    """Let it not come back any more once it is done."""
    require(by, Role.STAFF)
    with transaction():
        require_may_change(get(followup_id), by=by)
        found = get_open(followup_id)
        before = snapshot(found)
        found.repeats = Repeats.NEVER
        save(found, "followup.stop", before, by=by)
    return found


def _columns(values: Values) -> dict[str, Any]:
    own = ("kind", "what", "phone", "due_on", "at_minute", "repeats")
    return {name: getattr(values, name) for name in own} | {"person": values.person_id}


def _is_theirs(found: FollowUp, values: Values) -> bool:
    if values.department_id is not None:
        return values.department_id == found.department_id
    return values.user_id == found.user_id


def _contact_of(customer: Customer, interaction_id: int | None) -> Interaction | None:
    found = interactions.get(interaction_id) if interaction_id else None
    if found and found.customer_id != customer.id:
        raise NotFound(N_("This contact is not in the file."))
    return found
