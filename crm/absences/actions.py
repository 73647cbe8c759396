"""Everything that writes absences. One transaction and one Change each."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm import clock, journal
from crm.absences import queries
from crm.absences.models import Absence
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Forbidden, Invalid, NotFound
from crm.journal import Change
from crm.words import N_

LONGEST = timedelta(days=2 * 366)  # longer than that nobody is merely away
LONGEST_NOTE = 300
DAY = timedelta(days=1)


@dataclass
class Values:
    """Who is away from a day up to and including another, days on the company's clock, and who stands in."""

    user_id: int
    starts_on: date | None
    ends_on: date | None
    stand_in_id: int | None = None
    note: str = ""

    def columns(self) -> dict[str, Any]:
        """The absence's own columns."""
        days = {"starts_on": self.starts_on, "ends_on": self.ends_on}
        return {"user": self.user_id, **days, "stand_in": self.stand_in_id, "note": self.note}


def add(values: Values, *, by: User | Console) -> Absence:
    """Say that somebody is away; of others only managers may. Raises Invalid, Forbidden."""
    require(by, Role.STAFF)
    require_may_change(values.user_id, by=by)
    now = clock.now()
    with transaction():
        _check(values, queries.today(now))
        made = Absence.create(**values.columns(), created_by=by.id, created_at=now)
        journal.record("absence.create", made, by=by, after=snapshot(made))
    return made


def edit(absence_id: int, values: Values, *, by: User | Console, seen: int | None = None) -> Absence:
    """Change when or who stands in; whose it is stays. ``seen``: see ``journal.revision``."""
    require(by, Role.STAFF)
    with transaction():
        journal.refuse_if_changed("absence", absence_id, seen)
        found = queries.get(absence_id)
        require_may_change(found.user_id, by=by)
        values.user_id = found.user_id
        _check(values, queries.today(clock.now()), found)
        _write(found, values.columns(), "absence.edit", by=by)
    return queries.get(absence_id)


def end(absence_id: int, *, by: User | Console) -> Change:
    """Back earlier: yesterday was the last day. Who would have been away from today on was not away at all.

    Returns the Change, by which ``undo`` goes back.
    """
    require(by, Role.STAFF)
    with transaction():
        found = queries.get(absence_id)
        require_may_change(found.user_id, by=by)
        yesterday = queries.today(clock.now()) - DAY
        if found.starts_on > yesterday:
            return _remove(found, by=by)
        return _write(found, {"ends_on": min(yesterday, found.ends_on)}, "absence.end", by=by)


def delete(absence_id: int, *, by: User | Console) -> Change:
    """Take it away. Returns the Change, by which ``undo`` goes back."""
    require(by, Role.STAFF)
    with transaction():
        found = queries.get(absence_id)
        require_may_change(found.user_id, by=by)
        return _remove(found, by=by)


def undo(change_id: int, *, by: User | Console) -> Absence:
    """As it was before it ended early or was deleted, unless something stands in the way by now. Raises NotFound."""
    require(by, Role.STAFF)
    with transaction():
        change = Change.get_or_none((Change.id == change_id) & Change.verb.in_(["absence.end", "absence.delete"]))
        if change is None or "before" not in change.values:
            raise NotFound
        values = _from_snapshot(change.values["before"])
        require_may_change(values.user_id, by=by)
        found = Absence.get_or_none(Absence.id == change.record)
        ended = found if found is not None and change.values.get("after") == snapshot(found) else None
        _check(values, None, ended)
        if ended is not None:
            _write(ended, values.columns(), "absence.restore", by=by)
            return queries.get(ended.id)
        number = {} if found else {"id": change.record}  # the number may be another's by now
        made = Absence.create(**number, **values.columns(), created_by=by.id, created_at=clock.now())
        journal.record("absence.restore", made, by=by, after=snapshot(made))
    return made


def may_change(user_id: int, *, by: User | Console) -> bool:
    """Whether ``by`` may say that this colleague is away."""
    return by.may(Role.MANAGER) or (by.may(Role.STAFF) and by.id == user_id)


