"""Figures as they are once they were counted, written down by hand; and a company that is large enough to be split."""

from datetime import date
from zoneinfo import ZoneInfo

from crm.accounts.models import Department
from crm.company import clock as company
from crm.db import transaction
from crm.teamwork import stale
from crm.teamwork.models import StaleDay, Tally
from tests import factories

TODAY = date(2026, 11, 18)  # a Wednesday, in week 47
MONDAY = date(2026, 11, 16)


def nothing_waits() -> None:
    """As if the worker counted everything by the company's clock."""
    company.live_in("Europe/Amsterdam")
    with transaction():
        stale.count_by(ZoneInfo("Europe/Amsterdam"))
    StaleDay.delete().execute()
    Tally.delete().execute()


def tally(figure: str, day: date, detail: str, amount: int, department: int = 0) -> None:
    """So often on that day."""
    Tally.create(figure=figure, day=day.toordinal(), department=department, detail=detail, amount=amount)


def team(name: str, colleagues: int = 3) -> Department:
    """A department with so many colleagues."""
    found = factories.department(name)
    for number in range(colleagues):
        factories.user(f"{name} Collega {number}", department=name)
    return found
