"""When each department last had contact with a customer, and who has not for long while others had."""

from bisect import bisect
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from peewee import fn

from crm.accounts.models import Department
from crm.brief import counted
from crm.brief.counted import Counted
from crm.interactions.models import Interaction
from crm.interactions.silence import CONTACT
from crm.interactions.timeline import Reader

DAYS = 12 * 7  # that are drawn; older contact is said in months


@dataclass
class DepartmentContact:
    """When a department last had contact, and on which days (0-83) of the last twelve weeks.

    ``months`` since then, where that lies before what is drawn; ``gap``: and others had contact in those weeks.
    """

    department: Department
    last_at: datetime | None
    ticks: list[int]
    months: int | None = None
    gap: bool = False


def contacts(customer_id: int, known: Counted, reader: Reader) -> list[DepartmentContact]:
    """Every department, also who never had contact."""
    zone = ZoneInfo(reader.zone)
    today = reader.now.astimezone(zone).date()
    begin = today - timedelta(days=DAYS - 1)
    ticks = _ticks(customer_id, known, begin, zone)
    found = [_contact(one, sorted(ticks[one.id]), today, zone) for one in _last(customer_id)]
    drawn = [one for one in found if one.last_at and one.months is None]
    for one in found:
        one.gap = one.months is not None and bool(drawn)
    return found


def months_between(then: date, today: date) -> int:
    """Whole months of the calendar; from the last day of a long month to that of a shorter one is a whole month."""
    months = (today.year - then.year) * 12 + today.month - then.month
    return months - (today.day < min(then.day, monthrange(today.year, today.month)[1]))


def _last(customer_id: int) -> list[Department]:
    # one step in the index per department; grouping would read every contact of the customer
    last = Interaction.select(fn.MAX(Interaction.occurred_at)).where(
        (Interaction.customer == customer_id) & (Interaction.department == Department.id) & CONTACT
    )
    return list(Department.select(Department, last.alias("last_at")).order_by(Department.id))


def _contact(department: Department, ticks: list[int], today: date, zone: ZoneInfo) -> DepartmentContact:
    last_at = _moment(department.last_at)
    last_on = last_at.astimezone(zone).date() if last_at else today
    long_ago = (today - last_on).days >= DAYS
    return DepartmentContact(department, last_at, ticks, months_between(last_on, today) if long_ago else None)


def _moment(seconds: int | datetime | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else seconds


def _ticks(customer_id: int, known: Counted, begin: date, zone: ZoneInfo) -> dict[int | None, set[int]]:
    """By department the numbers of the days with contact; a day begins at midnight, also where it has 23 hours."""
    bounds = [_midnight(begin + timedelta(days=day), zone) for day in range(DAYS + 1)]
    days: dict[int | None, set[int]] = defaultdict(set)
    for row in known.rows:
        if bounds[0] <= row.at < bounds[-1]:
            days[row.department_id].add(bisect(bounds, row.at) - 1)
    if known.full and (oldest := known.rows[-1].at) >= bounds[0]:
        for department_id, day in counted.days_with_contact(customer_id, bounds[: bisect(bounds, oldest) + 1]):
            days[department_id].add(day)
    return days


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
