"""How every goal stands: the company's, and those of departments that are large enough to have their own."""

from dataclasses import dataclass

from crm.accounts.models import Department
from crm.accounts.small import Split
from crm.teamwork import goals
from crm.teamwork.charts import Mark, Rows
from crm.teamwork.counts import Counts
from crm.teamwork.goals import MEASURES, TENTHS, Said, Speech
from crm.teamwork.models import Goal
from crm.words import Text


@dataclass(frozen=True)
class Standing:
    """A goal with a bar for what was counted and a line for what it should be; without a bar nothing was."""

    goal: Goal
    name: Text
    said: Said
    chart: Rows


@dataclass(frozen=True)
class Group:
    """The goals of one department, or (None) of the company."""

    department: Department | None
    rows: list[Standing]


def standings(kept: list[Goal], counts: Counts, split: Split, speech: Speech) -> list[Group]:
    """The company first. Goals of a department that became too small since are not shown."""
    groups = []
    for department in (None, *(one for one in split.columns if one)):
        whose = department.id if department else None
        theirs = counts.of({whose}) if whose else counts
        rows = [_standing(one, theirs, speech) for one in kept if one.department_id == whose]
        if rows:
            groups.append(Group(department, rows))
    return groups


def _standing(goal: Goal, counts: Counts, speech: Speech) -> Standing:
    measure = MEASURES[goal.figure]
    value = measure.read(counts)
    words = "–" if value is None else goals.written(measure.unit, value, speech)
    kind = "unknown" if value is None else ""
    mark = Mark(measure.name, value or 0, kind=kind, words=words, target=goal.target)
    highest = 100 if measure.unit != "days" and not (measure.unit == TENTHS and not measure.at_least) else 0
    return Standing(goal, measure.name, goals.said(goal.figure, goal.target, counts, speech), Rows([mark], highest))
