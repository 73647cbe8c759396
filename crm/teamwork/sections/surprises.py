"""What customers had to tell us though we could have known it: how often, and why."""

from crm.surprises.causes import WORDS
from crm.surprises.models import Cause
from crm.teamwork.charts import Columns, Mark, Rows
from crm.teamwork.section import About, Section, Table, week_or_day
from crm.words import N_, N_n, Text

SO_IT_WAS = {
    Cause.NOT_LOGGED: N_("not logged"),
    Cause.TOO_LATE: N_("logged too late"),
    Cause.NOT_READ: N_("not read"),
    Cause.NOT_FOUND: N_("not found"),
}


def by_week(about: About) -> Section:
    """How often, per week or day."""
    total, contacts = about.now.total("surprises"), about.now.total("contacts")
    pairs = zip(about.now.buckets, about.now.by_bucket("surprises"), strict=True)
    marks = [
        Mark(
            *(about.label(one), value),
            about.listed("/surprises/", one.first, one.last),
            short=about.short(one),
        )
        for one, value in pairs
    ]
    return Section(
        "surprises",
        _how_often(about, total, contacts),
        _out_of(about, contacts),
        Columns(marks, about.column_word) if total else None,
        about.compared(about.before.total("surprises") if about.before else None),
        Table(
            [about.column_head, N_("Surprises"), N_("Contacts")],
            [
                [(one.label, ""), (about.grouped(one.value), one.url), (about.grouped(all), "")]
                for one, all in zip(marks, about.now.by_bucket("contacts"), strict=True)
            ],
        ),
        about.goal("surprises"),
    )


def by_cause(about: About) -> Section:
    """Which causes, the most frequent first; each surprise has one, as the file tells it."""
    found = about.now.by_detail("surprises")
    total = sum(found.values())
    marks = [
        Mark(WORDS[cause].name, found[cause], about.listed("/surprises/", cause=cause.value))
        for cause in sorted(Cause, key=lambda cause: -found[cause])
        if found[cause]
    ]
    before = about.before.by_detail("surprises") if about.before else {}
    causes = [cause for cause in Cause if found[cause] or before.get(cause)]
    return Section(
        "causes",
        _mostly([cause for cause, _times in found.most_common() if cause in SO_IT_WAS], found, total),
        N_n("Cause of that one surprise", "Causes of those %(shown)s surprises", total, shown=about.grouped(total)),
        Rows(marks) if total else None,
        None,
        Table(
            [N_("Cause"), N_("Now"), N_("Before")],
            [
                [
                    (WORDS[cause].name, ""),
                    (about.grouped(found[cause]), about.listed("/surprises/", cause=cause.value)),
                    (about.grouped(before.get(cause, 0)) if about.before else "–", ""),
                ]
                for cause in causes
            ],
        ),
        more=[(WORDS[causes[0]].helps, "")] if len(causes) == 1 else [],
    )


def _out_of(about: About, contacts: int) -> Text:
    shown = about.grouped(contacts)
    return week_or_day(
        about.period.by,
        N_n(
            "Surprises per week, in %(shown)s contact",
            "Surprises per week, in %(shown)s contacts",
            contacts,
            shown=shown,
        ),
        N_n(
            "Surprises per day, in %(shown)s contact", "Surprises per day, in %(shown)s contacts", contacts, shown=shown
        ),
    )


def _how_often(about: About, total: int, contacts: int) -> Text:
    if not total and not contacts:
        return N_("No contact was logged, so nothing could surprise us")
    if not total:
        return N_("No customer had to tell us anything that we could have known")
    return N_n(
        "Once a customer had to tell us something that we could have known",
        "Customers had to tell us %(shown)s times what we could have known",
        total,
        shown=about.grouped(total),
    )


def _mostly(causes: list[str], found: dict[str, int], total: int) -> Text:
    """Which cause came first, and which then."""
    if not causes:
        return N_("No causes, because there were no surprises")
    first = SO_IT_WAS[Cause(causes[0])]
    if len(causes) == 1:
        return N_("It was %(first)s", first=first) if total == 1 else N_("Each time it was %(first)s", first=first)
    second = SO_IT_WAS[Cause(causes[1])]
    if found[causes[0]] == found[causes[1]]:
        return N_("As often it was %(first)s as %(second)s", first=first, second=second)
    return N_("Mostly it was %(first)s, then %(second)s", first=first, second=second)
