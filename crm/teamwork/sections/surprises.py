"""What customers had to tell us though we could have known it: how often, and why."""

from crm.surprises.causes import WORDS
from crm.surprises.models import Cause
from crm.teamwork.charts import Columns, Mark, Rows
from crm.teamwork.first import first_of
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
                [
                    (one.label, ""),
                    (about.grouped(one.value), one.url),
                    (about.grouped(all), about.contacts(week.first, week.last)),
                ]
                for one, all, week in zip(marks, about.now.by_bucket("contacts"), about.now.buckets, strict=True)
            ],
        ),
        about.goal("surprises"),
        total=(about.grouped(contacts), about.contacts()) if contacts else None,
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
        total=(about.grouped(total), about.listed("/surprises/")) if total > 1 else None,
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
    words = [SO_IT_WAS[Cause(one)] for one in causes]
    if len(causes) == 1:
        return _always(words[0], total)
    first = first_of([found[one] for one in causes], total)
    if first.tied > 2:
        return N_("%(number)s causes came up as often", number=first.tied)
    if first.tied == 2:
        both = {"first": words[0], "second": words[1]}
        if len(causes) == 2:
            return N_("As often it was %(first)s as %(second)s", **both)
        return N_("Most often it was %(first)s, and as often %(second)s", **both)
    if not first.then:
        if first.most:
            return N_("Mostly it was %(first)s", first=words[0])
        return N_("Most often it was %(first)s", first=words[0])
    if first.most:
        return N_("Mostly it was %(first)s, then %(second)s", first=words[0], second=words[1])
    return N_("Most often it was %(first)s, then %(second)s", first=words[0], second=words[1])


def _always(first: Text, total: int) -> Text:
    if total == 1:
        return N_("It was %(first)s", first=first)
    if total == 2:
        return N_("Both times it was %(first)s", first=first)
    return N_("Each time it was %(first)s", first=first)
