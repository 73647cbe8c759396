"""Complaints when they came in, were answered and were solved; the latter two by how many days that took."""

from crm.complaints.models import Complaint
from crm.interactions.models import Interaction
from crm.teamwork import days
from crm.teamwork.measures.figure import Figure, of_contact, only

LONGEST = 999  # days


def _took(whole_days: int) -> str:
    return str(min(max(whole_days, 0), LONGEST))


COMPLAINTS = Figure(
    *("complaints", Complaint, Complaint.received_at, of_contact),
    department=Interaction.department,
    details=only(Complaint.state),
)
ANSWERED = Figure(
    *("answered", Complaint, Complaint.answered_at, of_contact),
    department=Interaction.department,
    details=only((Complaint.answered_at - Complaint.received_at) / days.SECONDS),
    said=_took,
)
SOLVED = Figure(
    *("solved", Complaint, Complaint.solved_at, of_contact),
    department=Interaction.department,
    details=only((Complaint.solved_at - Complaint.received_at) / days.SECONDS),
    said=_took,
)
