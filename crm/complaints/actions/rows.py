"""One complaint: reading it to write, what the journal keeps of it, and who may change it."""

from datetime import datetime, timedelta
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.complaints.models import Complaint
from crm.errors import Forbidden, Invalid
from crm.interactions import facts
from crm.words import N_


def get(complaint_id: int, *, taken_back: bool = False) -> Complaint:
    """The row with its contact and customer. Raises NotFound."""
    return facts.get(Complaint, complaint_id, N_("This complaint is not in the file."), taken_back=taken_back)


def may_change(found: Complaint, *, by: User | Console) -> bool:
    """Who wrote it down, who sees to it, whose customer it is, and managers. A step forward anybody may take."""
    return facts.may_change(found, by=by) or (by.may(Role.STAFF) and by.id == found.owner_id)


def require_may_change(found: Complaint, *, by: User | Console) -> None:
    """Pass when ``by`` may change it. Raises Forbidden."""
    if not may_change(found, by=by):
        raise Forbidden(
            N_("Only who wrote this down, who sees to it, whose customer it is and managers may change it.")
        )


def able(owner_id: int | None, field: str) -> User | None:
    """The colleague who will see to it. Raises Invalid(``field``) for who left or may not write."""
    if owner_id is None:
        return None
    found = User.get_or_none(User.id == owner_id)
    if found is None or not found.may(Role.STAFF):
        raise Invalid(**{field: N_("Choose a colleague who works here and may write.")})
    return found


def snapshot(found: Complaint) -> dict[str, Any]:
    """Everything known of a complaint, for the journal; moments in seconds since 1970."""
    return {
        "interaction": found.interaction_id,
        "body": found.body,
        "state": str(found.state),
        "cause": found.cause_id,
        "remedy": found.remedy,
        "lesson": found.lesson,
        "cost_cents": found.cost_cents,
        "owner": found.owner_id,
        "due_on": found.due_on,
        "received_at": _seconds(found.received_at),
        "answered_at": _seconds(found.answered_at),
        "solved_at": _seconds(found.solved_at),
        "learnt_at": _seconds(found.learnt_at),
    }


def save(found: Complaint, verb: str, before: dict[str, Any], *, by: User | Console, word: str = "") -> None:
    """Write it with its Change; nothing where it is as it was."""
    after = snapshot(found)
    if after != before:
        found.updated_at = max(clock.now(), found.created_at + timedelta(seconds=1))
        found.save()
        sides = {"before": before, "after": after}
        journal.record(f"complaint.{verb}", found, by=by, customer=found.customer_id, **sides, word=word)


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None
