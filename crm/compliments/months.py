"""A month on the company's clock, ``2026-10``: when it begins and ends, and what it is called."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from crm import clock
from crm.company import clock as company
from crm.words import N_, Text

NAMES = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August")),
    *(N_("September"), N_("October"), N_("November"), N_("December")),
)
KEY = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    """``number`` is 1 for January."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """``2026-10``"""
        return f"{self.year}-{self.number:02}"

    @property
    def before(self) -> "Month":
        """The month before."""
        return Month(self.year, self.number - 1) if self.number > 1 else Month(self.year - 1, 12)

    @property
    def after(self) -> "Month":
        """The month after."""
        return Month(self.year, self.number + 1) if self.number < 12 else Month(self.year + 1, 1)

    def said(self, beside: "Month") -> Text:
        """Its name within a sentence; with the year where that is another than of the month ``beside``."""
        name = NAMES[self.number - 1]
        return name if self.year == beside.year else Text("%(month)s %(year)d", {"month": name, "year": self.year})

    def starts_at(self, zone: ZoneInfo) -> datetime:
        """Midnight before its first day on this clock, in UTC."""
        return datetime.combine(date(self.year, self.number, 1), time(), zone).astimezone(UTC)

    def ends_at(self, zone: ZoneInfo) -> datetime:
        """The first moment that is not in it."""
        return self.after.starts_at(zone)


def of(moment: datetime, zone: ZoneInfo) -> Month:
    """The month of a moment on this clock."""
    here = moment.astimezone(zone)
    return Month(here.year, here.month)


def current() -> Month:
    """The month that it is where the company is. At most one query."""
    return of(clock.now(), company.zone())


def read(text: str) -> Month | None:
    """``"2026-10"`` as an address has it; None for what is no month."""
    found = KEY.fullmatch(text)
    return Month(int(found[1]), int(found[2])) if found else None
