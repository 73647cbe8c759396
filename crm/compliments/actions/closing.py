"""When a month is over, everybody who was nominated hears of it, once: a Change of the month tells that it was done."""

from crm import journal
from crm.accounts.models import CONSOLE
from crm.compliments import months
from crm.compliments.models import Nomination
from crm.compliments.months import Month
from crm.db import transaction
from crm.journal import Change

CLOSE = "nomination.close"


def close_ended() -> list[Month]:
    """Tell of the last two months that are over, as far as that was not done; which. For the worker, each night.

    Two, for a worker that slept all through a month; what is older is no news.
    """
    with transaction():
        last = months.current().before
        return [month for month in (last.before, last) if _close(month)]


def _close(month: Month) -> bool:
    votes = [id for (id,) in Nomination.select(Nomination.id).where(Nomination.month == month.key).tuples()]
    of_them = (Change.kind == "nomination") & Change.record.in_(votes)
    if not votes or Change.select().where(of_them & (Change.verb == CLOSE)).exists():
        return False
    journal.record(CLOSE, Nomination.get_by_id(min(votes)), by=CONSOLE, after={"month": month.key})
    return True
