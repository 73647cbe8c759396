"""Customers gone silent, as a section."""

from crm.digest.customers import theirs
from crm.interactions import silence
from crm.interactions.silence import Silent
from crm.news import Edition, Row, Section
from crm.words import N_, N_n, Text

ROWS = 4
WEEK, MONTH = 7, 30.4  # days
SEVERAL = 4  # days: below this there was contact more than once a week


def section(edition: Edition) -> Section | None:
    """Of whose silence it became clear in this time that it is none of the usual."""
    whose = theirs(edition.reader, edition.department)
    found = silence.begun(whose, edition.starts_at, edition.ends_at)
    if not found:
        return None
    rest = len(found) - ROWS
    return Section(
        rows=[Row(one.name, f"/customers/{one.customer_id}", note=sentence(one, edition)) for one in found[:ROWS]],
        more=N_n("%(num)s other customer went silent.", "%(num)s other customers went silent.", rest)
        if rest > 0
        else None,
        more_path="/customers/" if edition.department else f"/customers/?owner={edition.reader.id}",
    )


def sentence(one: Silent, edition: Edition) -> Text:
    """ "12 weeks without contact, usually every 3 weeks"."""
    weeks = (edition.ends_at - one.last_at).days // WEEK  # never fewer than eight
    if one.usual is None:
        return N_("%(weeks)s weeks without contact", weeks=weeks)
    if one.usual < SEVERAL:
        return N_("%(weeks)s weeks without contact, usually several times a week", weeks=weeks)
    if one.usual < 8 * WEEK:
        return N_n(
            "%(weeks)s weeks without contact, usually every week",
            "%(weeks)s weeks without contact, usually every %(num)s weeks",
            max(round(one.usual / WEEK), 1),
            weeks=weeks,
        )
    months = round(one.usual / MONTH)
    return N_("%(weeks)s weeks without contact, usually every %(months)s months", weeks=weeks, months=months)
