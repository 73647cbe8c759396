"""What goals can be of, what each figure is now, and whether the goal is reached."""

from collections.abc import Callable
from dataclasses import dataclass

from crm.teamwork.counts import Counts, median, percent
from crm.teamwork.models import Goal
from crm.words import N_, N_n, Text

PERCENT, DAYS, TENTHS = "percent", "days", "tenths"
MOST_DAYS, MOST_TENTHS = 365, 1000


@dataclass(frozen=True)
class Speech:
    """How numbers and days are written in the reader's language."""

    grouped: Callable[[int], str]  # 1.214
    tenths: Callable[[int], str]  # 78 -> 7,8
    day: Callable[[object], str]  # ma 16 nov


@dataclass(frozen=True)
class Measure:
    """A figure that a goal can be set for, in its ``unit``; ``read`` gives it, or None where nothing was counted."""

    name: Text
    unit: str
    at_least: bool
    highest: int
    read: Callable[[Counts], int | None]

    def reached(self, value: int, target: int) -> bool:
        """Whether ``value`` is good enough."""
        return value >= target if self.at_least else value <= target


@dataclass(frozen=True)
class Said:
    """A goal in words. ``reached`` is None as long as nothing was counted."""

    text: Text
    reached: bool | None
    target: int


def on_time_of_ours(counts: Counts) -> tuple[int, int]:
    """Agreements of ours kept in time, and all of which that can be said: not what is open and due today."""
    done = counts.total("agreements", "we:kept", "we:late", "we:broken")
    return counts.total("agreements", "we:kept"), done + counts.overdue("agreements", "we:open")


def followups_on_time(counts: Counts) -> tuple[int, int]:
    """The same of follow-ups."""
    done = counts.total("followups", "on_time", "late")
    return counts.total("followups", "on_time"), done + counts.overdue("followups", "open")


def average_mark(counts: Counts) -> int | None:
    """In tenths, rounded."""
    scores = counts.by_detail("marks")
    given = sum(scores.values())
    return round(sum(int(score) * amount for score, amount in scores.items()) * 10 / given) if given else None


def surprises_per_hundred(counts: Counts) -> int | None:
    """In tenths: surprises per hundred contacts."""
    contacts = counts.total("contacts")
    return round(counts.total("surprises") * 1000 / contacts) if contacts else None


MEASURES = {
    "consulted": Measure(
        N_("Looked up before an outgoing contact"),
        *(PERCENT, True, 100),
        lambda counts: percent(counts.total("consulted", "yes"), counts.total("consulted")),
    ),
    "surprises": Measure(
        N_("Surprises per 100 contacts"), TENTHS, at_least=False, highest=MOST_TENTHS, read=surprises_per_hundred
    ),
    "agreements": Measure(
        N_("Our agreements kept on time"), PERCENT, True, 100, lambda counts: percent(*on_time_of_ours(counts))
    ),
    "followups": Measure(
        N_("Follow-ups on time"), PERCENT, True, 100, lambda counts: percent(*followups_on_time(counts))
    ),
    "answered": Measure(
        N_("Half of the complaints answered within"),
        *(DAYS, False, MOST_DAYS),
        lambda counts: median(counts.by_detail("answered")),
    ),
    "solved": Measure(
        N_("Half of the complaints solved within"),
        *(DAYS, False, MOST_DAYS),
        lambda counts: median(counts.by_detail("solved")),
    ),
    "marks": Measure(N_("Average mark of customers"), TENTHS, True, 100, average_mark),
}


def written(unit: str, value: int, speech: Speech) -> Text | str:
    """70%, 3 days, 7.5"""
    if unit == PERCENT:
        return f"{value}%"
    return speech.tenths(value) if unit == TENTHS else in_days(value)


def in_days(days: int) -> Text:
    """the same day; 1 day; 3 days"""
    return N_n("%(num)s day", "%(num)s days", days) if days else N_("the same day")


def said(figure: str, target: int, counts: Counts, speech: Speech) -> Said:
    """The goal and how it stands."""
    measure = MEASURES[figure]
    value = measure.read(counts)
    values = {"target": written(measure.unit, target, speech)}
    if value is None:
        none = (
            N_("Goal: at least %(target)s. Nothing could be counted yet.", **values)
            if measure.at_least
            else N_("Goal: at most %(target)s. Nothing could be counted yet.", **values)
        )
        return Said(none, None, target)
    values["value"], reached = written(measure.unit, value, speech), measure.reached(value, target)
    if measure.at_least and reached:
        return Said(N_("Goal: at least %(target)s. Reached: %(value)s.", **values), reached, target)
    if measure.at_least:
        return Said(N_("Goal: at least %(target)s. Not reached: %(value)s.", **values), reached, target)
    if reached:
        return Said(N_("Goal: at most %(target)s. Reached: %(value)s.", **values), reached, target)
    return Said(N_("Goal: at most %(target)s. Not reached: %(value)s.", **values), reached, target)


def kept() -> list[Goal]:
    """All goals, the company's first. One query."""
    found = list(Goal.select().order_by(Goal.id))
    order = list(MEASURES)
    known = [one for one in found if one.figure in MEASURES]
    return sorted(known, key=lambda one: (one.department_id or 0, order.index(one.figure)))
