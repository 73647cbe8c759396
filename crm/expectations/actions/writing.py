"""Writing an expectation down, changing it, taking it back. One Change each."""

from datetime import date, timedelta
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.company import clock as company
from crm.db import transaction
from crm.errors import Refused
from crm.expectations.checks import Values, check
from crm.expectations.models import Expectation
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.words import N_

MISSING = N_("This expectation is not in the file.")


def create(
    interaction_id: int,
    values: Values,
    *,
    by: User | Console,
    customer_id: int | None = None,
    request_key: str | None = None,
) -> Expectation:
    """The customer expects this of us, as this contact says; it is of ``customer_id`` where given.

    The same request twice writes once. Raises Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    review_on = check(values, company.today())
    with transaction():
        if request_key and (earlier := Expectation.get_or_none(Expectation.request_key == request_key)):
            return earlier
        contact = facts.contact(interaction_id, customer_id)
        return write(contact, values.body, review_on, by=by, request_key=request_key)


def write(
    contact: Interaction, body: str, review_on: date, *, by: User | Console, request_key: str | None = None
) -> Expectation:
    """A new row and its Change, inside the caller's transaction, of what was checked."""
    now = clock.now()
    made = Expectation.create(
        customer=contact.customer_id,
        interaction=contact,
        body=body,
        review_on=review_on,
        created_by=by.id,
        created_at=now,
        updated_at=now,
        request_key=request_key,
    )
    journal.record("expectation.create", made, by=by, customer=made.customer_id, after=snapshot(made))
    return made


def edit(expectation_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> Expectation:
    """Change its words or its day, until it was reviewed. ``seen``: see ``journal.revision``."""
    require(by, Role.STAFF)
    with transaction():
        journal.refuse_if_changed("expectation", expectation_id, seen)
        found = get(expectation_id)
        facts.require_may_change(found, by=by)
        if found.outcome:
            raise Refused(N_("This was reviewed; reopen it before you change it."))
        check(values, company.today(), found.review_on)
        before = snapshot(found)
        found.body, found.review_on = values.body, values.review_on
        if snapshot(found) != before:
            found.updated_at = max(clock.now(), found.created_at + timedelta(seconds=1))
            found.save(only=[Expectation.body, Expectation.review_on, Expectation.updated_at])
            after = snapshot(found)
            journal.record("expectation.edit", found, by=by, customer=found.customer_id, before=before, after=after)
    return found


def delete(expectation_id: int, *, by: User | Console) -> Expectation:
    """Take it back: it was not expected after all."""
    return _set_deleted(expectation_id, True, by=by)


def restore(expectation_id: int, *, by: User | Console) -> Expectation:
    """It was taken back by mistake."""
    return _set_deleted(expectation_id, False, by=by)


def get(expectation_id: int, *, taken_back: bool = False) -> Expectation:
    """The row with its customer and contact. Raises NotFound."""
    return facts.get(Expectation, expectation_id, MISSING, taken_back=taken_back)


def snapshot(found: Expectation) -> dict[str, Any]:
    """Everything known of it, for the journal."""
    return {
        "body": found.body,
        "review_on": found.review_on,
        "outcome": found.outcome,
        "reviewed_on": found.reviewed_on,
        "reviewed_in": found.reviewed_in_id,
        "note": found.note,
    }


def _set_deleted(expectation_id: int, gone: bool, *, by: User | Console) -> Expectation:
    require(by, Role.STAFF)
    with transaction():
        found = get(expectation_id, taken_back=True)
        facts.require_may_change(found, by=by)
        return facts.set_taken_back(found, gone, snapshot(found), by=by)
