"""Saying that it is done: the outcome, what comes after it, and taking that back."""

from collections.abc import Callable
from datetime import date, datetime

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.company import clock as company
from crm.db import transaction
from crm.errors import Forbidden, Invalid
from crm.followups import recurring
from crm.followups.actions.asking import write
from crm.followups.actions.rights import may_reopen
from crm.followups.actions.rows import get, save, snapshot
from crm.followups.actions.values import Values, check, check_how, check_whose
from crm.followups.models import OPEN, FollowUp, Kind, Repeats
from crm.followups.queries.past import REMINDED
from crm.interactions import actions as interactions
from crm.interactions.models import Channel, Direction, Interaction
from crm.journal import Change
from crm.words import N_

BACK_AGAIN = "followup.repeat"
Settle = Callable[[Interaction], None]


class _DoneMeanwhile(Exception):
    """A colleague was first; what was begun is rolled back."""


def finish(
    followup_id: int, outcome: str, *, by: User | Console, then: Values | None = None, today: date | None = None
) -> tuple[FollowUp, bool]:
    """Say that it is done, and log on the timeline what came of it: the follow-up and True.

    In the same transaction ``then`` asks for what comes next, and what repeats comes back; ``today`` is the date where
    ``by`` is. Where a colleague was first nothing is written: it and False. Any colleague who may write may do this:
    what counts is that it was done. Raises Invalid (``body`` is about the outcome, the rest about ``then``), Forbidden,
    NotFound.
    """
    require(by, Role.STAFF)
    today = today or clock.now().astimezone(company.zone()).date()
    found = get(followup_id)
    if found.done_at:
        return found, False
    if found.kind == Kind.QUESTION and not outcome.strip():
        raise Invalid(body=N_("Write the answer; whoever asked is waiting for it."))
    if then:
        check(then, today)
    note = interactions.Values(Channel.NOTE, Direction.INTERNAL, body=outcome, subject=_subject(found.what))
    try:
        interactions.log(found.customer_id, note, by=by, also=[_settling(followup_id, then, by, today)])
    except _DoneMeanwhile:
        return get(followup_id), False
    return get(followup_id), True


def reopen(followup_id: int, *, by: User | Console) -> tuple[FollowUp, bool]:
    """It was not done after all: the note goes to the bin, and so does what came after it and is still to be done.

    The follow-up, and whether all of it is as it was. Where what it came back as was touched meanwhile, that goes on:
    this one no longer comes back by itself, and it is False. Only for who finished it, and managers.
    """
    require(by, Role.STAFF)
    with transaction():
        found = get(followup_id)
        if found.done_at is None:
            return found, True
        if not may_reopen(found.done_by_id, by=by):
            raise Forbidden(N_("Only who finished this and managers may reopen it."))
        before, note = snapshot(found), found.result
        whole = _take_back_what_came_after(found, by)
        if not whole:
            found.repeats = Repeats.NEVER  # else there would be two of it from now on
        found.done_at = found.done_by = found.result = None
        save(found, "followup.reopen", before, by=by)
        if note is not None and note.deleted_at is None:
            interactions.delete(note.id, by=by)
        return found, whole


def _settling(followup_id: int, then: Values | None, by: User | Console, today: date) -> Settle:
    """What is written within the transaction that logs the outcome."""

    def settle(logged: Interaction) -> None:
        now = clock.now()
        found = _settle(followup_id, logged, by, now)
        if found.repeats:
            _repeat(found, logged, by, now, today)
        if then:
            check_whose(then.user_id, then.department_id)
            check_how(then, found.customer)
            write(found.customer, then, by=by, interaction=logged, now=now)

    return settle


def _settle(followup_id: int, logged: Interaction, by: User | Console, now: datetime) -> FollowUp:
    """The first of two wins, also on a database that lets both in."""
    before = snapshot(get(followup_id))
    done = FollowUp.update(done_at=now, done_by=by.id, result=logged, updated_at=now)
    if not done.where((FollowUp.id == followup_id) & OPEN).execute():
        raise _DoneMeanwhile
    found = get(followup_id)
    after = snapshot(found)
    journal.record("followup.finish", found, by=by, customer=found.customer_id, before=before, after=after)
    return found


def _repeat(found: FollowUp, logged: Interaction, by: User | Console, now: datetime, today: date) -> None:
    """The next one: for whom it was, for the whole department again, asked by who asked."""
    day = _first_day(found)
    values = Values(
        found.what,
        recurring.following(found.due_on, found.repeats, today, day),
        user_id=None if found.department_id else found.user_id,
        department_id=found.department_id,
        kind=found.kind,
        phone=found.phone,
        person_id=found.person_id,
        at_minute=found.at_minute,
        repeats=found.repeats,
    )
    about = {"verb": BACK_AGAIN, "asker_id": found.created_by_id, "also": {"day": day}}
    write(found.customer, values, by=by, interaction=logged, now=now, **about)


def _first_day(found: FollowUp) -> int:
    """The day of the month on which the series began; its own where somebody chose another due date since."""
    made = (Change.kind == "followup") & (Change.record == found.id) & (Change.verb == BACK_AGAIN)
    change = Change.select().where(made).first()
    after = change.values.get("after", {}) if change else {}
    return after["day"] if after.get("due_on") == found.due_on.isoformat() else found.due_on.day


def _take_back_what_came_after(found: FollowUp, by: User | Console) -> bool:
    """What was written together with its end; what somebody asked on that note later has another moment.

    False where what it came back as is no longer untouched: that stays.
    """
    whole = True
    together = (FollowUp.interaction == found.result_id) & (FollowUp.created_at == found.done_at)
    after = list(FollowUp.select().where(together)) if found.result_id else []
    deeds = _deeds([one.id for one in after])
    for one in after:
        came_back = BACK_AGAIN in deeds[one.id]
        if came_back and deeds[one.id] != {BACK_AGAIN}:
            whole = False
        elif _take_back(one):
            journal.record("followup.delete", one, by=by, customer=one.customer_id)
        elif came_back:
            whole = False  # finished by a colleague at this very moment
    return whole


def _take_back(one: FollowUp) -> bool:
    """The first of two wins here too."""
    now = clock.now()
    return bool(FollowUp.update(deleted_at=now).where((FollowUp.id == one.id) & OPEN).execute())


def _deeds(ids: list[int]) -> dict[int, set[str]]:
    """What people did with each of these."""
    done: dict[int, set[str]] = {id: set() for id in ids}
    theirs = (Change.kind == "followup") & Change.record.in_(ids) & (Change.verb != REMINDED)
    for id, verb in Change.select(Change.record, Change.verb).where(theirs).tuples():
        done[id].add(verb)
    return done


def _subject(what: str) -> str:
    """The subject of the note: what was asked, cut at a word where it is too long for one."""
    longest = interactions.LONGEST_SUBJECT
    return what if len(what) <= longest else what[: longest - 2].rsplit(" ", 1)[0] + " …"
