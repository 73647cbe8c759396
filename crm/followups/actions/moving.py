"""Whose it is: taken from a department and given back, handed over, put aside for a while."""

from datetime import date

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Forbidden, Invalid, Refused
from crm.followups import due
from crm.followups.actions.giving import give
from crm.followups.actions.rights import may_claim, may_snooze, require_may_change
from crm.followups.actions.rows import get, get_open, save, snapshot
from crm.followups.actions.values import LONGEST_WORD, WORKS_HERE, check_whose, place, works_here
from crm.followups.models import OPEN, FollowUp
from crm.words import N_

HANDED_OVER = "user.hand_over"
TOLD = 10  # of what a notice names


def claim(followup_id: int, *, by: User) -> tuple[FollowUp, bool]:
    """Take on what was asked of one's department: it and True; it and False where a colleague has it or did it.

    Of two at once the first wins, also on a database that lets both in. Raises Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    with transaction():
        found = get(followup_id)
        if not may_claim(found, by=by):
            raise Forbidden(N_("Only colleagues of the department that this is for may take it on."))
        before, now = snapshot(found), clock.now()
        free = FollowUp.user.is_null() & (FollowUp.department == by.department_id) & OPEN
        taken = FollowUp.update(user=by.id, updated_at=now, snoozed_until=None)
        mine = bool(taken.where((FollowUp.id == followup_id) & free).execute())
        found = get(followup_id)
        if mine:
            about = {"before": before, "after": snapshot(found)}
            journal.record("followup.claim", found, by=by, customer=found.customer_id, **about)
        return found, mine or (found.done_at is None and found.user_id == by.id)


def release(followup_id: int, *, by: User | Console) -> FollowUp:
    """Give back to the department what one of them had taken on; nothing where nobody has."""
    require(by, Role.STAFF)
    with transaction():
        require_may_change(get(followup_id), by=by)
        found = get_open(followup_id)
        if found.department_id is None:
            raise Refused(N_("This was not asked of a department; hand it over instead."))
        before = snapshot(found)
        found.user = found.snoozed_until = None
        save(found, "followup.release", before, by=by)
        return found


def pass_on(
    followup_id: int,
    *,
    by: User | Console,
    user_id: int | None = None,
    department_id: int | None = None,
    word: str = "",
) -> FollowUp:
    """Hand one over to another colleague or department, with a ``word`` that they get to read.

    Raises Invalid (``whose``, ``word``), Refused where it is done, Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    word = " ".join(word.replace("\0", "").split())
    if len(word) > LONGEST_WORD:
        raise Invalid(word=N_("This is too long: at most %(max)d characters.", max=LONGEST_WORD))
    with transaction():
        require_may_change(get(followup_id), by=by)
        found = get_open(followup_id)
        before = snapshot(found)
        check_whose(user_id, department_id)
        place(found, user_id, department_id)
        if (found.user_id, found.department_id) == (before["user"], before["department"]):
            raise Invalid(whose=N_("It is with them already; choose somebody else."))
        save(found, "followup.hand_over", before, by=by, word=word)
        return found


def hand_over(from_user: int, to: int, *, by: User | Console) -> int:
    """Give everything that is open for one colleague to another; answers how many. Administrators only.

    A Change for each, and one of the whole, of which whoever gets them hears.
    """
    require(by, Role.ADMIN)
    if from_user == to:
        raise Invalid(to=N_("Choose another colleague."))
    with transaction():
        if not works_here(to):
            raise Invalid(to=WORKS_HERE)
        query = FollowUp.select(FollowUp.id, FollowUp.what).where((FollowUp.user == from_user) & OPEN)
        theirs = list(query.order_by(FollowUp.due_on, FollowUp.id).tuples())
        if theirs:
            give([id for id, _what in theirs], to, by=by)
            after = {"to": to, "followups": len(theirs), "what": [what for _id, what in theirs[:TOLD]]}
            journal.record(HANDED_OVER, User.get_by_id(from_user), by=by, after=after)
    return len(theirs)


def snooze(followup_id: int, until: date | None, *, by: User | Console, today: date) -> FollowUp:
    """Out of one's list until that day; due when it was. Raises Invalid(until=…), Forbidden, NotFound, Refused."""
    require(by, Role.STAFF)
    if until is None:
        raise Invalid(until=N_("Choose until when, for example “monday” or 23-11-2026."))
    if until <= today:
        raise Invalid(until=N_("Choose a day after today."))
    if until > today + due.LONGEST_AHEAD:
        raise Invalid(until=N_("Choose a day within ten years."))
    return _put_aside(followup_id, until, "followup.snooze", by)


def wake(followup_id: int, *, by: User | Console) -> FollowUp:
    """Back in one's list at once."""
    require(by, Role.STAFF)
    return _put_aside(followup_id, None, "followup.wake", by)


def _put_aside(followup_id: int, until: date | None, verb: str, by: User | Console) -> FollowUp:
    with transaction():
        found = get_open(followup_id)
        if found.user_id is None:
            raise Refused(N_("Take it on first; else nobody of the department would see it."))
        if not may_snooze(found, by=by):
            raise Forbidden(N_("Only whose list it is on may put it aside."))
        before = snapshot(found)
        found.snoozed_until = until
        save(found, verb, before, by=by)
        return found
