"""Stories written by hand: contacts on working days before the moment of filling.

Texts may hold moments relative to the newest working day: ``{dag-1}`` (yesterday, wednesday,
from where the writer stands), ``{naam-2}`` woensdag, ``{datum-1}`` 19 november, ``{kort-1}`` do 19 nov, ``{maand-60}``,
``{jj-4}`` 26 and ``{jjmm-4}`` 2611 in numbers of quotations and invoices.
"""

import re
from dataclasses import dataclass
from datetime import date

from crm.demo.colleagues import NAMED
from crm.demo.drafts import CommentDraft, CompanyDraft, ContactDraft, PersonDraft, PointDraft
from crm.demo.names import WOMEN
from crm.demo.workdays import MONTHS, Workdays, weekday

TOKEN = re.compile(r"\{(dag|naam|datum|kort|maand|jj|jjmm)([+-]\d+)\}")


@dataclass(frozen=True, slots=True)
class Told:
    """One contact: working days before the newest one, a clock time, who, how, with whom, and what."""

    day: int
    time: str
    author: str
    channel: str
    direction: str
    people: tuple[str, ...]
    subject: str
    body: str
    comments: tuple[tuple[str, int, str], ...] = ()  # who, minutes later, what
    reached: bool = True
    pinned: bool = False
    written: tuple[int, str] | None = None  # the day and time of writing it down; usually three minutes later


@dataclass(frozen=True, slots=True)
class Story:
    """A customer with its contacts; ``history`` lets ordinary contacts go before them."""

    company: CompanyDraft
    contacts: tuple[Told, ...]
    history: float = 0.0  # how busy it was before, 1 is ordinary
    crowd: bool = False  # the one customer that everybody speaks with all the time

    def told_at(self, place: int, days: Workdays, newest: int) -> list[ContactDraft]:
        """The contacts with their moments, oldest first."""
        drafts = [_draft(self.company, place, one, days, newest) for one in self.contacts if newest + one.day >= 0]
        return sorted(drafts, key=lambda draft: draft.at)


def person(name: str, role: str, mobile: str = "", email: str = "", note: str = "", work: str = "") -> PersonDraft:
    """Somebody in a story."""
    first = name.split()[0]
    found = PersonDraft(name, first, first in WOMEN, role, note)
    found.points += [PointDraft("phone", mobile, "mobile")] if mobile else []
    found.points += [PointDraft("phone", work, "work")] if work else []
    found.points += [PointDraft("email", email)] if email else []
    return found


def points(phone: str = "", email: str = "") -> list[PointDraft]:
    """The customer's own number and address."""
    return [PointDraft(kind, value) for kind, value in (("phone", phone), ("email", email)) if value]


def _draft(company: CompanyDraft, place: int, one: Told, days: Workdays, newest: int) -> ContactDraft:
    day = newest + one.day

    def moment(when: tuple[int, str]) -> int:
        hour, minute = when[1].split(":")
        return days.moment(newest + when[0], int(hour) * 3600 + int(minute) * 60)

    def say(text: str) -> str:
        return TOKEN.sub(lambda found: _moment(days, day, found[1], newest + int(found[2])), text)

    at, written = moment((one.day, one.time)), moment(one.written) if one.written else None
    firsts = [someone.name.split()[0] for someone in company.people]
    return ContactDraft(
        company=place,
        author=NAMED[one.author],
        channel=one.channel,
        direction=one.direction,
        at=at,
        subject=say(one.subject),
        body=say(one.body),
        people=tuple(firsts.index(first) for first in one.people),
        reached=one.reached,
        comments=tuple(CommentDraft(NAMED[who], after * 60, say(text)) for who, after, text in one.comments),
        minutes=(written - at) // 60 if written else 3,
        pinned=one.pinned,
    )


def _moment(days: Workdays, writing: int, form: str, day: int) -> str:
    when, today = days.dates[max(day, 0)], days.dates[writing]
    if form == "dag":
        return _from(today, when)
    if form == "naam":
        return weekday(when)
    if form == "kort":
        return f"{weekday(when)[:2]} {when.day} {MONTHS[when.month - 1][:3]}"
    if form == "maand":
        return MONTHS[when.month - 1]
    if form in ("jj", "jjmm"):
        return f"{when:%y}" if form == "jj" else f"{when:%y%m}"
    return f"{when.day} {MONTHS[when.month - 1]}"


def _from(today: date, when: date) -> str:
    """How somebody names ``when`` on the day ``today``."""
    distance = (when - today).days
    near = {0: "vandaag", -1: "gisteren", -2: "eergisteren", 1: "morgen", 2: "overmorgen"}
    if distance in near:
        return near[distance]
    return weekday(when) if abs(distance) < 7 else f"{when.day} {MONTHS[when.month - 1]}"
