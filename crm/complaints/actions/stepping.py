"""Received, answered, solved, learnt: a step forward, and back again. Anybody who may write may take one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from crm import clock
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.company import clock as company
from crm.complaints.actions import causes
from crm.complaints.actions.rows import get, save, snapshot
from crm.complaints.actions.values import FUTURE, Step, day_wrong, tidy, too_long
from crm.complaints.models import Complaint, State
from crm.db import transaction
from crm.errors import Invalid, Outdated
from crm.journal import Change
from crm.words import N_, Text

VERBS = {State.ANSWERED: "answer", State.SOLVED: "solve", State.LEARNT: "learn"}
NEAR = timedelta(minutes=2)  # "an hour ago", sent twice, is two moments
FROM = {
    State.ANSWERED: {State.RECEIVED},
    State.SOLVED: {State.RECEIVED, State.ANSWERED},
    State.LEARNT: {State.SOLVED},
}


def answer(complaint_id: int, step: Step, *, by: User | Console) -> Complaint:
    """We let the customer hear from us; what we said is the beginning of the remedy.

    ``step.due_on`` is by when it will be solved. The same step twice is one. Raises Outdated where it was answered
    meanwhile, Invalid(at=…), Forbidden, NotFound.
    """
    return _take(complaint_id, State.ANSWERED, step, by=by)


def solve(complaint_id: int, step: Step, *, by: User | Console) -> Complaint:
    """It was made good; what was not answered before, was answered at that moment. A remedy must be there.

    Raises Outdated, Invalid(at=…, remedy=…), Forbidden, NotFound.
    """
    return _take(complaint_id, State.SOLVED, step, by=by)


def learn(complaint_id: int, step: Step, *, by: User | Console) -> Complaint:
    """We know what we do differently; a lesson and a cause must be there.

    Raises Outdated, Invalid(at=…, lesson=…, cause=…), Forbidden, NotFound.
    """
    return _take(complaint_id, State.LEARNT, step, by=by)


def reopen(complaint_id: int, state: str, *, by: User | Console) -> Complaint:
    """The step to ``state`` was not taken after all; nothing where it is not there (any more).

    Moments and the day by which it is due are as they were before; texts stay. Raises Forbidden, NotFound.
    """
    require(by, Role.STAFF)
    with transaction():
        found = get(complaint_id)
        if found.state != state or found.state == State.RECEIVED:
            return found
        before, was = snapshot(found), _before_step(found)
        found.state, found.due_on = State(was["state"]), was["due_on"]
        for name in ("answered_at", "solved_at", "learnt_at"):
            setattr(found, name, _moment(was[name]))
        save(found, "reopen", before, by=by)
        return found


def last_moment(found: Complaint) -> datetime:
    """When it took the step before the next one."""
    return found.learnt_at or found.solved_at or found.answered_at or found.received_at


def _take(complaint_id: int, to: State, step: Step, *, by: User | Console) -> Complaint:
    require(by, Role.STAFF)
    today = company.today()
    with transaction():
        found = get(complaint_id)
        if found.state not in FROM[to]:
            return _taken_before(found, to, step)
        before = snapshot(found)
        at = _fill(found, to, step, today)
        found.state = to
        if to == State.ANSWERED:
            found.answered_at = at
        elif to == State.SOLVED:
            found.answered_at, found.solved_at = found.answered_at or at, at
        else:
            found.learnt_at = at
        save(found, VERBS[to], before, by=by)
        return found


def _fill(found: Complaint, to: State, step: Step, today: date) -> datetime:
    """Put what was filled in into the row; the moment of the step. Raises Invalid with everything that is wrong."""
    remedy = found.remedy if step.remedy is None else tidy(step.remedy)
    lesson = found.lesson if step.lesson is None else tidy(step.lesson)
    now = clock.now()
    at = step.at or max(now, last_moment(found))
    wrong: dict[str, Text] = too_long(remedy=remedy, lesson=lesson, cause=step.cause)
    if step.at and at > now:
        wrong["at"] = FUTURE
    elif at < last_moment(found):
        wrong["at"] = N_("This lies before the step before it; choose a later moment.")
    if to != State.ANSWERED and not remedy:
        wrong["remedy"] = N_("Write what we did about it; the next colleague does that again.")
    if to == State.LEARNT and not lesson:
        wrong["lesson"] = N_("Write what we do differently from now on.")
    if to == State.LEARNT and not (causes.key_of(step.cause) if step.cause is not None else found.cause_id):
        wrong["cause"] = N_("Write what caused it, so that the same is recognised elsewhere.")
    if problem := day_wrong(step.due_on, today):
        wrong["due_on"] = problem
    if wrong:
        raise Invalid(**wrong)
    found.remedy, found.lesson = remedy, lesson
    found.due_on = step.due_on if to == State.ANSWERED else found.due_on
    if step.cost_asked or step.cost_cents is not None:
        found.cost_cents = step.cost_cents
    if step.cause is not None:
        found.cause = causes.named(step.cause)
    return at.replace(microsecond=0)


def _taken_before(found: Complaint, to: State, step: Step) -> Complaint:
    """The same form sent again is done already; what somebody else did must not swallow these words."""
    if found.state == to and _says_the_same(found, to, step):
        return found
    if found.state == State.RECEIVED or (to == State.LEARNT and found.state == State.ANSWERED):
        raise Outdated(N_("Solve the complaint first; then what we learnt from it can be written down."))
    raise Outdated(N_("A colleague took a step with this complaint while you were writing."))


def _says_the_same(found: Complaint, to: State, step: Step) -> bool:
    """Whether all that was sent is there already. What was left out asks for nothing."""
    texts = ((step.remedy, found.remedy), (step.lesson, found.lesson))
    cost_asked = step.cost_asked or step.cost_cents is not None
    kept_cause = found.cause.key if found.cause else ""
    return (
        all(given is None or tidy(given) == kept for given, kept in texts)
        and (not cost_asked or step.cost_cents == found.cost_cents)
        and (step.cause is None or causes.key_of(step.cause) == kept_cause)
        and (to != State.ANSWERED or step.due_on == found.due_on)
        and (step.at is None or abs(step.at - last_moment(found)) < NEAR)
    )


def _before_step(found: Complaint) -> dict[str, Any]:
    """How it was before the last step to where it is now; from the journal, else one step less."""
    mine = (Change.kind == "complaint") & (Change.record == found.id)
    taken = Change.verb == f"complaint.{VERBS[State(found.state)]}"
    step = Change.select().where(mine & taken).order_by(Change.id.desc()).first()
    was = step.values.get("before") if step else None
    if was:
        due_on = date.fromisoformat(was["due_on"]) if was["due_on"] else None
        return was | {"due_on": due_on}
    return _one_less(found)


def _one_less(found: Complaint) -> dict[str, Any]:
    states = list(State)
    kept = snapshot(found) | {"state": states[states.index(State(found.state)) - 1]}
    return kept | {f"{found.state}_at": None}


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
