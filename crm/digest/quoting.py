"""What rooms tell in a digest, made fit to show: nothing in it that turns the text round."""

from dataclasses import replace

from crm.news import Row, Section
from crm.quoting import clean
from crm.words import Text


def cleaned(section: Section) -> Section:
    """The section with everything that people typed made fit to show, whichever room it comes from."""
    return replace(section, rows=[_cleaned(row) for row in section.rows])


def _cleaned(row: Row) -> Row:
    typed = {"quote": clean(row.quote), "by": clean(row.by)}
    said = {name: _said(getattr(row, name)) for name in ("title", "note", "state")}
    return replace(row, **typed, **said)


def _said(text: Text | str | None) -> Text | str | None:
    if isinstance(text, str):
        return clean(text)
    if text is None:
        return None
    known = {name: _said(one) if isinstance(one, str | Text) else one for name, one in text.values.items()}
    return replace(text, values=known)
