"""Who is away now, and to whom their work goes meanwhile."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from peewee import JOIN

from crm.absences.models import Absence
from crm.accounts.models import Department, Role, User
from crm.company import clock as company
from crm.errors import NotFound
from crm.words import N_

MOST = 300  # absences on the page: those who are away soonest
SOON = timedelta(days=60)  # how far ahead the page looks
HOPS = 5  # a stand-in may be away too; further than this nobody would expect a message to travel


def today(now: datetime) -> date:
    """The date on the company's clock, by which people are away."""
    return company.today(now)


def away(now: datetime) -> dict[int, Absence]:
    """Everybody who is away now, by their id, with ``stand_in`` filled in. Who is away twice returns with the later."""
    day = today(now)
    current = (Absence.starts_on <= day) & (Absence.ends_on >= day)
    stand_in = User.alias("stand_in")
    query = Absence.select(Absence, stand_in).join(stand_in, JOIN.LEFT_OUTER, on=Absence.stand_in == stand_in.id)
    return {one.user_id: one for one in query.where(current).order_by(Absence.ends_on, Absence.id)}


def get(absence_id: int) -> Absence:
    """One absence, with whose it is and who stands in. Raises NotFound."""
    found = _with_names().where(Absence.id == absence_id).first()
    if found is None:
        raise NotFound(N_("This absence is no longer there."))
    return found


def path_of(absence_id: int) -> str | None:
    """Our page about it; None where it was deleted."""
    return f"/absences/{absence_id}" if Absence.select().where(Absence.id == absence_id).exists() else None


def now_and_soon(now: datetime) -> list[Absence]:
    """Who is away now and who will be within ``SOON``, in the order in which they leave; one query."""
    day = today(now)
    near = (Absence.ends_on >= day) & (Absence.starts_on <= day + SOON) & User.disabled_at.is_null()
    return list(_with_names().where(near).order_by(Absence.starts_on, Absence.id).limit(MOST))


def just_over(user_id: int, now: datetime, within: timedelta) -> Absence | None:
    """The absence of more than a day from which this colleague came back so recently, unless they are away again."""
    day = today(now)
    recent = (Absence.user == user_id) & (Absence.ends_on >= day - within - timedelta(days=1))
    found = list(Absence.select().where(recent & (Absence.starts_on <= day)).order_by(Absence.ends_on.desc()))
    over = found and found[0].ends_on < day and found[0].ends_on > found[0].starts_on
    return found[0] if over else None


def overlapping(user_id: int, starts: date, ends: date, but: int | None = None) -> Absence | None:
    """An absence of this colleague that shares a day with these; ``but`` is the one that is being changed."""
    shared = (Absence.user == user_id) & (Absence.starts_on <= ends) & (Absence.ends_on >= starts)
    others = Absence.select().where(shared & (Absence.id != (but or 0)))
    return others.order_by(Absence.starts_on).first()


def in_a_circle(user_id: int, stand_in_id: int | None, starts: date, ends: date) -> bool:
    """Whether on any of these days the work would come back to who is away. A query per hop."""
    asked = [(stand_in_id, starts, ends)] if stand_in_id else []
    for _hop in range(HOPS):
        meant = []
        for one, first, last in asked:
            shared = (Absence.user == one) & (Absence.starts_on <= last) & (Absence.ends_on >= first)
            for found in Absence.select().where(shared & Absence.stand_in.is_null(False)):
                if found.stand_in_id == user_id:
                    return True
                meant.append((found.stand_in_id, max(first, found.starts_on), min(last, found.ends_on)))
        asked = meant
    return False


def in_place_of(user_id: int, absent: dict[int, Absence]) -> User | None:
    """Who really is there for somebody who is away, of what ``away`` found."""
    seen = {user_id}
    for _hop in range(HOPS):
        stand_in = absent[user_id].stand_in
        if stand_in is None or stand_in.id in seen or not stand_in.may(Role.STAFF):
            return None
        if stand_in.id not in absent:
            return stand_in
        seen.add(stand_in.id)
        user_id = stand_in.id
    return None


def covered(user_id: int, now: datetime) -> list[Absence]:
    """The absences in which this colleague is there instead, who returns first first; two queries at most."""
    ids = covered_by(user_id, now)
    current = (Absence.starts_on <= today(now)) & (Absence.ends_on >= today(now))
    return list(_with_names().where(Absence.user.in_(ids) & current).order_by(Absence.ends_on)) if ids else []


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
    found = in_place_of(user_id, absent)
    return found.id if found else None


def _with_names():
    stand_in, department = User.alias("stand_in"), Department.alias("stand_in_department")
    return (
        Absence.select(Absence, User, Department, stand_in, department)
        .join(User, on=Absence.user == User.id)
        .join(Department)
        .join_from(Absence, stand_in, JOIN.LEFT_OUTER, on=Absence.stand_in == stand_in.id)
        .join_from(stand_in, department, JOIN.LEFT_OUTER, on=stand_in.department == department.id)
    )
