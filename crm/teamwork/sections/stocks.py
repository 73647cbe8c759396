"""How it stands at the end of the period: which customers are known by how many departments, and which are silent."""

from collections import Counter
from datetime import date

from crm.teamwork.charts import Mark, Rows
from crm.teamwork.counts import percent
from crm.teamwork.section import About, Section, Table
from crm.words import N_, N_n, Text

Stock = tuple[date, dict[tuple[int, str], int]] | None
BY = {
    "0": N_("By no department"),
    "1": N_("By one department"),
    "2": N_("By two departments"),
    "3": N_("By three departments"),
    "4": N_("By four or more"),
}
KNOWN_TONIGHT = N_("How well customers are known is counted tonight")
KNOWN_NOT_THEN = N_("How well customers were known was not counted yet then")
SILENT_TONIGHT = N_("Silent customers are counted tonight")
SILENT_NOT_THEN = N_("Silent customers were not counted yet then")


def known(about: About, stock: Stock, before: Stock) -> Section:
    """Customers by how many departments had contact with them within a year."""
    found, was = _by_detail(stock), _by_detail(before)
    total = sum(found.values())
    marks = [
        Mark(
            BY[many], found[many], _as_now(about, f"/teamwork/customers?known={many}"), "unknown" if many == "0" else ""
        )
        for many in BY
        if total
    ]
    widely, widely_before = (_widely(one) for one in (found, was))
    return Section(
        "known",
        _well_known(found, total) if stock else _not_counted(about, KNOWN_TONIGHT, KNOWN_NOT_THEN),
        N_n(
            "%(shown)s customer, by departments that had contact within a year",
            "%(shown)s customers, by how many departments had contact within a year",
            total,
            shown=about.grouped(total),
        )
        if stock
        else N_("By how many departments had contact within a year"),
        Rows(marks) if marks else None,
        about.compared(None if widely_before is None else N_("%(percent)s%% by two or more", percent=widely_before))
        if widely is not None
        else None,
        Table(
            [N_("Known"), N_("Customers")], [[(one.label, ""), (about.grouped(one.value), one.url)] for one in marks]
        ),
    )


def silent(about: About, stock: Stock, before: Stock) -> Section:
    """Customers from whom nothing was heard for longer than is usual for them."""
    found, was = (_by_department(about, one) for one in (stock, before))
    parts = about.parts(found)
    total = sum(found.values())
    marks = [Mark(one.name, one.value, _as_now(about, _url(one.only.id)) if one.only else "") for one in parts]
    return Section(
        "silent",
        _gone_silent(about, total) if stock else _not_counted(about, SILENT_TONIGHT, SILENT_NOT_THEN),
        N_("By the department of who owns the customer"),
        Rows(marks) if marks else None,
        about.compared(sum(was.values()) if before else None),
        Table(
            [N_("Department"), N_("Customers")],
            [[(one.label, ""), (about.grouped(one.value), one.url)] for one in marks],
        ),
        more=[
            (
                N_n("Look at the one customer", "Look at the %(shown)s customers", total, shown=about.grouped(total)),
                _url(about.department_id),
            )
        ]
        if total and about.period.until == about.period.today
        else [],
    )


def _not_counted(about: About, tonight: Text, not_then: Text) -> Text:
    return tonight if about.period.until == about.period.today else not_then


def _as_now(about: About, url: str) -> str:
    """The list, which is as it is now: behind a figure of then it is not."""
    return url if about.period.until == about.period.today else ""


def _url(department: int | None) -> str:
    return f"/departures/silent?department={department}" if department else "/departures/silent"


def _by_detail(stock: Stock) -> Counter[str]:
    found: Counter[str] = Counter()
    for (_department, detail), amount in (stock[1] if stock else {}).items():
        found[detail] += amount
    return found


def _by_department(about: About, stock: Stock) -> Counter[int]:
    found: Counter[int] = Counter()
    for (department, _detail), amount in (stock[1] if stock else {}).items():
        if about.department_id in (None, department):
            found[department] += amount
    return found


def _widely(found: Counter[str]) -> int | None:
    return percent(sum(found[many] for many in ("2", "3", "4")), sum(found.values()))


def _well_known(found: Counter[str], total: int) -> Text:
    if not total:
        return N_("There are no customers to know yet")
    widely = _widely(found)
    if total == 2 and widely == 50:
        return N_("One of the two customers is known by two departments or more")
    if not widely:
        return N_("No customer is known by more than one department")
    if widely == 100:
        return N_("Every customer is known by two departments or more")
    return N_("%(percent)s%% of the customers are known by two departments or more", percent=widely)


def _gone_silent(about: About, total: int) -> Text:
    if not total:
        return N_("No customer has gone silent")
    return N_n(
        "One customer has gone silent", "%(shown)s customers have gone silent", total, shown=about.grouped(total)
    )
