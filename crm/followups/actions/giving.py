"""Many at once to another colleague, and back: a Change for each, and nobody is told of each one."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, User
from crm.followups.models import OPEN, FollowUp
from crm.journal import BATCH, Deed

OWN = ("user", "department", "snoozed_until")  # what becomes other by it


def give(ids: Sequence[int], to: int, *, by: User | Console, **also: Any) -> int:
    """Let these be this colleague's, inside a transaction; answers how many. ``also`` is what the journal keeps of it.

    As for a single one: it stays its department's only where they work there, and whoever gets it, sees it at once.
    """
    works_in = User.select(User.department_id).where(User.id == to).scalar()
    deeds = []
    for id, customer, *was in _rows(ids):
        before = dict(zip(OWN, was, strict=True))
        department = works_in if before["department"] == works_in else None
        after = {"user": to, "department": department, "snoozed_until": None}
        deeds.append(Deed(id, customer, before, after | also))
    return _write(deeds, by=by)


def give_back(before: dict[int, dict[str, Any]], after: dict[int, dict[str, Any]], *, by: User | Console) -> int:
    """As they were ``before``, as the journal kept it; but for what is done or with somebody else ``after`` that."""
    deeds = []
    for id, customer, user, department, snoozed_until in _rows(list(before)):
        now = {"user": user, "department": department, "snoozed_until": snoozed_until}
        if (user, department) == (after[id]["user"], after[id].get("department")):
            until = before[id].get("snoozed_until")
            old = {"user": before[id]["user"], "department": before[id].get("department")}
            old["snoozed_until"] = date.fromisoformat(until) if until else None
            deeds.append(Deed(id, customer, now, old))
    return _write(deeds, by=by)


def _rows(ids: Sequence[int]) -> Iterator[tuple]:
    own = (FollowUp.user_id, FollowUp.department_id, FollowUp.snoozed_until)
    for start in range(0, len(ids), BATCH):
        these = FollowUp.id.in_(ids[start : start + BATCH]) & OPEN
        yield from FollowUp.select(FollowUp.id, FollowUp.customer_id, *own).where(these).order_by(FollowUp.id).tuples()


def _write(deeds: list[Deed], *, by: User | Console) -> int:
    """A statement for all that become the same."""
    for _same, alike in groupby(sorted(deeds, key=_place), key=_place):
        found = list(alike)
        for start in range(0, len(found), BATCH):
            these = FollowUp.id.in_([one.record for one in found[start : start + BATCH]])
            columns = {name: found[0].after[name] for name in OWN}
            FollowUp.update(**columns, reminded_on=None, updated_at=clock.now()).where(these).execute()
    journal.record_each("followup.hand_over", deeds, by=by)
    return len(deeds)


def _place(deed: Deed) -> tuple[str, ...]:
    return tuple(str(deed.after[name]) for name in OWN)
