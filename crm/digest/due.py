"""Whose digest is due, and what was told before, so that it goes on from there: nothing twice, nothing left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from peewee import JOIN, fn

from crm.accounts.models import Department, User
from crm.clock import zone_named
from crm.company.clock import zone as companys
from crm.digest import choices, periods, slots
from crm.digest.models import Digest, DigestChoice, Series
from crm.digest.periods import WEEK
from crm.digest.slots import LONGEST, SHORTEST

ASTRAY = timedelta(hours=1)  # noted further ahead of now than this, it was noted by a clock that was wrong


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


@dataclass(frozen=True)
class Standing:
    """How one series of one colleague stands before a slot."""

    previous_end: datetime | None
    is_told: bool  # there is a digest of this period, or one that told of it and of more


def at(now: datetime, since: datetime) -> list[Due]:
    """What is due and was not made, in three queries. ``since``: when this database began to have digests.

    The oldest first, and those of the same time behind each other: what was new in it is read once for all (``pool``).
    """
    usual = companys()
    found = [one for user, choice in readers() for one in _of(user, choice, now, since, usual)]
    made = _made({one.user_id for one in found}, {one.period for one in found})
    rest = [one for one in found if (one.user_id, one.series, one.period) not in made]
    return sorted(rest, key=lambda one: (one.slot.timestamp(), one.period))


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


def before(user_id: int, series: str, period: str, slot: datetime, now: datetime) -> Standing:
    """One query. A digest that a wrong clock had made counts only for its own period."""
    rows = list(_theirs(user_id, series).where((Digest.period == period) | (Digest.ends_at >= slot - LONGEST)))
    right = [one for one in rows if one.created_at <= now + ASTRAY]
    ends = [one.ends_at for one in right if one.ends_at <= slot - SHORTEST]
    told = any(one.period == period for one in rows) or any(one.starts_at < slot <= one.ends_at for one in right)
    return Standing(max(ends, default=None), told)


def span_of(user_id: int, series: str, period: str) -> tuple[datetime, datetime] | None:
    """What time the digest of this period told of; None where there was none."""
    made = _theirs(user_id, series).where(Digest.period == period, Digest.ends_at > Digest.starts_at).first()
    return (made.starts_at, made.ends_at) if made else None


def open_time(user_id: int, series: str, now: datetime) -> tuple[datetime, datetime]:
    """From the end of the newest digest until now; seven days where that was less than a day ago, or long ago."""
    ends = _theirs(user_id, series).where(Digest.ends_at.between(now - LONGEST, now)).select(fn.MAX(Digest.ends_at))
    last = ends.scalar()
    return (last if last and now - last >= timedelta(days=1) else now - WEEK), now


def forget_ahead(user_id: int, series: str, now: datetime) -> None:
    """Let what a wrong clock made tell of no time at all; what was not even sent, is gone. Inside a transaction."""
    theirs = (Digest.user == user_id) & (Digest.series == series) & (Digest.created_at > now + ASTRAY)
    Digest.delete().where(theirs, Digest.mail.is_null()).execute()
    Digest.update(ends_at=Digest.starts_at).where(theirs).execute()


def _of(user: User, choice: DigestChoice, now: datetime, since: datetime, usual: ZoneInfo) -> Iterator[Due]:
    zone = zone_named(user.timezone) or usual
    for series in Series:
        slot = slots.latest(choice, zone, now, series) if choices.wants(choice, user, series) else None
        if slot and slot > begins(user, choice, since, now):
            yield Due(user.id, series, periods.of_slot(slot, choices.rhythm(choice, series)), slot)


def _made(users: set[int], periods: set[str]) -> set[tuple[int, str, str]]:
    if not users:
        return set()
    rows = Digest.select(Digest.user, Digest.series, Digest.period)
    return set(rows.where(Digest.user.in_(users), Digest.series.in_(list(Series)), Digest.period.in_(periods)).tuples())


def _theirs(user_id: int, series: str):
    return Digest.select().where(Digest.user == user_id, Digest.series == series)
