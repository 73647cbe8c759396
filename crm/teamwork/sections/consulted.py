"""How often what colleagues know was opened before an outgoing contact."""

from crm.teamwork import goals, links
from crm.teamwork.charts import Line, Mark
from crm.teamwork.counts import Counts, percent
from crm.teamwork.periods import Bucket
from crm.teamwork.section import About, Cell, Section, Table
from crm.words import N_, N_n, Text

NEARLY = 1.5  # percent from a share that has a name
NAMED = {
    25: N_("About one time in four somebody looked before the contact"),
    100 / 3: N_("About one time in three somebody looked before the contact"),
    50: N_("About half of the times somebody looked before the contact"),
    200 / 3: N_("About two times in three somebody looked before the contact"),
    75: N_("About three times in four somebody looked before the contact"),
}


def share(about: About) -> Section:
    """Per week or day, and per department in the table."""
    yes, total = about.now.total("consulted", "yes"), about.now.total("consulted")
    pairs = list(
        zip(
            *(about.now.buckets, about.now.by_bucket("consulted", "yes"), about.now.by_bucket("consulted")),
            strict=True,
        )
    )
    marks = [_mark(about, one, looked, all) for one, looked, all in pairs]
    shorts = [about.short(one) for one, _looked, _all in pairs]
    target = about.goals.get("consulted")
    before = about.before
    rows = [_row(about, about.label(one), looked, all, one) for one, looked, all in pairs if all]
    return Section(
        "consulted",
        _how_often(about, yes, total),
        N_n("Out of %(shown)s outgoing contact", "Out of %(shown)s outgoing contacts", total, shown=_grouped(about)),
        Line(marks, shorts, target) if total else None,
        about.compared(_share_before(before)),
        Table([about.column_head, N_("Looked"), N_("Not looked"), N_("Share")], rows + _departments(about)),
        about.goal("consulted"),
        [_not_looked(about, total - yes)] if total > yes else [],
        (about.grouped(total), _opened(about, "")) if total else None,
    )


def _mark(about: About, bucket: Bucket, looked: int, total: int) -> Mark | None:
    found = percent(looked, total)
    if found is None:
        return None
    words = N_("%(part)s of %(whole)s", part=about.grouped(looked), whole=about.grouped(total))
    return Mark(about.label(bucket), found, _opened(about, "", bucket), words=words, short=about.short(bucket))


def _row(about: About, name: Text | str, looked: int, total: int, bucket: Bucket | None, only: int = 0) -> list[Cell]:
    linked = bucket is not None or only
    return [
        (name, ""),
        (about.grouped(looked), _opened(about, "yes", bucket, only) if linked else ""),
        (about.grouped(total - looked), _opened(about, "no", bucket, only) if linked else ""),
        (_percent(percent(looked, total)), ""),
    ]


def _departments(about: About) -> list[list[Cell]]:
    """The same period by department, where the page is about all of them."""
    if about.department:
        return []
    looked = {one.name: one.value for one in about.by_department("consulted", "yes")}
    return [
        _row(about, one.name, looked.get(one.name, 0), one.value, None, one.only.id if one.only else 0)
        for one in about.by_department("consulted")
    ]


def _opened(about: About, which: str, bucket: Bucket | None = None, department: int = 0) -> str:
    first, last = (bucket.first, bucket.last) if bucket else (about.period.first, about.period.until)
    narrowed = department or about.department_id
    return links.listed("/teamwork/contacts", first, last, consulted=which, department=narrowed)


def _not_looked(about: About, times: int) -> Cell:
    words = N_n(
        "Look at the one contact without", "Look at the %(shown)s contacts without", times, shown=about.grouped(times)
    )
    return words, _opened(about, "no")


def _grouped(about: About) -> str:
    return about.grouped(about.now.total("consulted"))


def _share_before(before: Counts | None) -> str | None:
    found = goals.MEASURES["consulted"].read(before) if before else None
    return None if found is None else f"{found}%"


def _percent(value: int | None) -> str:
    return "–" if value is None else f"{value}%"


def _how_often(about: About, yes: int, total: int) -> Text:
    if not total and about.now.total("contacts"):
        return N_("Of no outgoing contact is it known whether somebody looked")
    if not total:
        return N_("There was no outgoing contact to look up anything for")
    if total == 1:
        return N_("Before the one contact somebody looked") if yes else N_("Before the one contact nobody looked")
    if total == 2:
        return (
            N_("Neither time somebody looked"),
            N_("One of two times somebody looked"),
            N_("Both times somebody looked"),
        )[yes]
    if yes in (0, total):
        return N_("Nobody looked before an outgoing contact") if not yes else N_("Each time somebody looked beforehand")
    exact = yes * 100 / total
    for named, words in NAMED.items():
        if total > 3 and abs(exact - named) <= NEARLY:
            return words
    return N_("Before %(percent)s%% of the outgoing contacts somebody looked", percent=percent(yes, total))
