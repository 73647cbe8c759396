"""What complaints take over of other changes: when their contact was, and which causes are still in use."""

from datetime import datetime

from crm import clock
from crm.accounts.models import CONSOLE, Console, User
from crm.complaints.actions.causes import drop_unused
from crm.complaints.actions.rows import save, snapshot
from crm.complaints.models import Complaint
from crm.journal import Change


def on_change(change: Change, _ids: list[int]) -> None:
    """Subscriber of the journal, in the transaction of each change."""
    if change.verb == "interaction.edit" and change.record is not None:
        was, now = (change.values[side]["occurred_at"] for side in ("before", "after"))
        if was != now:
            _moved(change.record, datetime.fromisoformat(now), change.user)
    elif change.kind == "complaint" and _lost_its_cause(change):
        drop_unused(by=_who(change.user))


def _moved(interaction_id: int, at: datetime, user_id: int | None) -> None:
    """The customer said it in the contact, so at its corrected moment; but never after we answered."""
    for found in Complaint.select().where(Complaint.interaction == interaction_id).order_by(Complaint.id):
        before = snapshot(found)
        found.received_at = min(at, found.answered_at or at, clock.now())
        save(found, "edit", before, by=_who(user_id))


def _lost_its_cause(change: Change) -> bool:
    if change.verb == "complaint.purge":
        return True
    before, after = (change.values.get(side) or {} for side in ("before", "after"))
    return bool(before.get("cause") and "cause" in after and before["cause"] != after["cause"])


def _who(user_id: int | None) -> User | Console:
    return User.get_or_none(User.id == user_id) or CONSOLE
