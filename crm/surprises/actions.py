"""Everything that writes surprises. One transaction and one Change each."""

from datetime import datetime
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Forbidden, Invalid, NotFound
from crm.interactions import actions as interactions
from crm.interactions.models import Interaction
from crm.surprises import causes
from crm.surprises.models import Surprise
from crm.words import N_


def mark(interaction_id: int, missed_id: int | None, *, by: User | Console) -> tuple[Surprise, bool]:
    """Say that the customer had to tell us in this contact what ``missed_id`` says (None: what stands nowhere).

    A contact is a surprise once: where it was marked before, by whoever, that one and False. One that was taken back
    is marked anew. Raises Invalid(missed=…), Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    with transaction():
        told = interactions.get(interaction_id)
        found = Surprise.get_or_none(Surprise.interaction == told.id) or Surprise(interaction=told)
        if found.id is not None and found.deleted_at is None:
            return found, False
        found.customer, found.department = told.customer_id, told.department_id
        found.created_by, found.created_at, found.deleted_at = by.id, clock.now(), None
        _fill(found, told, missed_id)
        found.save()
        journal.record("surprise.mark", found, by=by, customer=told.customer_id, after=snapshot(found))
        return found, True


def change(surprise_id: int, missed_id: int | None, *, by: User | Console, seen: int | None = None) -> Surprise:
    """It was another contact that says it, or none after all; the cause is looked for anew.

    ``seen``: see ``journal.revision``. Raises Outdated, Invalid(missed=…), Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    with transaction():
        journal.refuse_if_changed("surprise", surprise_id, seen)
        found = get(surprise_id)
        require_may_change(found, by=by)
        before = snapshot(found)
        if found.missed_id != missed_id:
            _fill(found, found.interaction, missed_id)
        if snapshot(found) != before:
            found.save()
            journal.record(
                "surprise.edit", found, by=by, customer=found.customer_id, before=before, after=snapshot(found)
            )
        return found


def delete(surprise_id: int, *, by: User | Console) -> Surprise:
    """Take it back: it was no surprise."""
    require(by, Role.STAFF)
    with transaction():
        found = get(surprise_id)
        require_may_change(found, by=by)
        return _set_deleted(found, "surprise.delete", clock.now(), by=by)


def restore(surprise_id: int, *, by: User | Console) -> Surprise:
    """It was one after all."""
    require(by, Role.STAFF)
    with transaction():
        found = get(surprise_id, taken_back=True)
        require_may_change(found, by=by)
        return _set_deleted(found, "surprise.restore", None, by=by)


def get(surprise_id: int, taken_back: bool = False) -> Surprise:
    """The row; one that was ``taken_back`` only if asked. Raises NotFound, also where its contact is gone."""
    found = Surprise.get_or_none(Surprise.id == surprise_id)
    if found is None or (found.deleted_at and not taken_back):
        raise NotFound(N_("This surprise is not in the file."))
    found.interaction = interactions.get(found.interaction_id)
    return found


def may_change(created_by_id: int | None, *, by: User | Console) -> bool:
    """Whether ``by`` may change or take back what ``created_by_id`` marked."""
    return interactions.may_edit(created_by_id, by=by)


def require_may_change(found: Surprise, *, by: User | Console) -> None:
    """Pass when ``by`` may change it. Raises Forbidden."""
    if not may_change(found.created_by_id, by=by):
        raise Forbidden(N_("Only who marked this and managers may change it. You can comment on the contact."))


def snapshot(found: Surprise) -> dict[str, Any]:
    """What the journal keeps of it."""
    return {"interaction": found.interaction_id, "missed": found.missed_id, "cause": str(found.cause)}


def _fill(found: Surprise, told: Interaction, missed_id: int | None) -> None:
    missed = _missed(told, missed_id)
    found.missed, found.cause = missed, causes.of(told, missed)


def _missed(told: Interaction, missed_id: int | None) -> Interaction | None:
    if missed_id is None:
        return None
    try:
        missed = interactions.get(missed_id)
    except NotFound:
        raise Invalid(missed=N_("That contact is no longer in the file; choose another one.")) from None
    if missed.customer_id != told.customer_id:
        raise Invalid(missed=N_("That contact is with another customer; choose one with this customer."))
    if missed.id == told.id:
        raise Invalid(missed=N_("That is the contact in which the customer told it; choose an earlier one."))
    return missed


def _set_deleted(found: Surprise, verb: str, moment: datetime | None, *, by: User | Console) -> Surprise:
    if (found.deleted_at is None) != (moment is None):
        found.deleted_at = moment
        found.save(only=[Surprise.deleted_at])
        journal.record(verb, found, by=by, customer=found.customer_id)
    return found
