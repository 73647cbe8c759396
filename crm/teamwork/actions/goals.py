"""Setting goals, changing them and taking them away; managers do. One transaction and one Change each."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm import clock, journal
from crm.accounts import small
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid, NotFound, Refused
from crm.journal import Change
from crm.teamwork.goals import MEASURES
from crm.teamwork.models import Goal
from crm.words import N_, Text

THERE_IS_ONE = N_("There is a goal for this already. Change that one.")
TOO_SMALL = N_("This department is too small for a goal of its own: its figures would be about one person.")


@dataclass(frozen=True)
class Values:
    """What figure should become how much, in that figure's own unit, for which department (None: the company)."""

    figure: str
    department_id: int | None
    target: int | None


def create(values: Values, *, by: User | Console) -> Goal:
    """Set a goal where there was none. Raises Invalid(figure=…, department=…, target=…), Forbidden."""
    require(by, Role.MANAGER)
    check(values)
    with transaction():
        _require_free(values.figure, values.department_id)
        now = clock.now()
        found = Goal.create(
            figure=values.figure,
            department=values.department_id,
            target=values.target,
            created_by=by.id,
            created_at=now,
            updated_at=now,
        )
        journal.record("goal.create", found, by=by, after=snapshot(found))
        return found


def edit(goal_id: int, target: int | None, *, by: User | Console, seen: int | None = None) -> Goal:
    """Aim higher or lower. ``seen``: see ``journal.revision``. Raises Invalid(target=…), Outdated, NotFound."""
    require(by, Role.MANAGER)
    with transaction():
        journal.refuse_if_changed("goal", goal_id, seen)
        found = get(goal_id)
        check(Values(found.figure, None, target))
        before = snapshot(found)
        if target != found.target:
            found.target, found.updated_at = target, max(clock.now(), found.created_at + timedelta(seconds=1))
            found.save(only=[Goal.target, Goal.updated_at])
            journal.record("goal.edit", found, by=by, before=before, after=snapshot(found))
        return found


def delete(goal_id: int, *, by: User | Console) -> Change:
    """Aim at this no longer. The Change that is given back can be undone."""
    require(by, Role.MANAGER)
    with transaction():
        found = get(goal_id)
        change = journal.record("goal.delete", found, by=by, before=snapshot(found))
        found.delete_instance()
        return change


def restore(removed_id: int, *, by: User | Console) -> Goal:
    """Aim at it again, as it was when ``removed_id`` (a Change) took it away; twice is once.

    Raises Refused where somebody set another meanwhile, NotFound.
    """
    require(by, Role.MANAGER)
    with transaction():
        change = Change.get_or_none((Change.id == removed_id) & (Change.verb == "goal.delete"))
        if change is None:
            raise NotFound(NOT_THERE)
        was = change.values["before"]
        if there := _there(was["figure"], was["department"]):
            if there.target == was["target"]:
                return there
            raise Refused(N_("A colleague set another goal for this meanwhile."))
        check(Values(was["figure"], was["department"], was["target"]))
        now = clock.now()
        found = Goal.create(**was, created_by=by.id, created_at=now, updated_at=now)
        journal.record("goal.restore", found, by=by, after=snapshot(found))
        return found


NOT_THERE = N_("This goal is not there (any more).")


def get(goal_id: int) -> Goal:
    """One goal. Raises NotFound."""
    found = Goal.get_or_none(Goal.id == goal_id)
    if found is None:
        raise NotFound(NOT_THERE)
    return found


def check(values: Values) -> None:
    """Pass when such a goal may be. Raises Invalid."""
    measure = MEASURES.get(values.figure)
    if measure is None:
        raise Invalid(figure=N_("Choose what the goal is about."))
    lowest = 1 if measure.at_least else 0  # at least nothing is no goal
    if values.target is None or not lowest <= values.target <= measure.highest:
        raise Invalid(target=_wrong(measure.unit))
    if values.department_id is not None:
        alone = {one.id for one in small.split().columns if one}
        if values.department_id not in alone:
            raise Invalid(department=TOO_SMALL)


def snapshot(found: Goal) -> dict[str, Any]:
    """What the journal keeps of it."""
    return {"figure": found.figure, "department": found.department_id, "target": found.target}


def _require_free(figure: str, department_id: int | None) -> None:
    if _there(figure, department_id):
        raise Invalid(figure=THERE_IS_ONE)


def _there(figure: str, department_id: int | None) -> Goal | None:
    whose = Goal.department.is_null() if department_id is None else Goal.department == department_id
    return Goal.get_or_none((Goal.figure == figure) & whose)


def _wrong(unit: str) -> Text:
    return {
        "percent": N_("Type a percentage from 1 to 100, for example 80."),
        "days": N_("Type whole days from 0 to 365, for example 3."),
        "tenths": N_("Type a number with one decimal at most, for example 7.5."),
    }[unit]
