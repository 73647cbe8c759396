"""Who is away now, and to whom their work goes meanwhile."""

from collections.abc import Collection
from datetime import date, datetime

from peewee import JOIN

from crm.absences.models import Absence
from crm.accounts.models import Role, User
from crm.company import clock as company

HOPS = 5  # a stand-in may be away too; further than this nobody would expect a message to travel


def today(now: datetime) -> date:
    """The date on the company's clock, by which people are away."""
    return now.astimezone(company.zone()).date()


def away(now: datetime) -> dict[int, Absence]:
    """Everybody who is away now, by their id, with ``stand_in`` filled in. Who is away twice returns with the later."""
    day = today(now)
    current = (Absence.starts_on <= day) & (Absence.ends_on >= day)
    stand_in = User.alias("stand_in")
    query = Absence.select(Absence, stand_in).join(stand_in, JOIN.LEFT_OUTER, on=Absence.stand_in == stand_in.id)
    return {one.user_id: one for one in query.where(current).order_by(Absence.ends_on, Absence.id)}


def stand_ins(user_ids: Collection[int], now: datetime) -> dict[int, int]:
    """Of these colleagues those who are away now, with who really is there in their place; one query."""
    absent = away(now)
    found = {}
    for user_id in user_ids:
        if user_id in absent and (present := _present(user_id, absent)):
            found[user_id] = present
    return found


def covered_by(user_id: int, now: datetime) -> list[int]:
    """The absent colleagues in whose place this one is now; one query."""
    absent = away(now)
    return sorted(one for one in absent if _present(one, absent) == user_id)


def _present(user_id: int, absent: dict[int, Absence]) -> int | None:
    """The first in the chain of stand-ins who is there and may write."""
    seen = {user_id}
    for _hop in range(HOPS):
        stand_in = absent[user_id].stand_in
        if stand_in is None or stand_in.id in seen or not stand_in.may(Role.STAFF):
            return None
        if stand_in.id not in absent:
            return stand_in.id
        seen.add(stand_in.id)
        user_id = stand_in.id
    return None
