"""A part of the teamwork page: a finding in a sentence, what was counted, and the chart of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from crm.accounts.models import Department
from crm.accounts.small import Split
from crm.teamwork import goals, links
from crm.teamwork.charts import Chart
from crm.teamwork.counts import Counts
from crm.teamwork.goals import Said, Speech
from crm.teamwork.periods import BEFORE, Bucket, Period
from crm.words import N_, Text

SMALL = N_("Small departments")
NOBODYS = N_("Without a department")
Cell = tuple[Text | str, str]  # what stands there, and what it leads to


@dataclass(frozen=True)
class Table:
    """The figures of a chart as a table: the first column says of what."""

    head: list[Text | str]
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Section:
    """``before`` is the same figure of the period before; ``more`` leads on: words and an address.

    ``total`` is the first number of the subtitle, with the list of just that many.
    """

    key: str
    title: Text
    subtitle: Text
    chart: Chart | None = None
    before: Text | None = None
    table: Table | None = None
    goal: list[Said] = field(default_factory=list)
    more: list[Cell] = field(default_factory=list)
    total: Cell | None = None


@dataclass(frozen=True)
class Part:
    """A department in a split, or the small ones together (``only`` None), or none at all."""

    name: Text | str
    value: int
    only: Department | None  # where it is one department
    inside: frozenset[int]  # which departments
    names: list[str]  # of those; none where it is no department


@dataclass(frozen=True)
class About:
    """What every section is made from. ``before`` is None where nothing was kept that long ago."""

    period: Period
    now: Counts
    before: Counts | None
    split: Split
    department: Department | None
    goals: dict[str, int]  # the targets of whom the page is about
    speech: Speech

    @property
    def department_id(self) -> int | None:
        """To which department the page is narrowed."""
        return self.department.id if self.department else None

    def compared(self, value: Text | str | int | None) -> Text | None:
        """The 12 weeks before: 41"""
        if self.before is None or value is None:
            return None
        shown = self.speech.grouped(value) if isinstance(value, int) else value
        return Text(BEFORE[self.period.name].message, {"value": shown})

    def goal(self, *figures: str) -> list[Said]:
        """The goals of these figures, as far as there are."""
        return [goals.said(one, self.goals[one], self.now, self.speech) for one in figures if one in self.goals]

    def label(self, bucket: Bucket) -> Text | str:
        """week 36; Mon 16 Nov"""
        return N_("week %(number)s", number=bucket.week) if self.period.by == "week" else self.speech.day(bucket.key)

    def short(self, bucket: Bucket) -> str:
        """36; Mon 16"""
        if self.period.by == "week":
            return str(bucket.week)
        return " ".join(self.speech.day(bucket.key).split()[:2])

    def listed(self, path: str, first: date | None = None, last: date | None = None, **filters: str) -> str:
        """A list narrowed to these days (else the whole period), to the department of the page, and further."""
        asked = {"department": self.department_id} | filters
        return links.listed(path, first or self.period.first, last or self.period.until, **asked)

    def contacts_of(self, part: Part, first: date | None = None, last: date | None = None) -> str:
        """The contacts of the departments in this part; search knows no contacts without a department."""
        if not part.names:
            return ""
        return links.contacts(first or self.period.first, last or self.period.until, part.names)

    def contacts(self, first: date | None = None, last: date | None = None, channel: str = "") -> str:
        """The contacts of these days, of the department of the page."""
        names = [self.department.name] if self.department else []
        return links.contacts(first or self.period.first, last or self.period.until, names, channel)

    def by_department(self, figure: str, *details: str) -> list[Part]:
        """The most first. What is left out lest it be of one person, is in none of them."""
        return self.parts(self.now.by_department(figure, *details))

    def parts(self, found: Counter[int]) -> list[Part]:
        """Amounts by department as the page may show them, the most first."""
        added: Counter[int] = Counter()
        for department, amount in found.items():
            if department in self.split.place:
                added[self.split.place[department]] += amount
        parts = [
            Part(one.name if one else SMALL, added[at], one, self._inside(at), self._names(one))
            for at, one in enumerate(self.split.columns)
        ]
        parts.append(Part(NOBODYS, found[0], None, frozenset({0}), []))
        return sorted((one for one in parts if one.value), key=lambda one: -one.value)

    def _inside(self, column: int) -> frozenset[int]:
        return frozenset(id for id, place in self.split.place.items() if place == column)

    def _names(self, column: Department | None) -> list[str]:
        return [one.name for one in ([column] if column else self.split.together)]

    def grouped(self, number: int) -> str:
        """1.214"""
        return self.speech.grouped(number)

    @property
    def column_head(self) -> Text:
        """Of the first column of a table of them."""
        return week_or_day(self.period.by, N_("Week"), N_("Day"))

    @property
    def column_word(self) -> Text | str:
        """Below an axis of numbers of weeks; days say it themselves."""
        return N_("week") if self.period.by == "week" else ""


def week_or_day(by: str, week: Text, day: Text) -> Text:
    """Of two sentences the one that fits how the period is divided."""
    return week if by == "week" else day
