"""What consults add to a contact that is read: whether its author had looked, in the meta line."""

from crm.consults import queries
from crm.interactions.extras import Facts
from crm.words import N_, Text

ROOM, ICON = "consults", "eye"


def in_contacts(interaction_ids: list[int]) -> dict[int, Facts]:
    """ "consulted 2 min before" with outgoing contacts; of one without a look nothing is said. One query."""
    found = queries.before(interaction_ids)
    return {id: Facts(ROOM, [], meta=[(ICON, _words(minutes))]) for id, minutes in found.items()}


def _words(minutes: int | None) -> Text:
    if minutes is None:
        return N_("consulted beforehand")
    return N_("consulted %(minutes)s min before", minutes=minutes) if minutes else N_("consulted just before")
