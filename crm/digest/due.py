"""Whose digest is due: everybody's newest slot, less those that were made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from peewee import JOIN

from crm.accounts.models import Department, User
from crm.digest import choices, slots
from crm.digest.clock_of import companys, known
from crm.digest.models import Digest, DigestChoice, Series


@dataclass(frozen=True)
class Due:
    """One digest to be made."""

    user_id: int
    series: str
    period: str
    slot: datetime

    @property
    def key(self) -> str:
        """Of two jobs with this key there is only one."""
        return f"digest:{self.user_id}:{self.series}:{self.period}"


def at(now: datetime, since: datetime) -> list[Due]:
    """What is due and was not made, in three queries. ``since``: when this database began to have digests."""
    usual = companys()
    found = [one for user, choice in readers() for one in _of(user, choice, now, since, usual)]
    made = _made({one.user_id for one in found}, {one.period for one in found})
    return [one for one in found if (one.user_id, one.series, one.period) not in made]


def readers() -> Iterator[tuple[User, DigestChoice]]:
    """Every colleague who can log in, by surname, with department and what they chose."""
    rows = (
        User.select(User, Department, DigestChoice)
        .join(Department)
        .join_from(User, DigestChoice, JOIN.LEFT_OUTER, on=(DigestChoice.user == User.id), attr="chose")
        .where(User.disabled_at.is_null(), User.password.is_null(False))
        .order_by(User.sort_name, User.id)
    )
    for user in rows:
        yield user, getattr(user, "chose", None) or choices.usual(user)


def gets_mail(user: User) -> bool:
    """Whether this colleague works here and has logged in or could: who was only invited gets no digest yet."""
    return user.disabled_at is None and user.password is not None


def begins(user: User, choice: DigestChoice, since: datetime, now: datetime) -> datetime:
    """Slots up to this moment are not theirs. What lies ahead of us was noted by a clock that was wrong."""
    return max([since, *(one for one in (user.created_at, choice.changed_at) if one <= now)])


def _of(user: User, choice: DigestChoice, now: datetime, since: datetime, usual: ZoneInfo) -> Iterator[Due]:
    zone = known(user.timezone) or usual
    for series in Series:
        slot = slots.latest(choice, zone, now, series) if choices.wants(choice, user, series) else None
        if slot and slot > begins(user, choice, since, now):
            yield Due(user.id, series, slots.period(slot, choices.rhythm(choice, series)), slot)


def _made(users: set[int], periods: set[str]) -> set[tuple[int, str, str]]:
    if not users:
        return set()
    rows = Digest.select(Digest.user, Digest.series, Digest.period)
    return set(rows.where(Digest.user.in_(users), Digest.series.in_(list(Series)), Digest.period.in_(periods)).tuples())
