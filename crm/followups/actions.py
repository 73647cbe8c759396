"""Everything that writes follow-ups. One transaction and one Change each."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from crm import clock, journal
from crm.accounts.models import Console, Department, Role, User
from crm.accounts.rules import require
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.db import still_kept, transaction
from crm.errors import Forbidden, Invalid, NotFound, Refused
from crm.followups import due, queries
from crm.followups.models import OPEN, FollowUp
from crm.interactions import actions as interactions
from crm.interactions.models import Channel, Direction, Interaction
from crm.words import N_

LONGEST_WHAT = 300


@dataclass
class Values:
    """What must be done, by which day (the asker's calendar), and by whom: one colleague or one department."""

    what: str
    due_on: date | None
    user_id: int | None = None
    department_id: int | None = None


class _DoneMeanwhile(Exception):
    """A colleague was first; what was begun is rolled back."""


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
    now = clock.now()
    with transaction():
        if request_key and (earlier := FollowUp.get_or_none(FollowUp.request_key == request_key)):
            return earlier
        customer = customers.get(customer_id)
        _check_whose(values)
        found = FollowUp.create(
            customer=customer,
            interaction=_contact_of(customer, interaction_id),
            what=values.what,
            due_on=values.due_on,
            user=values.user_id,
            department=values.department_id,
            created_by=by.id,
            created_at=now,
            updated_at=now,
            request_key=request_key,
        )
        journal.record("followup.create", found, by=by, customer=customer.id, after=snapshot(found))
        return found


def edit(followup_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> FollowUp:
    """Change text, day or whose it is; a day in the past is fine here. ``seen``: see ``journal.revision``."""
    require(by, Role.STAFF)
    check(values)
    with transaction():
        journal.refuse_if_changed("followup", followup_id, seen)
        found = get(followup_id)
        require_may_change(found, by=by)
        if found.done_at:
            raise Refused(N_("This is done already; reopen it before you change it."))
        before = snapshot(found)
        if (values.user_id, values.department_id) != (found.user_id, found.department_id):
            _check_whose(values)  # who left meanwhile may keep it while only its text changes
        found.what, found.due_on = values.what, values.due_on
        found.user, found.department = values.user_id, values.department_id
        if snapshot(found) != before:
            _save(found, "followup.edit", before, by=by)
    return found


def finish(followup_id: int, outcome: str, *, by: User | Console) -> tuple[FollowUp, bool]:
    """Say that it is done, and log on the timeline what came of it: the follow-up and True.

    Where a colleague was first nothing is written: it and False. Any colleague who may write may do this:
    what counts is that it was done. Raises Invalid(body=…), Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    found = get(followup_id)
    if found.done_at:
        return found, False
    note = interactions.Values(Channel.NOTE, Direction.INTERNAL, body=outcome, subject=_subject(found.what))
    try:
        interactions.log(found.customer_id, note, by=by, also=[lambda logged: _settle(followup_id, logged, by)])
    except _DoneMeanwhile:
        return get(followup_id), False
    return get(followup_id), True


def reopen(followup_id: int, *, by: User | Console) -> FollowUp:
    """It was not done after all: the note goes to the bin. Only for who finished it, and managers."""
    require(by, Role.STAFF)
    with transaction():
        found = get(followup_id)
        if found.done_at is None:
            return found
        if not may_reopen(found.done_by_id, by=by):
            raise Forbidden(N_("Only who finished this and managers may reopen it."))
        before = snapshot(found)
        note = found.result
        found.done_at = found.done_by = found.result = None
        _save(found, "followup.reopen", before, by=by)
        if note is not None and note.deleted_at is None:
            interactions.delete(note.id, by=by)
        return found


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


def hand_over(from_user: int, to: int, *, by: User | Console) -> int:
    """Give everything that is open for one colleague to another; answers how many. Administrators only."""
    require(by, Role.ADMIN)
    if from_user == to:
        raise Invalid(to=N_("Choose another colleague."))
    with transaction():
        if not _works_here(to):
            raise Invalid(to=N_("Choose somebody who works here now and may write."))
        moved = list(FollowUp.select().where((FollowUp.user == from_user) & OPEN))
        FollowUp.update(user=to, updated_at=clock.now()).where((FollowUp.user == from_user) & OPEN).execute()
        for one in moved:
            before, after = {"user": from_user}, {"user": to}
            journal.record("followup.hand_over", one, by=by, customer=one.customer_id, before=before, after=after)
    return len(moved)


def get(followup_id: int) -> FollowUp:
    """The row. Raises NotFound, also where its customer is in the bin."""
    query = FollowUp.select(FollowUp, Customer).join(Customer)
    found = query.where((FollowUp.id == followup_id) & queries.PRESENT).get_or_none()
    if found is None:
        raise NotFound(N_("This follow-up is not in the file."))
    return found


def may_change(found: FollowUp, *, by: User | Console) -> bool:
    """Who asked, whose it is, the department that must see to it, and managers."""
    if by.may(Role.MANAGER):
        return True
    theirs = found.department_id or (found.user.department_id if found.user else None)
    return by.may(Role.STAFF) and (by.id in (found.created_by_id, found.user_id) or by.department_id == theirs)


def require_may_change(found: FollowUp, *, by: User | Console) -> None:
    """Pass when ``by`` may change it. Raises Forbidden."""
    if not may_change(found, by=by):
        raise Forbidden(N_("Only who asked this, whose it is, their department and managers may change it."))


def may_reopen(done_by_id: int | None, *, by: User | Console) -> bool:
    """Whether ``by`` may say that it was not done after all."""
    return interactions.may_edit(done_by_id, by=by)


def check(values: Values, today: date | None = None) -> None:
    """Raise Invalid with everything that is wrong; tidies the text. With ``today`` no day before it will do."""
    values.what = " ".join(values.what.replace("\0", "").split())
    wrong = {}
    if not values.what:
        wrong["what"] = N_("Write what must be done, or leave the follow-up out.")
    if len(values.what) > LONGEST_WHAT:
        wrong["what"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_WHAT)
    if (values.user_id is None) == (values.department_id is None):
        wrong["whose"] = N_("Choose who must do it: a colleague or a department.")
    if values.due_on is None:
        wrong["due_on"] = N_("Choose by which day it must be done, for example 23-11-2026.")
    elif today and values.due_on < today:
        wrong["due_on"] = N_("This day is over; choose today or later.")
    elif not due.FIRST <= values.due_on <= clock.now().date() + due.LONGEST_AHEAD:
        wrong["due_on"] = N_("Choose a day within ten years.")
    if wrong:
        raise Invalid(**wrong)


def snapshot(found: FollowUp) -> dict[str, Any]:
    """Everything known of a follow-up, for the journal."""
    ids = {"user": found.user_id, "department": found.department_id, "result": found.result_id}
    return {"what": found.what, "due_on": found.due_on, **ids, "done_at": found.done_at}


def _check_whose(values: Values) -> None:
    if values.user_id is not None and not _works_here(values.user_id):
        raise Invalid(whose=N_("Choose somebody who works here now and may write."))
    known = Department.select().where(Department.id == values.department_id)
    if values.department_id is not None and not known.exists():
        raise Invalid(whose=N_("Choose who must do it: a colleague or a department."))


def _works_here(user_id: int) -> bool:
    found = User.get_or_none(User.id == user_id)
    return found is not None and found.may(Role.STAFF)


def _contact_of(customer: Customer, interaction_id: int | None) -> Interaction | None:
    found = interactions.get(interaction_id) if interaction_id else None
    if found and found.customer_id != customer.id:
        raise NotFound(N_("This contact is not in the file."))
    return found


def _settle(followup_id: int, logged: Interaction, by: User | Console) -> None:
    """Within the transaction that logs the outcome. The first of two wins, also on a database that lets both in."""
    before = snapshot(get(followup_id))
    now = clock.now()
    done = FollowUp.update(done_at=now, done_by=by.id, result=logged, updated_at=now)
    if not done.where((FollowUp.id == followup_id) & OPEN).execute():
        raise _DoneMeanwhile
    found = get(followup_id)
    after = snapshot(found)
    journal.record("followup.finish", found, by=by, customer=found.customer_id, before=before, after=after)


def _save(found: FollowUp, verb: str, before: dict[str, Any], *, by: User | Console) -> None:
    found.updated_at = max(clock.now(), found.created_at + timedelta(seconds=1))
    found.save()
    journal.record(verb, found, by=by, customer=found.customer_id, before=before, after=snapshot(found))


def _set_deleted(found: FollowUp, verb: str, moment: datetime | None, *, by: User | Console) -> FollowUp:
    if (found.deleted_at is None) != (moment is None):
        found.deleted_at = moment
        found.save(only=[FollowUp.deleted_at])
        journal.record(verb, found, by=by, customer=found.customer_id)
    return found


def _subject(what: str) -> str:
    """The subject of the note: what was asked, cut at a word where it is too long for one."""
    longest = interactions.LONGEST_SUBJECT
    return what if len(what) <= longest else what[: longest - 2].rsplit(" ", 1)[0] + " …"
