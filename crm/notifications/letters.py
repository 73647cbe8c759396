"""What somebody must hear of, as mail. Its subject is in our own words: nobody's text stands in a header."""

from collections.abc import Sequence

from crm.accounts.models import User
from crm.mail.letter import Letter
from crm.notifications import kinds
from crm.notifications.queries import Item
from crm.web.letters import letter
from crm.words import N_n, Text

SHOWN = 20  # the rest stands in the inbox


def written(reader: User, items: Sequence[Item]) -> Letter:
    """One letter on all of these, the newest first."""
    left = len(items) - SHOWN
    return letter(
        "notifications/mail",
        subject(items),
        locale=reader.locale,
        zone=reader.timezone,
        items=items[:SHOWN],
        left=N_n("%(num)s more in Rechterhand.", "%(num)s more in Rechterhand.", left) if left > 0 else None,
    )


def subject(items: Sequence[Item]) -> Text:
    """What it is about where that is one kind of thing, else how many."""
    found = {item.kind for item in items}
    kind = kinds.get(items[0].kind)
    if len(items) == 1 and kind:
        return kind.called
    if len(found) == 1 and kind and kind.several:
        return kind.several(len(items))
    return N_n("%(num)s notification for you", "%(num)s notifications for you", len(items))
