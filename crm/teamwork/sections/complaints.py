"""How long customers with a complaint waited for an answer, and for a solution."""

from crm.teamwork.charts import Mark, Rows
from crm.teamwork.counts import Counts, median
from crm.teamwork.section import About, Section, Table
from crm.words import N_, N_n, Text

ANSWERED, SOLVED = N_("Until the answer"), N_("Until the solution")


def lead_times(about: About) -> Section:
    """The days within which half of them were answered and solved."""
    received = about.now.total("complaints")
    found = {figure: median(about.now.by_detail(figure)) for figure in ("answered", "solved")}
    url = about.listed("/complaints/")
    marks = [
        Mark(
            *(word, days, about.listed("/complaints/", date=figure)),
            words=_days(days),
            target=about.goals.get(figure),
        )
        for (figure, days), word in zip(found.items(), (ANSWERED, SOLVED), strict=True)
        if days is not None
    ]
    before = median(about.before.by_detail("answered")) if about.before else None
    times = {figure: about.now.total(figure) for figure in found}
    return Section(
        "complaints",
        _waited(received, found["answered"], found["solved"]),
        N_n(
            "%(num)s complaint received; %(answered)s answered and %(solved)s solved in this period",
            "%(num)s complaints received; %(answered)s answered and %(solved)s solved in this period",
            received,
            **times,
        ),
        Rows(marks) if marks else None,
        about.compared(None if before is None else N_("half answered within %(days)s", days=_days(before))),
        _table(about.now, url),
        about.goal("answered", "solved"),
        [(N_n("Look at the complaint", "Look at the %(num)s complaints", received), url)] if received else [],
    )


SPANS = ((0, N_("the same day")), (1, N_("1 day")), (7, N_("2 to 7 days")), (30, N_("8 to 30 days")))
LONGER = N_("more than 30 days")


def _table(counts: Counts, url: str) -> Table:
    """How many took how long."""
    answered, solved = (_spread(counts, figure) for figure in ("answered", "solved"))
    words = [*(word for _days, word in SPANS), LONGER]
    rows = [
        [(word, ""), (str(one), ""), (str(other), "")] for word, one, other in zip(words, answered, solved, strict=True)
    ]
    together = [(N_("Received"), ""), (str(counts.total("complaints")), url), ("", "")]
    return Table([N_("It took"), N_("Answered"), N_("Solved")], [*rows, together])


def _spread(counts: Counts, figure: str) -> list[int]:
    found = [0] * (len(SPANS) + 1)
    for detail, amount in counts.by_detail(figure).items():
        found[sum(int(detail) > most for most, _word in SPANS)] += amount
    return found


def _days(days: int) -> Text:
    return N_n("%(num)s day", "%(num)s days", days)


def _waited(received: int, answered: int | None, solved: int | None) -> Text:
    if answered is not None:
        if not answered:
            return N_("Half of the complaints had an answer the same day")
        return N_n(
            "Half of the complaints had an answer within a day",
            "Half of the complaints had an answer within %(num)s days",
            answered,
        )
    if solved is not None:
        if not solved:
            return N_("Half of the complaints were solved the same day")
        return N_n(
            "Half of the complaints were solved within a day",
            "Half of the complaints were solved within %(num)s days",
            solved,
        )
    if received:
        return N_n("The one complaint has no answer yet", "None of the %(num)s complaints has an answer yet", received)
    return N_("No customer complained")
