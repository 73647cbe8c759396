"""How long customers with a complaint waited for an answer, and for a solution."""

from collections import Counter

from crm.teamwork.charts import Mark, Rows
from crm.teamwork.counts import Counts, median
from crm.teamwork.goals import in_days
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
            words=in_days(days),
            target=about.goals.get(figure),
        )
        for (figure, days), word in zip(found.items(), (ANSWERED, SOLVED), strict=True)
        if days is not None
    ]
    times = {figure: about.now.total(figure) for figure in found}
    return Section(
        "complaints",
        _waited(about.now, received),
        N_n(
            "%(num)s complaint received; %(answered)s answered and %(solved)s solved in this period",
            "%(num)s complaints received; %(answered)s answered and %(solved)s solved in this period",
            received,
            **times,
        ),
        Rows(marks) if marks else None,
        about.compared(_before(about.before)),
        _table(about),
        about.goal("answered", "solved"),
        more=[(N_n("Look at the complaint", "Look at the %(num)s complaints", received), url)] if received else [],
    )


SPANS = ((0, N_("the same day")), (1, N_("1 day")), (7, N_("2 to 7 days")), (30, N_("8 to 30 days")))
LONGER = N_("more than 30 days")


def _table(about: About) -> Table:
    """How many took how long."""
    spread = {figure: _spread(about.now, figure) for figure in ("answered", "solved")}
    words = [*(word for _days, word in SPANS), LONGER]
    rows = [
        [(word, ""), (str(one), ""), (str(other), "")] for word, one, other in zip(words, *spread.values(), strict=True)
    ]
    sums = [(about.grouped(sum(one)), about.listed("/complaints/", date=name)) for name, one in spread.items()]
    return Table([N_("It took"), N_("Answered"), N_("Solved")], [*rows, [(N_("Together"), ""), *sums]])


def _spread(counts: Counts, figure: str) -> list[int]:
    found = [0] * (len(SPANS) + 1)
    for detail, amount in counts.by_detail(figure).items():
        found[sum(int(detail) > most for most, _word in SPANS)] += amount
    return found


def _before(before: Counts | None) -> Text | None:
    times = before.by_detail("answered") if before else None
    if not times:
        return None
    if sum(times.values()) < 3:
        return N_n("%(num)s answered", "%(num)s answered", sum(times.values()))
    days = median(times) or 0
    if not days:
        return N_("half answered the same day")
    return N_n("half answered within a day", "half answered within %(num)s days", days)


def _waited(counts: Counts, received: int) -> Text:
    for figure, words in (("answered", ANSWERS), ("solved", SOLUTIONS)):
        times = counts.by_detail(figure)
        if number := sum(times.values()):
            return _within(times, words[min(number, 3)])
    if received:
        return N_n("The one complaint has no answer yet", "None of the %(num)s complaints has an answer yet", received)
    return N_("No customer complained")


def _within(times: Counter[str], words: tuple[Text, Text]) -> Text:
    """Of one or two the longest that it took, of more how long half of them took."""
    days = (median(times) or 0) if sum(times.values()) > 2 else max(int(one) for one, many in times.items() if many)
    same_day, within = words
    return Text(within.message, {"num": days}, within.many) if days else same_day


ANSWERS = {
    1: (
        N_("One answer was given, the same day"),
        N_n("One answer was given, after a day", "One answer was given, after %(num)s days", 1),
    ),
    2: (
        N_("Two answers were given, both the same day"),
        N_n("Two answers were given, both within a day", "Two answers were given, both within %(num)s days", 1),
    ),
    3: (
        N_("Half of the answers were given the same day"),
        N_n("Half of the answers were given within a day", "Half of the answers were given within %(num)s days", 1),
    ),
}
SOLUTIONS = {
    1: (
        N_("One complaint was solved, the same day"),
        N_n("One complaint was solved, after a day", "One complaint was solved, after %(num)s days", 1),
    ),
    2: (
        N_("Two complaints were solved, both the same day"),
        N_n("Two complaints were solved, both within a day", "Two complaints were solved, both within %(num)s days", 1),
    ),
    3: (
        N_("Half of what was solved, was solved the same day"),
        N_n("Half of what was solved took a day at most", "Half of what was solved took %(num)s days at most", 1),
    ),
}
