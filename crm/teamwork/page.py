"""The teamwork page: what is read for it, always in the same number of queries."""

from collections.abc import Collection
from dataclasses import dataclass

from crm.accounts import small
from crm.accounts.models import Department
from crm.accounts.small import Split
from crm.search.models import MissedSearch
from crm.teamwork import goals, lessons, queries, sections
from crm.teamwork.counts import Counts
from crm.teamwork.goals import Speech
from crm.teamwork.lessons import Lesson
from crm.teamwork.models import Goal
from crm.teamwork.periods import Period
from crm.teamwork.section import About, Section
from crm.teamwork.sections import stocks

COMPARED = frozenset(
    ("contacts", "consulted", "surprises", "agreements", "answered", "followups", "marks", "quotations", "departures")
)
DUE = frozenset(("agreements", "followups"))  # what is late the day after
NOT_SPLIT = frozenset({"known"})  # of the whole company, whatever the page is narrowed to


@dataclass(frozen=True)
class Page:
    """What stands on it. ``waiting``: how many days are still to be counted; ``empty``: nothing was ever kept."""

    period: Period
    department: Department | None
    split: Split
    sections: list[Section]
    waiting: int
    empty: bool
    lessons: list[Lesson]
    missed_month: str
    missed: list[MissedSearch]


def page(period: Period, department_id: int | None, speech: Speech) -> Page:
    """Of all, or of one department that is not so small that its figures would be about one person."""
    about = make(period, department_id, speech, small.split(), goals.kept())
    month, missed = lessons.searched_in_vain(period)
    before = period.before().until
    found = sections.counted(about)
    left = found.pop()  # beside who went silent
    found.append(stocks.known(about, queries.stock("known", period.until), queries.stock("known", before)))
    found.append(stocks.silent(about, queries.stock("silent", period.until), queries.stock("silent", before)))
    found.append(left)
    learnt = lessons.newest(period, about.department_id)
    nothing = not about.now.cells and about.before is None and not learnt
    waiting = queries.waiting()
    return Page(
        *(period, about.department, about.split, sections.least_last(found), waiting, nothing and not waiting),
        *(learnt, month, missed),
    )


def make(period: Period, department_id: int | None, speech: Speech, split: Split, kept: list[Goal]) -> About:
    """Read the figures of the period and of the one before."""
    department = next((one for one in split.columns if one and one.id == department_id), None)
    now, before = counts(period), counts(period.before(), COMPARED)
    if department:
        now, before = now.of({department.id}), before.of({department.id})
    whose = department.id if department else None
    targets = {one.figure: one.target for one in kept if one.department_id == whose}
    return About(period, now, before if before.cells else None, split, department, targets, speech)


def counts(period: Period, figures: Collection[str] | None = None) -> Counts:
    """The figures of its days so far; all with what is due today, or these."""
    found = queries.counted(period.first, period.until, figures, by=period.by)
    today = period.today
    if figures is not None or period.until < today:
        return Counts(found, period)
    return Counts(found, period, queries.counted(today, today, DUE, by="day"))
