"""What was won and lost: quotations, and customers who left."""

from crm.departures.models import Reason
from crm.departures.words import NOT_SAID, REASONS, UNKNOWN
from crm.teamwork.charts import Bar, Mark, Rows, Stack
from crm.teamwork.first import first_of
from crm.teamwork.section import About, Section, Table
from crm.words import N_, N_n, Text


def quotations(about: About) -> Section:
    """Won and lost."""
    won, lost = about.now.total("quotations", "won"), about.now.total("quotations", "lost")
    before = about.before.total("quotations", "won") if about.before else None
    marks = [
        Mark(word, value, about.listed("/quotations/", stage=stage), kind)
        for word, value, stage, kind in ((N_("won"), won, "won", ""), (N_("lost"), lost, "lost", "open"))
    ]
    bar = Bar(N_("Quotations"), marks)
    return Section(
        "quotations",
        _won(about, won, won + lost),
        N_("Quotations that were decided in this period"),
        Stack([bar], [(one.kind, one.label) for one in marks]) if won + lost else None,
        about.compared(None if before is None else N_("%(number)s won", number=about.grouped(before))),
        Table(
            [N_("Quotations"), N_("Number")], [[(one.label, ""), (about.grouped(one.value), one.url)] for one in marks]
        ),
    )


def departures(about: About) -> Section:
    """Who left, by reason."""
    found = about.now.by_detail("departures")
    total = sum(found.values())
    marks = [
        Mark(REASONS[reason], found[reason], about.listed("/departures/", reason=reason.value))
        for reason in sorted(Reason, key=lambda one: -found[one])
        if found[reason]
    ]
    known = sum(one.value for one in marks)
    title = _left(total, marks)
    if total > known:
        marks.append(Mark(NOT_SAID, total - known, about.listed("/departures/", reason=UNKNOWN), "unknown"))
    return Section(
        "departures",
        title,
        N_("Customers who became former in this period, by reason"),
        Rows(marks) if total else None,
        about.compared(about.before.total("departures") if about.before else None),
        Table(
            [N_("Reason"), N_("Customers")], [[(one.label, ""), (about.grouped(one.value), one.url)] for one in marks]
        ),
        more=[(N_n("The one who left", "The %(num)s who left", total), about.listed("/departures/"))] if total else [],
    )


def _won(about: About, won: int, decided: int) -> Text:
    if not decided:
        return N_("No quotation was decided")
    shown = about.grouped(decided)
    if decided == 2 and won != 1:
        return N_("Both quotations were won") if won else N_("Both quotations were lost")
    if won == decided:
        return N_n("The one quotation was won", "All %(shown)s quotations were won", won, shown=shown)
    if not won:
        return N_n("The one quotation was lost", "All %(shown)s quotations were lost", decided, shown=shown)
    values = {"shown": about.grouped(won), "decided": about.grouped(decided)}
    return N_n(
        "One of the %(decided)s quotations was won", "%(shown)s of the %(decided)s quotations were won", won, **values
    )


def _left(total: int, reasons: list[Mark]) -> Text:
    """``reasons`` that are known, the most frequent first."""
    if not total:
        return N_("No customer left")
    if not reasons:
        return N_n("A customer left; why is not known yet", "%(num)s customers left; why is not known yet", total)
    first, known = reasons[0].label, [one.value for one in reasons]
    if total == 1:
        return N_("One customer left. Reason: %(first)s", first=first)
    if sum(known) == 1:
        return N_("%(num)s customers left. Of one the reason is known: %(first)s", num=total, first=first)
    if known[0] == total:
        return N_("%(num)s customers left, all for one reason: %(first)s", num=total, first=first)
    if first_of(known, total).tied > 1:
        return N_("%(num)s customers left; no reason was named most", num=total)
    return N_("%(num)s customers left. Named most often: %(first)s", num=total, first=first)
