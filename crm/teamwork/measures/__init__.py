"""What is counted per day: a figure per line, each in the file of its kind."""

from crm.teamwork.measures.complaints import ANSWERED, COMPLAINTS, SOLVED
from crm.teamwork.measures.contacts import CONSULTED, CONTACTS
from crm.teamwork.measures.figure import Counts, Figure, added
from crm.teamwork.measures.followups import FOLLOWUPS
from crm.teamwork.measures.heard import DEPARTURES, MARKS, SURPRISES
from crm.teamwork.measures.promises import AGREEMENTS, QUOTATIONS

FIGURES: dict[str, Figure] = {
    one.name: one
    for one in (
        *(CONTACTS, CONSULTED, SURPRISES, AGREEMENTS, COMPLAINTS, ANSWERED, SOLVED),
        *(FOLLOWUPS, MARKS, QUOTATIONS, DEPARTURES),
    )
}
OF_RECORD: dict[str, list[Figure]] = {  # by the kind in the journal, what such a record counts in
    "interaction": [CONTACTS, CONSULTED],
    "surprise": [SURPRISES],
    "agreement": [AGREEMENTS],
    "complaint": [COMPLAINTS, ANSWERED, SOLVED],
    "followup": [FOLLOWUPS],
    "rating": [MARKS],
    "quotation": [QUOTATIONS],
    "departure": [DEPARTURES],
}
OF_CONTACT = [SURPRISES, AGREEMENTS, COMPLAINTS, ANSWERED, SOLVED, MARKS, QUOTATIONS]  # go and come with their contact

__all__ = ["FIGURES", "OF_CONTACT", "OF_RECORD", "Counts", "Figure", "added"]
