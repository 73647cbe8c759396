"""Which marks customers gave."""

from crm.teamwork import goals
from crm.teamwork.charts import Columns, Mark
from crm.teamwork.section import About, Section, Table
from crm.words import N_, N_n, Text

HIGHEST = 10


def marks(about: About) -> Section:
    """How often each mark from 1 to 10."""
    found = about.now.by_detail("marks")
    given = sum(found.values())
    average = goals.average_mark(about.now)
    before = goals.average_mark(about.before) if about.before else None
    columns = [
        Mark(
            *(N_("mark %(score)s", score=score), found[str(score)]),
            about.listed("/satisfaction/", mark=str(score)),
            short=str(score),
        )
        for score in range(1, HIGHEST + 1)
    ]
    return Section(
        "marks",
        _title(about, average, before, given),
        N_n("%(shown)s mark was given", "%(shown)s marks were given", given, shown=about.grouped(given)),
        Columns(columns, N_("mark")) if given else None,
        about.compared(None if before is None else about.speech.tenths(before)),
        Table(
            [N_("Mark"), N_("Times")],
            [[(one.short, ""), (about.grouped(one.value), one.url)] for one in reversed(columns) if one.value],
        ),
        about.goal("marks"),
        total=(about.grouped(given), about.listed("/satisfaction/")) if given else None,
    )


def _title(about: About, average: int | None, before: int | None, given: int) -> Text:
    if average is None:
        return N_("No customer gave us a mark")
    shown = about.speech.tenths(average)
    if given == 1:
        return N_("One mark was given: %(mark)s", mark=shown)
    if before is None:
        return N_("On average customers give us %(mark)s", mark=shown)
    if average == before:
        return N_("On average customers give us %(mark)s, as before", mark=shown)
    values = {"mark": shown, "before": about.speech.tenths(before)}
    if average > before:
        return N_("On average customers give us %(mark)s, up from %(before)s", **values)
    return N_("On average customers give us %(mark)s, down from %(before)s", **values)
