"""Everything that writes what we said no to. One transaction and one Change each."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid
from crm.interactions import facts
from crm.quoting import clean
from crm.refusals.models import Refusal
from crm.words import N_

LONGEST_BODY, LONGEST_REASON = 300, 500
MISSING = N_("This “no” is not in the file.")


@dataclass
class Values:
    """What the customer asked, and why not."""

    body: str
    reason: str


def create(
    interaction_id: int,
    values: Values,
    *,
    by: User | Console,
    customer_id: int | None = None,
    request_key: str | None = None,
) -> Refusal:
    """We said no in this contact, of ``customer_id`` where given. The same request twice writes once.

    Raises Invalid, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    check(values)
    now = clock.now()
    with transaction():
        if request_key and (earlier := Refusal.get_or_none(Refusal.request_key == request_key)):
            return earlier
        contact = facts.contact(interaction_id, customer_id)
        found = Refusal.create(
            customer=contact.customer_id,
            interaction=contact,
            body=values.body,
            reason=values.reason,
            created_by=by.id,
            created_at=now,
            updated_at=now,
            request_key=request_key,
        )
        journal.record("refusal.create", found, by=by, customer=found.customer_id, after=snapshot(found))
        return found


def edit(refusal_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> Refusal:
    """Change its words. ``seen``: see ``journal.revision``."""
    require(by, Role.STAFF)
    check(values)
    with transaction():
        journal.refuse_if_changed("refusal", refusal_id, seen)
        found = get(refusal_id)
        facts.require_may_change(found, by=by)
        before = snapshot(found)
        found.body, found.reason = values.body, values.reason
        if snapshot(found) != before:
            found.updated_at = max(clock.now(), found.created_at + timedelta(seconds=1))
            found.save(only=[Refusal.body, Refusal.reason, Refusal.updated_at])
            after = snapshot(found)
            journal.record("refusal.edit", found, by=by, customer=found.customer_id, before=before, after=after)
    return found


def delete(refusal_id: int, *, by: User | Console) -> Refusal:
    """Take it back: we did not say no after all."""
    return _set_deleted(refusal_id, True, by=by)


def restore(refusal_id: int, *, by: User | Console) -> Refusal:
    """It was taken back by mistake."""
    return _set_deleted(refusal_id, False, by=by)


def get(refusal_id: int, *, taken_back: bool = False) -> Refusal:
    """The row with its customer and contact. Raises NotFound."""
    return facts.get(Refusal, refusal_id, MISSING, taken_back=taken_back)


def check(values: Values) -> None:
    """Raise Invalid with everything that is wrong; tidies the texts."""
    values.body, values.reason = clean(values.body), clean(values.reason)
    wrong = {}
    if not values.body:
        wrong["body"] = N_("Write what the customer asked for.")
    elif len(values.body) > LONGEST_BODY:
        wrong["body"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_BODY)
    if not values.reason:
        wrong["reason"] = N_("Write why not, so that the next colleague says the same.")
    elif len(values.reason) > LONGEST_REASON:
        wrong["reason"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_REASON)
    if wrong:
        raise Invalid(**wrong)


def snapshot(found: Refusal) -> dict[str, Any]:
    """Everything known of it, for the journal."""
    return {"body": found.body, "reason": found.reason}


def _set_deleted(refusal_id: int, gone: bool, *, by: User | Console) -> Refusal:
    require(by, Role.STAFF)
    with transaction():
        found = get(refusal_id, taken_back=True)
        facts.require_may_change(found, by=by)
        return facts.set_taken_back(found, gone, snapshot(found), by=by)