def require_may_change(user_id: int, *, by: User | Console) -> None:
    """Pass when ``by`` may say that this colleague is away. Raises Forbidden."""
    if not may_change(user_id, by=by):
        raise Forbidden(N_("Only they themselves and managers may say that a colleague is away."))


def snapshot(found: Absence) -> dict[str, Any]:
    """Everything known of an absence, for the journal."""
    days = {"starts_on": found.starts_on.isoformat(), "ends_on": found.ends_on.isoformat()}
    return {"user": found.user_id, **days, "stand_in": found.stand_in_id, "note": found.note}


def _from_snapshot(kept: dict[str, Any]) -> Values:
    days = [date.fromisoformat(kept[name]) for name in ("starts_on", "ends_on")]
    return Values(kept["user"], *days, kept["stand_in"], kept["note"])


def _write(found: Absence, columns: dict[str, Any], verb: str, *, by: User | Console) -> Change:
    before = snapshot(found)
    for name, value in columns.items():
        setattr(found, name, value)
    found.save()
    return journal.record(verb, found, by=by, before=before, after=snapshot(found))


def _remove(found: Absence, *, by: User | Console) -> Change:
    change = journal.record("absence.delete", found, by=by, before=snapshot(found))
    found.delete_instance()
    return change


def _check(values: Values, today: date | None, found: Absence | None = None) -> None:
    """Raise Invalid with everything that is wrong; tidies the note. With ``today`` it may not be over already."""
    values.note = " ".join(values.note.replace("\0", "").split())
    wrong: dict[str, Any] = {}
    if len(values.note) > LONGEST_NOTE:
        wrong["note"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_NOTE)
    _check_days(values, today, wrong)
    person = User.get_or_none(User.id == values.user_id)
    if person is None or person.disabled_at:
        wrong["user"] = N_("Choose somebody who works here now.")
    if "stand_in" not in wrong and values.stand_in_id is not None:
        _check_stand_in(values, wrong, was=found.stand_in_id if found else None)
    if wrong:
        raise Invalid(**wrong)
    if other := queries.overlapping(values.user_id, values.starts_on, values.ends_on, found.id if found else None):
        about = {"starts": _written(other.starts_on), "ends": _written(other.ends_on), "name": person.name}
        raise Invalid(starts_on=N_("%(name)s is away already from %(starts)s up to and including %(ends)s.", **about))
    if queries.in_a_circle(values.user_id, values.stand_in_id, values.starts_on, values.ends_on):
        raise Invalid(
            stand_in=N_("This colleague is away then too and counts on %(name)s; choose another.", name=person.name)
        )


def _check_days(values: Values, today: date | None, wrong: dict[str, Any]) -> None:
    if values.starts_on is None:
        wrong["starts_on"] = N_("Say from which day, for example “monday” or 23-11-2026.")
    if values.ends_on is None:
        wrong["ends_on"] = N_("Say up to and including which day, for example “friday”, “in 2 weeks” or 4-12-2026.")
    if wrong.keys() & {"starts_on", "ends_on"}:
        return
    if values.ends_on < values.starts_on:
        wrong["ends_on"] = N_("The last day lies before the first.")
    elif today and values.ends_on < today:
        wrong["ends_on"] = N_("This day is over; choose today or later.")
    elif values.ends_on - values.starts_on > LONGEST or (today and values.starts_on - today > LONGEST):
        wrong["ends_on"] = N_("Choose days within two years.")


def _check_stand_in(values: Values, wrong: dict[str, Any], was: int | None) -> None:
    found = User.get_or_none(User.id == values.stand_in_id)
    if values.stand_in_id == values.user_id:
        wrong["stand_in"] = N_("Nobody stands in for themselves; choose another colleague.")
    elif found is None or not (found.may(Role.STAFF) or found.id == was):
        wrong["stand_in"] = N_("Choose somebody who works here now and may write.")


def _written(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
