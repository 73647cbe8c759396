"""What we learnt from complaints, and what colleagues searched for in vain."""

from dataclasses import dataclass
from datetime import datetime

from crm.company import clock as company
from crm.complaints.models import Complaint
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.search import missed
from crm.search.models import MissedSearch
from crm.teamwork.days import Span
from crm.teamwork.periods import Period

LESSONS, SEARCHES = 6, 8


@dataclass(frozen=True)
class Lesson:
    """What a customer complained of, and what we do differently since."""

    complaint_id: int
    body: str
    lesson: str
    learnt_at: datetime
    customer_name: str


def newest(period: Period, department_id: int | None) -> list[Lesson]:
    """The last that were written down in the period, perhaps of contacts of one department. One query."""
    span = Span(period.first.toordinal(), period.until.toordinal(), company.zone())
    learnt = (Complaint.learnt_at >= span.starts_at) & (Complaint.learnt_at < span.ends_at)
    query = facts.select(Complaint, Complaint.id, Complaint.body, Complaint.lesson, Complaint.learnt_at)
    query = query.where(learnt & (Complaint.lesson != ""))
    if department_id:
        query = query.where(Interaction.department == department_id)
    rows = query.order_by(Complaint.learnt_at.desc(), Complaint.id.desc()).limit(LESSONS).tuples()
    return [Lesson(*row[:4], facts.origin(row).customer_name) for row in rows]


def searched_in_vain(period: Period) -> tuple[str, list[MissedSearch]]:
    """What was looked for most in the last month of the period, and which month; at least twice each. Two queries.

    Searches are kept per month, without who searched: they cannot be told by day or department.
    """
    month = missed.month_of(period.until)
    found = missed.of_month(month)
    return month, found.rows[:SEARCHES] if found else []
