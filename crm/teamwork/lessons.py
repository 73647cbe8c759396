"""What we learnt from complaints, and what colleagues searched for in vain."""

from dataclasses import dataclass
from datetime import datetime

from crm.complaints.models import Complaint
from crm.interactions import facts
from crm.search import missed
from crm.search.models import MissedSearch
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


def newest() -> list[Lesson]:
    """The last that were written down, whatever the period. One query."""
    query = facts.select(Complaint, Complaint.id, Complaint.body, Complaint.lesson, Complaint.learnt_at)
    query = query.where(Complaint.learnt_at.is_null(False) & (Complaint.lesson != ""))
    rows = query.order_by(Complaint.learnt_at.desc(), Complaint.id.desc()).limit(LESSONS).tuples()
    return [Lesson(*row[:4], facts.origin(row).customer_name) for row in rows]


def searched_in_vain(period: Period) -> tuple[str, list[MissedSearch]]:
    """What was looked for most in the last month of the period, and which month; at least twice each. Two queries."""
    month = missed.month_of(period.until)
    found = missed.of_month(month)
    return month, found.rows[:SEARCHES] if found else []
