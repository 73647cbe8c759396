"""How many contacts there were: per week, department and channel."""

from crm.company import queries as company
from crm.interactions import channels
from crm.teamwork.charts import Columns, Mark, Rows
from crm.teamwork.first import first_of
from crm.teamwork.section import About, Cell, Part, Section, Table, week_or_day
from crm.words import N_, N_n, Text


def by_week(about: About) -> Section:
    """Per week or day; the table splits them by department."""
    total = about.now.total("contacts")
    marks = [
        Mark(about.label(one), value, about.contacts(one.first, one.last), short=about.short(one))
        for one, value in zip(about.now.buckets, about.now.by_bucket("contacts"), strict=True)
    ]
    before = about.before.total("contacts") if about.before else None
    return Section(
        "contacts",
        _how_many(about, total, before),
        week_or_day(about.period.by, N_("Contacts per week"), N_("Contacts per day")),
        Columns(marks, about.column_word) if total else None,
        about.compared(before),
        _table(about, marks),
        more=[_look(about, total)] if total else [],
    )


def by_department(about: About) -> Section:
    """Which departments speak to customers."""
    parts = about.by_department("contacts")
    marks = [Mark(one.name, one.value, about.contacts_of(one), "" if one.only else "unknown") for one in parts]
    return Section(
        "departments",
        _who_most(about, parts),
        N_("Contacts by the department of who logged them"),
        Rows(marks) if marks else None,
        None,
        Table([N_("Department"), N_("Contacts")], [[(one.label, ""), _cell(about, one)] for one in marks]),
    )


def by_channel(about: About) -> Section:
    """How customers and we reach each other."""
    own = {channel.key: channel for channel in company.own_channels()}
    words = channels.words(own)
    found = about.now.by_detail("contacts")
    known = [(words.get(key, key), value, key) for key, value in found.most_common() if value]
    marks = [Mark(word, value, about.contacts(channel=key)) for word, value, key in known]
    before = about.before.by_detail("contacts") if about.before else {}
    return Section(
        "channels",
        _which_most(marks),
        N_("Contacts by channel"),
        Rows(marks) if marks else None,
        None,
        Table(
            [N_("Channel"), N_("Now"), N_("Before")],
            [
                [(word, ""), _cell(about, mark), (about.grouped(before.get(key, 0)) if about.before else "–", "")]
                for mark, (word, _value, key) in zip(marks, known, strict=True)
            ],
        ),
    )


NOTHING = N_("No contact was logged")


def _how_many(about: About, total: int, before: int | None) -> Text:
    shown = about.grouped(total)
    if not total:
        return NOTHING
    if before is None:
        return N_n("%(shown)s contact was logged", "%(shown)s contacts were logged", total, shown=shown)
    if total == before:
        return N_n("%(shown)s contact, as before", "%(shown)s contacts, as many as before", total, shown=shown)
    values = {"shown": shown, "other": about.grouped(abs(total - before))}
    if total > before:
        return N_n(
            "%(shown)s contact, %(other)s more than before",
            "%(shown)s contacts, %(other)s more than before",
            total,
            **values,
        )
    return N_n(
        "%(shown)s contact, %(other)s fewer than before",
        "%(shown)s contacts, %(other)s fewer than before",
        total,
        **values,
    )


def _look(about: About, total: int) -> Cell:
    shown = about.grouped(total)
    return N_n("Look at the contact", "Look at the %(shown)s contacts", total, shown=shown), about.contacts()


def _who_most(about: About, parts: list[Part]) -> Text:
    if not parts:
        return NOTHING
    total, name = about.now.total("contacts"), parts[0].name
    if parts[0].value == total:
        return N_("All contacts stand under one name: %(name)s", name=name)
    first = first_of([one.value for one in parts], total)
    if first.tied > 2:
        return N_("%(number)s departments logged as many contacts", number=first.tied)
    if first.tied == 2:
        return N_("%(name)s and %(other)s logged as many contacts", name=name, other=parts[1].name)
    if not first.then:
        if first.most:
            return N_("Most contacts were logged by %(name)s", name=name)
        return N_("The largest number of contacts is of %(name)s", name=name)
    if first.most:
        return N_("Most contacts were logged by %(name)s, then by %(other)s", name=name, other=parts[1].name)
    return N_("The largest number of contacts is of %(name)s, then of %(other)s", name=name, other=parts[1].name)


def _which_most(marks: list[Mark]) -> Text:
    if not marks:
        return NOTHING
    first = first_of([one.value for one in marks], 0)
    if len(marks) == 1:
        return N_("Only %(channel)s was used", channel=marks[0].label)
    if first.tied > 2:
        return N_("%(number)s channels were used as often", number=first.tied)
    if first.tied == 2:
        return N_("%(channel)s and %(other)s were used as often", channel=marks[0].label, other=marks[1].label)
    return N_("%(channel)s is used most", channel=marks[0].label)


def _cell(about: About, mark: Mark) -> tuple[str, str]:
    return about.grouped(mark.value), mark.url


def _table(about: About, marks: list[Mark]) -> Table:
    """Weeks down, departments across."""
    parts = [] if about.department else about.by_department("contacts")
    inside = [(one, about.now.of(one.inside).by_bucket("contacts")) for one in parts]
    rows = [
        [
            (mark.label, ""),
            _cell(about, mark),
            *(
                (
                    about.grouped(values[at]),
                    about.contacts_of(one, bucket.first, bucket.last),
                )
                for one, values in inside
            ),
        ]
        for at, (mark, bucket) in enumerate(zip(marks, about.now.buckets, strict=True))
    ]
    return Table([about.column_head, N_("Together"), *(one.name for one in parts)], rows)
