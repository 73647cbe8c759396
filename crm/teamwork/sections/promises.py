"""What was promised and by when: agreements of both sides, and follow-ups."""

from datetime import timedelta

from crm.agreements.models import Side
from crm.teamwork import goals
from crm.teamwork.charts import Bar, Mark, Stack
from crm.teamwork.section import About, Cell, Section, Table
from crm.words import N_, N_n, Text

ON_TIME, LATE, BROKEN = N_("on time"), N_("done late"), N_("not kept")
KEPT_LATE, OVERDUE, OPEN = N_("kept late"), N_("late and still open"), N_("due today")
SIDES = {Side.WE: N_("We promised"), Side.THEY: N_("They promised")}
DAY = timedelta(days=1)
HOW = {"kept": ("", ON_TIME), "late": ("late", KEPT_LATE), "broken": ("broken", BROKEN)}
FEW_OF_OURS = {  # how many, and whether they were kept on time
    (1, True): N_("One agreement of ours was due: kept on time"),
    (1, False): N_("One agreement of ours was due: not kept on time"),
    (2, True): N_("Two agreements of ours were due: both kept on time"),
    (2, False): N_("Two agreements of ours were due: neither kept on time"),
}
FEW_FOLLOW_UPS = {
    (1, True): N_("One follow-up had to be done: it was on time"),
    (1, False): N_("One follow-up had to be done: it was late"),
    (2, True): N_("Two follow-ups had to be done: both were on time"),
    (2, False): N_("Two follow-ups had to be done: both were late"),
}


def agreements(about: About) -> Section:
    """Kept on time, late, not kept, and still open; ours above theirs."""
    found = about.now.by_detail("agreements")
    kept, ours = goals.on_time_of_ours(about.now)
    pieces = {side: _pieces(about, side, found) for side in SIDES}
    bars = [
        Bar(SIDES[Side.WE], pieces[Side.WE], about.goals.get("agreements"), ours),
        Bar(SIDES[Side.THEY], pieces[Side.THEY]),
    ]
    before = goals.MEASURES["agreements"].read(about.before) if about.before else None
    due = sum(bar.total for bar in bars)
    return Section(
        "agreements",
        _of_ours(about, kept, ours, due),
        N_n("%(shown)s agreement was due", "%(shown)s agreements were due", due, shown=about.grouped(due)),
        Stack(bars, _legend(bars)) if due else None,
        about.compared(None if before is None else N_("%(percent)s%% of ours on time", percent=before)),
        Table([N_("Who"), ON_TIME, KEPT_LATE, BROKEN, OVERDUE, OPEN], [_row(about, bar) for bar in bars]),
        about.goal("agreements"),
    )


def followups(about: About) -> Section:
    """Done on time, done late, and still open."""
    found, path = about.now.by_detail("followups"), "/followups/"
    marks = [
        Mark(word, found[how], about.listed(path, whose="all", state=how), kind)
        for how, kind, word in (("on_time", "", ON_TIME), ("late", "late", LATE))
    ]
    marks += _open(about, "followups", "open", path, whose="all")
    on_time, due = goals.followups_on_time(about.now)
    bar = Bar(N_("Follow-ups"), marks, about.goals.get("followups"), due)
    before = goals.MEASURES["followups"].read(about.before) if about.before else None
    return Section(
        "followups",
        _followed_up(about, on_time, due, bar.total - due),
        N_n("%(shown)s follow-up was due", "%(shown)s follow-ups were due", bar.total, shown=about.grouped(bar.total)),
        Stack([bar], _legend([bar])) if bar.total else None,
        about.compared(None if before is None else N_("%(percent)s%% on time", percent=before)),
        Table([N_("Who"), ON_TIME, LATE, OVERDUE, OPEN], [_row(about, bar)]),
        about.goal("followups"),
        total=(about.grouped(bar.total), about.listed(path, whose="all")) if bar.total else None,
    )


def _pieces(about: About, side: Side, found: dict[str, int]) -> list[Mark]:
    path = "/agreements/"
    pieces = [
        Mark(word, found[f"{side}:{how}"], about.listed(path, side=side.value, state=how), kind)
        for how, (kind, word) in HOW.items()
    ]
    return pieces + _open(about, "agreements", f"{side}:open", path, side=side.value)


def _open(about: About, figure: str, detail: str, path: str, **filters: str) -> list[Mark]:
    """What should have been done by now, and what is due today: each with its own days of the list."""
    period = about.period
    until = min(period.until, period.today - DAY)
    late = about.listed(path, None, until, state="open", **filters) if until >= period.first else ""
    return [
        Mark(OVERDUE, about.now.overdue(figure, detail), late, "overdue"),
        Mark(
            OPEN, about.now.due_today(figure, detail), about.listed(path, period.today, state="open", **filters), "open"
        ),
    ]


def _legend(bars: list[Bar]) -> list[tuple[str, Text | str]]:
    """Of what is there: five words for a bar of one piece would only be in its way."""
    there = {one.kind for bar in bars for one in bar.marks if one.value}
    return [(one.kind, one.label) for one in bars[0].marks if one.kind in there]


def _row(about: About, bar: Bar) -> list[Cell]:
    return [(bar.label, ""), *((about.grouped(one.value), one.url) for one in bar.marks)]


def _of_ours(about: About, kept: int, ours: int, due: int) -> Text:
    if not due:
        return N_("No agreement was due")
    if not ours:
        return N_("No agreement of ours had to be kept yet")
    if ours < 3 and kept in (0, ours):
        return FEW_OF_OURS[ours, bool(kept)]
    shown = about.grouped(ours)
    if kept == ours:
        return N_("We kept all %(shown)s of our agreements on time", shown=shown)
    if not kept:
        return N_("We kept none of our %(shown)s agreements on time", shown=shown)
    return N_n(
        "Of our own agreements we kept one too late or not at all",
        "Of our own agreements we kept %(shown)s too late or not at all",
        ours - kept,
        shown=about.grouped(ours - kept),
    )


def _followed_up(about: About, on_time: int, due: int, still_open: int) -> Text:
    if not due:
        return N_("No follow-up was due") if not still_open else N_("No follow-up had to be done yet")
    if due < 3 and on_time in (0, due):
        return FEW_FOLLOW_UPS[due, bool(on_time)]
    values = {"shown": about.grouped(due - on_time), "due": about.grouped(due)}
    if on_time == due:
        return N_("All %(due)s follow-ups were done on time", **values)
    if not on_time:
        return N_("All %(due)s follow-ups were late", **values)
    return N_n(
        "One of the %(due)s follow-ups was late",
        "%(shown)s of the %(due)s follow-ups were late",
        due - on_time,
        **values,
    )
