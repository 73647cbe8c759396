"""The figures of a period as rows of a file, in the words of the page."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from crm.accounts.small import Split
from crm.company import queries as company
from crm.departures.words import NOT_SAID, REASONS, UNKNOWN
from crm.interactions import channels
from crm.surprises.causes import WORDS
from crm.teamwork import goals, queries
from crm.teamwork.counts import Counts
from crm.teamwork.goals import MEASURES, Speech, in_days
from crm.teamwork.models import Goal
from crm.teamwork.page import counts
from crm.teamwork.periods import Period
from crm.teamwork.section import NOBODYS, SMALL
from crm.teamwork.sections.promises import BROKEN, KEPT_LATE, LATE, ON_TIME, SIDES
from crm.teamwork.sections.stocks import BY
from crm.words import N_, Text

STOCKS = ("known", "silent")
WHOLE = N_("The whole company")
NAMES = {
    "contacts": N_("Contacts"),
    "consulted": N_("Looked up before an outgoing contact"),
    "surprises": N_("Surprises"),
    "agreements": N_("Agreements"),
    "complaints": N_("Complaints"),
    "answered": N_("Complaints answered"),
    "solved": N_("Complaints solved"),
    "followups": N_("Follow-ups"),
    "marks": N_("Marks"),
    "quotations": N_("Quotations"),
    "departures": N_("Customers who left"),
    "known": N_("Known by departments"),
    "silent": N_("Silent customers"),
}
OPEN, WITHDRAWN = N_("open"), N_("withdrawn")
HOW = {"kept": ON_TIME, "late": KEPT_LATE, "broken": BROKEN, "open": OPEN, "withdrawn": WITHDRAWN}
SAID: dict[str, dict[str, Text]] = {
    "consulted": {"yes": N_("Looked"), "no": N_("Not looked")},
    "surprises": {cause.value: word.name for cause, word in WORDS.items()},
    "agreements": {
        f"{side}:{how}": N_("%(who)s: %(how)s", who=word, how=said)
        for side, word in SIDES.items()
        for how, said in HOW.items()
    },
    "complaints": {
        "received": N_("received"),
        "answered": N_("answered"),
        "solved": N_("solved"),
        "learnt": N_("lesson written down"),
    },
    "followups": {"on_time": ON_TIME, "late": LATE, "open": OPEN},
    "quotations": {"won": N_("won"), "lost": N_("lost")},
    "departures": {reason.value: word for reason, word in REASONS.items()} | {UNKNOWN: NOT_SAID},
    "known": BY,
}


class Row(NamedTuple):
    """``day`` is the day, the Monday of the week, or the first of the period; ``goal`` only where there is one."""

    figure: Text | str
    day: date
    department: Text | str
    detail: Text | str
    amount: Text | str | int
    goal: Text | str = ""


def rows(period: Period, split: Split, kept: list[Goal], speech: Speech) -> list[Row]:
    """What was counted by day or week, then how it stood at the end, then shares and averages with their goals."""
    found = counts(period)
    words = dict(channels.words({one.key: one for one in company.own_channels()}))
    cells = [(one.figure, one.day, one.department, one.detail, one.amount) for one in found.cells]
    for figure in STOCKS:
        day, amounts = queries.stock(figure, period.until) or (period.until, {})
        cells += [(figure, day, *key, amount) for key, amount in amounts.items()]
    counted = [
        Row(NAMES[figure], day, department, _said(figure, detail, words), amount)
        for (figure, day, department, detail), amount in _together(cells, split).items()
    ]
    return [*counted, *_shares(found, split, kept, speech)]


def _together(cells: list[tuple], split: Split) -> Counter:
    """Small departments in one; what is left out lest it be of one person, in none."""
    names = {at: one.name if one else SMALL for at, one in enumerate(split.columns)}
    found: Counter = Counter()
    for figure, day, department, detail, amount in cells:
        if department in split.place:
            found[figure, day, names[split.place[department]], detail] += amount
        elif not department:
            found[figure, day, WHOLE if figure == "known" else NOBODYS, detail] += amount
    return found


def _said(figure: str, detail: str, channel_words: dict) -> Text | str:
    if figure in ("answered", "solved") and detail.isdigit():
        return in_days(int(detail))
    if figure == "marks":
        return N_("mark %(score)s", score=detail)
    return (channel_words if figure == "contacts" else SAID.get(figure, {})).get(detail, detail)


def _shares(found: Counts, split: Split, kept: list[Goal], speech: Speech) -> Iterator[Row]:
    aims = {(one.department_id, one.figure): one.target for one in kept}
    for department in (None, *(one for one in split.columns if one)):
        whose = department.id if department else None
        theirs = found.of({whose}) if whose else found
        for figure, measure in MEASURES.items():
            value, aim = measure.read(theirs), aims.get((whose, figure))
            if value is not None or aim is not None:
                shown = ["–" if one is None else goals.written(measure.unit, one, speech) for one in (value, aim)]
                aimed = "" if aim is None else shown[1]
                where = department.name if department else WHOLE
                yield Row(measure.name, found.period.first, where, N_("of the whole period"), shown[0], aimed)
