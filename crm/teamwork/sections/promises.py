"""What was promised and by when: agreements of both sides, and follow-ups."""

from crm.agreements.models import Side
from crm.teamwork import goals
from crm.teamwork.charts import Bar, Mark, Stack
from crm.teamwork.section import About, Cell, Section, Table
from crm.words import N_, N_n, Text

ON_TIME, LATE, BROKEN, OPEN = N_("on time"), N_("late"), N_("not kept"), N_("open")
SIDES = {Side.WE: N_("We promised"), Side.THEY: N_("They promised")}
HOW = {"kept": ("", ON_TIME), "late": ("late", LATE), "broken": ("broken", BROKEN), "open": ("open", OPEN)}


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
        Stack(bars, list(HOW.values())) if due else None,
        about.compared(None if before is None else N_("%(percent)s%% of ours on time", percent=before)),
        Table([N_("Who"), ON_TIME, LATE, BROKEN, OPEN], [_row(about, bar) for bar in bars]),
        about.goal("agreements"),
    )


def followups(about: About) -> Section:
    """Done on time, done late, and still open."""
    found, path = about.now.by_detail("followups"), "/followups/"
    marks = [
        Mark(word, found[how], about.listed(path, whose="all", state=how), kind)
        for how, kind, word in (("on_time", "", ON_TIME), ("late", "late", LATE), ("open", "open", OPEN))
    ]
    on_time, due = goals.followups_on_time(about.now)
    bar = Bar(N_("Follow-ups"), marks, about.goals.get("followups"), due)
    before = goals.MEASURES["followups"].read(about.before) if about.before else None
    return Section(
        "followups",
        _followed_up(about, on_time, due, found["open"]),
        N_n("%(shown)s follow-up was due", "%(shown)s follow-ups were due", bar.total, shown=about.grouped(bar.total)),
        Stack([bar], [(one.kind, one.label) for one in marks]) if bar.total else None,
        about.compared(None if before is None else N_("%(percent)s%% on time", percent=before)),
        Table([N_("Who"), ON_TIME, LATE, OPEN], [_row(about, bar)]),
        about.goal("followups"),
    )


def _pieces(about: About, side: Side, found: dict[str, int]) -> list[Mark]:
    return [
        Mark(word, found[f"{side}:{how}"], about.listed("/agreements/", side=side.value, state=how), kind)
        for how, (kind, word) in HOW.items()
    ]


def _row(about: About, bar: Bar) -> list[Cell]:
    return [(bar.label, ""), *((about.grouped(one.value), one.url) for one in bar.marks)]


def _of_ours(about: About, kept: int, ours: int, due: int) -> Text:
    if not due:
        return N_("No agreement was due")
    if not ours:
        return N_("No agreement of ours had to be kept yet")
    shown = about.grouped(ours)
    if kept == ours:
        return N_n(
            "We kept our one agreement on time", "We kept all %(shown)s of our agreements on time", ours, shown=shown
        )
    if not kept:
        return N_n(
            "We did not keep our one agreement on time",
            "We kept none of our %(shown)s agreements on time",
            ours,
            shown=shown,
        )
    return N_n(
        "Of our own agreements we kept one too late or not at all",
        "Of our own agreements we kept %(shown)s too late or not at all",
        ours - kept,
        shown=about.grouped(ours - kept),
    )


def _followed_up(about: About, on_time: int, due: int, still_open: int) -> Text:
    if not due:
        return N_("No follow-up was due") if not still_open else N_("No follow-up had to be done yet")
    values = {"shown": about.grouped(due - on_time), "due": about.grouped(due)}
    if on_time == due:
        return N_n("The one follow-up was done on time", "All %(due)s follow-ups were done on time", due, **values)
    if not on_time:
        return N_n("The one follow-up was late", "All %(due)s follow-ups were late", due, **values)
    return N_n(
        "One of the %(due)s follow-ups was late",
        "%(shown)s of the %(due)s follow-ups were late",
        due - on_time,
        **values,
    )
