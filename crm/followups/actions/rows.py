"""The row of a follow-up: read, kept, and as the journal keeps it."""

from datetime import timedelta
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, User
from crm.customers.models import Customer
from crm.errors import NotFound, Refused
from crm.followups import queries
from crm.followups.models import FollowUp
from crm.words import N_


def get(followup_id: int) -> FollowUp:
    """The row. Raises NotFound, also where its customer is in the bin."""
    query = FollowUp.select(FollowUp, Customer).join(Customer)
    found = query.where((FollowUp.id == followup_id) & queries.PRESENT).get_or_none()
    if found is None:
        raise NotFound(N_("This follow-up is not in the file."))
    return found


def get_open(followup_id: int) -> FollowUp:
    """The row of what is still to be done. Raises NotFound, Refused."""
    found = get(followup_id)
    if found.done_at:
        raise Refused(N_("This is done already; reopen it before you change it."))
    return found


def snapshot(found: FollowUp) -> dict[str, Any]:
    """Everything known of a follow-up, for the journal."""
    ids = {"user": found.user_id, "department": found.department_id, "result": found.result_id}
    how = {"kind": str(found.kind), "phone": found.phone, "person": found.person_id, "at_minute": found.at_minute}
    when = {"repeats": str(found.repeats), "snoozed_until": found.snoozed_until, "done_at": found.done_at}
    return {"what": found.what, "due_on": found.due_on, **ids, **how, **when}


def save(found: FollowUp, verb: str, before: dict[str, Any], *, by: User | Console, word: str = "") -> None:
    """Write the row and what was done to it, where that changed anything."""
    if snapshot(found) == before:
        return
    found.updated_at = max(clock.now(), found.created_at + timedelta(seconds=1))
    found.save()
    about = {"before": before, "after": snapshot(found)}
    journal.record(verb, found, by=by, customer=found.customer_id, **about, **({"word": word} if word else {}))
