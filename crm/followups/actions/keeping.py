"""Into the bin, and out of it."""

from datetime import datetime

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import still_kept, transaction
from crm.errors import NotFound, Refused
from crm.followups.actions.rights import require_may_change
from crm.followups.actions.rows import get
from crm.followups.models import FollowUp
from crm.words import N_


def delete(followup_id: int, *, by: User | Console) -> FollowUp:
    """Put it in the bin; who may change it may do this too."""
    require(by, Role.STAFF)
    with transaction():
        found = get(followup_id)
        require_may_change(found, by=by)
        return _set_deleted(found, "followup.delete", clock.now(), by=by)


def restore(followup_id: int, *, by: User | Console) -> FollowUp:
    """Take it out of the bin again. Raises Refused while its customer is in there too."""
    require(by, Role.STAFF)
    with transaction():
        found = FollowUp.get_or_none(FollowUp.id == followup_id)
        if found is None or not still_kept(found.deleted_at, clock.now()):
            raise NotFound(N_("This follow-up is not in the file."))
        require_may_change(found, by=by)
        if found.customer.deleted_at:
            raise Refused(N_("Its customer is in the bin as well; bring that back first."))
        return _set_deleted(found, "followup.restore", None, by=by)


def _set_deleted(found: FollowUp, verb: str, moment: datetime | None, *, by: User | Console) -> FollowUp:
    if (found.deleted_at is None) != (moment is None):
        found.deleted_at = moment
        found.save(only=[FollowUp.deleted_at])
        journal.record(verb, found, by=by, customer=found.customer_id)
    return found
