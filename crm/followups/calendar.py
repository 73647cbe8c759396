"""What follow-ups put in somebody's calendar: what is theirs, their department's, and of who they stand in for."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from peewee import JOIN

from crm import clock
from crm.absences import queries as absences
from crm.accounts.models import Department, User
from crm.company import clock as company
from crm.customers.models import Address, Customer, Person
from crm.followups.models import OPEN, FollowUp, Kind
from crm.news import Event
from crm.words import N_, Text

MOST = 1_000
MINUTES = {Kind.CALL: 15, Kind.VISIT: 60}  # how long it takes, with a time
WITH_A_TIME = frozenset(MINUTES)


def events(user: User, first: date, last: date) -> list[Event]:
    """What is open from ``first`` up to and including ``last``, the soonest first. What is put off stands on the day
    on which it comes back.
    """
    covered = absences.covered_by(user.id, clock.now())
    zone = company.zone()
    found = [_event(row, user, zone) for row in _open(user, covered, first, last)]
    return sorted((one for one in found if first <= one.on <= last), key=lambda one: one.on)


def _open(user: User, covered: list[int], first: date, last: date) -> list[Any]:
    """One query, whoever is behind the names in it."""
    theirs = FollowUp.user.in_([user.id, *covered])
    nobodys = FollowUp.user.is_null() & (FollowUp.department == user.department_id)
    due, back = FollowUp.due_on.between(first, last), FollowUp.snoozed_until.between(first, last)
    return list(
        FollowUp.select(
            *(FollowUp.id, FollowUp.kind, FollowUp.what, FollowUp.phone, FollowUp.due_on, FollowUp.at_minute),
            *(FollowUp.snoozed_until, FollowUp.updated_at, FollowUp.user.alias("user_id")),
            *(Customer.name.alias("customer"), Person.name.alias("person"), Department.name.alias("department")),
            *(User.name.alias("whose"), Address.street, Address.postcode, Address.city),
        )
        .join(Customer)
        .join_from(Customer, Address, JOIN.LEFT_OUTER, on=(Address.customer == Customer.id) & (Address.position == 0))
        .join_from(FollowUp, Person, JOIN.LEFT_OUTER, on=(FollowUp.person == Person.id) & Person.deleted_at.is_null())
        .join_from(FollowUp, Department, JOIN.LEFT_OUTER)
        .join_from(FollowUp, User, JOIN.LEFT_OUTER, on=FollowUp.user == User.id)
        .where(OPEN & (theirs | nobodys) & (due | back))
        .where(Customer.deleted_at.is_null() & Customer.archived_at.is_null())
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(MOST)
        .namedtuples()
    )


def _event(row: Any, user: User, zone: ZoneInfo) -> Event:
    on = max(row.due_on, row.snoozed_until or row.due_on)
    timed = row.at_minute is not None and on == row.due_on and row.kind in WITH_A_TIME
    return Event(
        uid=f"followup-{row.id}",
        title=_title(row, user),
        on=on,
        path=f"/followups/{row.id}",
        changed_at=_moment(row.updated_at),
        starts_at=moment(on, row.at_minute, zone) if timed else None,
        minutes=MINUTES.get(row.kind, 60),
        notes=tuple(_notes(row)),
        place=_place(row) if row.kind == Kind.VISIT else "",
    )


def moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """Minutes since midnight on this clock. A time that is skipped in spring is taken as if the clock had not been put
    forward yet; of one that comes twice in autumn the first is taken.
    """
    return datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC)


def _title(row: Any, user: User) -> Text:
    values = {"what": row.what, "customer": row.customer}
    if row.user_id is None:
        return N_("%(what)s, %(customer)s (%(name)s)", **values, name=_in_a_sentence(row.department or ""))
    if row.user_id != user.id:
        return N_("%(what)s, %(customer)s (for %(name)s)", **values, name=row.whose or "")
    return N_("%(what)s, %(customer)s", **values)


def _notes(row: Any) -> list[str | Text]:
    number = {"number": row.phone, "name": row.person}
    notes: list[str | Text] = []
    if row.phone and row.person:
        notes.append(N_("Call: %(number)s (%(name)s)", **number))
    elif row.phone:
        notes.append(N_("Call: %(number)s", number=row.phone))
    elif row.person:
        notes.append(N_("With %(name)s", name=row.person))
    if row.snoozed_until and row.snoozed_until > row.due_on:
        notes.append(N_("Put off; due on %(day)s", day=f"{row.due_on:%d-%m-%Y}"))
    return notes


def _place(row: Any) -> str:
    town = " ".join(part for part in (row.postcode, row.city) if part)
    return ", ".join(part for part in (row.street, town) if part)


def _in_a_sentence(name: str) -> str:
    """ "Binnendienst" is "binnendienst" in a sentence; "ICT" stays "ICT"."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _moment(value: Any) -> datetime:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value
