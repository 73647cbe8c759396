"""Days and times of stories as moments: counted in working days from the newest one."""

from bisect import bisect_left
from datetime import UTC, date, datetime

from crm.demo.plan import Plan
from crm.demo.workdays import AMSTERDAM

When = tuple[int, str]  # working days before the newest one, and the clock time: which contact of a story


def seconds(clock_time: str) -> int:
    """``"09:47"`` as seconds since midnight."""
    hour, minute = clock_time.split(":")
    return int(hour) * 3600 + int(minute) * 60


def moment(plan: Plan, when: When) -> int:
    """Seconds since 1970."""
    return plan.days.moment(plan.days.today + when[0], seconds(when[1]))


def told(plan: Plan, when: When) -> bool:
    """Whether that moment lies within this demo: after its beginning and before now."""
    return plan.days.today + when[0] >= 0 and moment(plan, when) < plan.days.now


def day(plan: Plan, days: int) -> date:
    """So many working days from now. What is to come counts from the first that is not over, also at a weekend."""
    if days < 0:
        return plan.days.dates[plan.days.today + days]
    return plan.days.dates[bisect_left(plan.days.dates, today(plan)) + days]


def today(plan: Plan) -> date:
    """The date on which the demo is filled."""
    return at(plan.days.now).astimezone(AMSTERDAM).date()


def at(seconds_since_1970: int) -> datetime:
    """The moment as the tables give it back."""
    return datetime.fromtimestamp(seconds_since_1970, UTC)


def places(plan: Plan) -> dict[str, int]:
    """Where in the plan the customers of the stories stand, by number."""
    return {story.company.number: place for place, story in enumerate(plan.stories)}
