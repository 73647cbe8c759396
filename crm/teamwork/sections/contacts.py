"""How many contacts there were: per week, department and channel."""

from crm.company import queries as company
from crm.interactions import channels
from crm.teamwork import links
from crm.teamwork.charts import Columns, Mark, Rows
from crm.teamwork.section import About, Part, Section, Table, week_or_day
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
    )


def by_department(about: About) -> Section:
    """Which departments speak to customers."""
    parts = about.by_department("contacts")
    marks = [Mark(one.name, one.value, _url(about, one), "" if one.only else "unknown") for one in parts]
    return Section(
        "departments",
        _who_most(parts),
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
        N_("%(channel)s is used most", channel=marks[0].label) if marks else NOTHING,
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


def _who_most(parts: list[Part]) -> Text:
    if not parts:
        return NOTHING
    first = parts[0].name
    if len(parts) == 1:
        return N_("All contacts are of one department: %(name)s", name=first)
    if parts[0].value == parts[1].value:
        return N_("%(name)s and %(other)s logged as many contacts", name=first, other=parts[1].name)
    return N_("Most contacts were logged by %(name)s, then by %(other)s", name=first, other=parts[1].name)


def _url(about: About, part: Part) -> str:
    if not part.only:
        return ""
    return links.contacts(about.period.first, about.period.until, [part.only.name])


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
                    links.contacts(bucket.first, bucket.last, [one.only.name]) if one.only else "",
                )
                for one, values in inside
            ),
        ]
        for at, (mark, bucket) in enumerate(zip(marks, about.now.buckets, strict=True))
    ]
    return Table([about.column_head, N_("Together"), *(one.name for one in parts)], rows)
