"""What was told before, so that the next digest goes on from there: nothing twice, nothing left out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import fn

from crm.digest.models import Digest
from crm.digest.slots import LONGEST, SHORTEST, WEEK

ASTRAY = timedelta(hours=1)  # noted further ahead of now than this, it was noted by a clock that was wrong


@dataclass(frozen=True)
class Standing:
    """How one series of one colleague stands before a slot."""

    previous_end: datetime | None
    is_told: bool  # there is a digest of this period, or one that told of it and of more


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


def _theirs(user_id: int, series: str):
    return Digest.select().where(Digest.user == user_id, Digest.series == series)
