"""Whom to ask among colleagues: who spoke with a customer most and last.

Each contact counts, half as much after every four months. Over the last twelve months; where there was none, over
what was before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crm.accounts.models import Department, User
from crm.brief.counted import Counted, Row
from crm.interactions.timeline import Reader

YEAR = timedelta(days=365)
HALF = 120 * 86_400  # seconds after which a contact counts half
CLOSE = 1 / 3  # who spoke this much as often as the first is named too
NAMED = 2


@dataclass(frozen=True)
class Colleague:
    """Somebody who spoke with the customer, when last and how often in the last year; None: too often to count."""

    user: User
    count: int | None
    last_at: datetime


@dataclass(frozen=True)
class Knows:
    """Whom to ask, the best first. ``reader``: who reads this knows the customer best; then others may lack."""

    reader: Colleague | None
    others: list[Colleague]


@dataclass
class _Score:
    value: float
    last: int
    count: int


def best(known: Counted, reader: Reader) -> Knows | None:
    """Whom ``reader`` could ask; None where nobody who works here spoke with the customer. At most one query."""
    year_ago = reader.now - YEAR
    rows = known.since(year_ago)
    counts = bool(rows) and known.holds_all_since(year_ago)
    scores = _scores(rows or known.rows, reader.now)
    found = [
        (scores[user.id], Colleague(user, scores[user.id].count if counts else None, _moment(scores[user.id].last)))
        for user in _working_here(scores)
    ]
    found.sort(key=lambda one: (-one[0].value, -one[0].last, one[1].user.sort_name, one[1].user.id))
    first = found[0][1] if found else None
    knows_best = first if first and first.user.id == reader.user.id else None
    others = _named([one for one in found if one[1].user.id != reader.user.id])
    return Knows(knows_best, others) if found and (knows_best or others) else None


def _scores(rows: Iterable[Row], now: datetime) -> dict[int, _Score]:
    end = now.timestamp()
    found: dict[int, _Score] = {}
    for row in rows:
        if row.author_id is None:
            continue  # imported: nobody here wrote it
        score = found.setdefault(row.author_id, _Score(0.0, row.at, 0))
        score.value += 0.5 ** (max(end - row.at, 0) / HALF)
        score.count += 1
    return found


def _working_here(scores: dict[int, _Score]) -> list[User]:
    if not scores:
        return []
    still_here = User.id.in_(list(scores)) & User.disabled_at.is_null()
    return list(User.select(User, Department).join(Department).where(still_here))


def _named(found: list[tuple[_Score, Colleague]]) -> list[Colleague]:
    """The first, and the next one who is close to them or spoke with the customer later."""
    top = found[:1]
    close = [one for one in found[1:] if one[0].value >= top[0][0].value * CLOSE or one[0].last > top[0][0].last]
    return [colleague for _score, colleague in [*top, *close][:NAMED]]


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
