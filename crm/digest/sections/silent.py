"""Customers gone silent, as a section."""

from crm.digest.customers import theirs
from crm.interactions import silence
from crm.news import Edition, Row, Section
from crm.words import N_n

ROWS = 4


def section(edition: Edition) -> Section | None:
    """Of whose silence it became clear in this time that it is none of the usual."""
    whose = theirs(edition.reader, edition.department)
    found = silence.begun(whose, edition.starts_at, edition.ends_at)
    if not found:
        return None
    rest = len(found) - ROWS
    return Section(
        rows=[
            Row(one.name, f"/customers/{one.customer_id}", note=silence.said(one, edition.ends_at))
            for one in found[:ROWS]
        ],
        more=N_n("%(num)s other customer went silent.", "%(num)s other customers went silent.", rest)
        if rest > 0
        else None,
        more_path="/customers/" if edition.department else f"/customers/?owner={edition.reader.id}",
    )
