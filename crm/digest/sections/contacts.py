"""The contacts of a digest as sections: at the reader's customers, of their department, elsewhere; and the company."""

from crm.digest import pool, rest
from crm.digest.picking import Picks, marks_of, picked
from crm.interactions.queries import Entry
from crm.news import Edition, Row, Section
from crm.quoting import quote
from crm.words import N_, N_n, Text, in_words

FIRST_FEW, LONG, SHORT = 2, 220, 100  # so many quotes are long; characters


def yours(edition: Edition) -> Section | None:
    """What colleagues logged at the reader's customers and the reader did not see; or all of it at a department's."""
    found = picked(edition)
    if not found.new and not found.read:
        return None
    shown = len(found.yours)
    noted = sum(found.per_customer[id] for id in {one.customer_id for one in found.yours})
    return Section(
        rows=_rows(edition, found.yours, found.per_customer, 0),
        title=N_("At customers of %(department)s", department=edition.department.name) if edition.department else None,
        headline=N_n("%(num)s new contact", "%(num)s new contacts", found.new) if found.new else None,
        lead=_lead(edition, found) if shown else None,
        more=_rest(found.new - noted, found),
        more_path=rest.path(edition, rest.Where.YOURS),
    )


def department(edition: Edition) -> Section | None:
    """What the reader's department did, or others did at its customers, as far as they are not the reader's own."""
    found = picked(edition)
    if not found.department:
        return None
    left = found.of_department - len(found.department)
    name = edition.reader.department.name
    return Section(
        rows=_rows(edition, found.department, {}, len(found.yours)),
        title=N_("By %(department)s, at other customers", department=name) if edition.department else None,
        headline=_of_department(found.of_department) if not (found.new or edition.department) else None,
        apart=True,
        more=N_n("%(num)s more contact there.", "%(num)s more contacts there.", left) if left else None,
        more_path=rest.path(edition, rest.Where.DEPARTMENT),
    )


def elsewhere(edition: Edition) -> Section | None:
    """The most telling few of the rest of the company."""
    found = picked(edition)
    before = len(found.yours) + len(found.department)
    return Section(_rows(edition, found.elsewhere, {}, before)) if found.elsewhere else None


def company(edition: Edition) -> Text:
    """One line on what the whole company did."""
    known = pool.of(edition)
    if not known.contacts:
        return N_("Nobody in the company logged a contact.")
    said = {
        "contacts": N_n("%(num)s contact", "%(num)s contacts", known.contacts),
        "customers": N_n("%(num)s customer", "%(num)s customers", known.customers),
    }
    if not known.authors:  # imported, all of it
        return N_("%(contacts)s came into the file, with %(customers)s.", **said)
    return N_n(
        "In the whole company one colleague logged %(contacts)s with %(customers)s.",
        "In the whole company %(num)s colleagues logged %(contacts)s with %(customers)s.",
        known.authors,
        **said,
    )


def _of_department(count: int) -> Text:
    return N_n("%(num)s new contact in your department", "%(num)s new contacts in your department", count)


def _rows(edition: Edition, entries: list[Entry], per_customer: dict[int, int], before: int) -> list[Row]:
    shown: dict[int, int] = {}
    for one in entries:
        shown[one.customer_id] = shown.get(one.customer_id, 0) + 1
    last = {one.customer_id: one.id for one in entries}
    rows = []
    for place, one in enumerate(entries, before):
        others = per_customer.get(one.customer_id, 0) - shown[one.customer_id] if last[one.customer_id] == one.id else 0
        rows.append(_row(edition, one, LONG if place < FIRST_FEW else SHORT, max(others, 0)))
    return rows


def _row(edition: Edition, entry: Entry, longest: int, others: int) -> Row:
    word = pool.of(edition).channels.get(entry.channel)
    more = N_n("and %(num)s more at this customer", "and %(num)s more at this customer", others)
    return Row(
        title=entry.customer_name,
        path=f"/customers/{entry.customer_id}#i{entry.id}",
        at=entry.occurred_at,
        quote=quote(entry.subject, entry.body, longest),
        by=entry.author_name or "",
        department=entry.department,
        how=word if isinstance(word, Text) or word is None else Text("%(name)s", {"name": word}),
        marks=tuple(marks_of(entry)),
        note=more if others else None,
        link=N_("Read"),
    )


def _lead(edition: Edition, found: Picks) -> Text:
    count = {"count": in_words(found.customers)}
    if edition.department:
        return N_n(
            "There was contact with one customer of the department.",
            "There was contact with %(count)s customers of the department.",
            found.customers,
            **count,
        )
    return N_n(
        "At one of your customers something happened that you have not read yet.",
        "At %(count)s of your customers something happened that you have not read yet.",
        found.customers,
        **count,
    )


def _rest(left: int, found: Picks) -> Text | None:
    """How many there are besides, and how many the reader knows."""
    if not found.new:
        return N_n(
            "The one new contact at your customers you have read already.",
            "All %(num)s new contacts at your customers you have read already.",
            found.read,
        )
    more = N_n("%(num)s more at other customers.", "%(num)s more at other customers.", left)
    read = N_n("You have read one other already.", "You have read %(num)s others already.", found.read)
    if left > 0 and found.read:
        return Text("%(more)s %(read)s", {"more": more, "read": read})
    return more if left > 0 else read if found.read else None
