"""How and when a customer is usually in contact with us; said only where it is clear from enough contacts.

The limits are such that contacts spread evenly over the hours of a week seldom look like a habit: of eight, two halves
of days hold two thirds by chance once in forty customers.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from zoneinfo import ZoneInfo

from crm.brief.counted import Row
from crm.interactions.models import Channel, Direction
from crm.words import N_, Text

ENOUGH = 8  # contacts
USUAL = 0.6  # of the contacts go by this channel
FROM_ONE_SIDE = 2 / 3  # of those, that the same side began
OFTEN = 2 / 3  # of the contacts fall on these mornings, afternoons or evenings
MOSTLY = 0.9  # fall on a part of any day, or on these days at any hour
TWICE = 2  # contacts that a day must have had to be named
MORNING, AFTERNOON, EVENING = range(3)
Moment = tuple[int, int]  # day of the week (Monday 0) and part of the day

THEY = {
    Channel.PHONE: N_("Usually calls us"),
    Channel.EMAIL: N_("Usually mails us"),
    Channel.CHAT: N_("Usually chats with us"),
    Channel.LETTER: N_("Usually writes to us"),
    Channel.VISIT: N_("Usually comes to us"),
}
WE = {
    Channel.PHONE: N_("Usually we call"),
    Channel.EMAIL: N_("Usually we mail"),
    Channel.LETTER: N_("Usually we write"),
    Channel.VISIT: N_("Usually we visit them"),
}
EITHER = {
    Channel.PHONE: N_("Usually by phone"),
    Channel.EMAIL: N_("Usually by e-mail"),
    Channel.CHAT: N_("Usually by chat"),
    Channel.LETTER: N_("Usually by letter"),
    Channel.VISIT: N_("Usually in person"),
    Channel.MEETING: N_("Usually in a meeting"),
}
DAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday")),
    N_("Sunday"),
)


@dataclass(frozen=True)
class Habits:
    """What is usual; either may be unknown, not both."""

    way: Text | None
    hours: Text | None


def usual(rows: Sequence[Row], zone: str) -> Habits | None:
    """What ``rows``, the contacts of a year, show on the clock of ``zone``; None where nothing is clear."""
    if len(rows) < ENOUGH:
        return None
    channel, count = Counter(row.channel for row in rows).most_common(1)[0]
    if count < len(rows) * USUAL:
        return _habits(None, [row for row in rows if _shows_their_hours(row)], zone)
    same = [row for row in rows if row.channel == channel]
    side, begun = Counter(row.direction for row in same).most_common(1)[0]
    if begun < count * FROM_ONE_SIDE:
        return _habits(EITHER.get(channel), [row for row in same if _shows_their_hours(row)], zone)
    words = (THEY if side == Direction.IN else WE).get(channel) or EITHER.get(channel)
    told = [row for row in same if row.direction == side and _shows_their_hours(row)]
    return _habits(words, told, zone)


def hours(rows: Sequence[Row], zone: str) -> Text | None:
    """The days and part of the day in which these fall, as words within a sentence; None where none stands out."""
    clock = ZoneInfo(zone)
    moments = [at for row in rows if (at := _moment(datetime.fromtimestamp(row.at, clock))) is not None]
    if len(moments) < ENOUGH:
        return None
    return _days_and_part(moments) or _part(moments) or _days(moments)


def _habits(way: Text | None, told: list[Row], zone: str) -> Habits | None:
    when = hours(told, zone)
    return Habits(way, when) if way or when else None


def _shows_their_hours(row: Row) -> bool:
    """What we send says nothing of when they are there; a call that was answered does."""
    return row.direction == Direction.IN or row.channel in (Channel.PHONE, Channel.VISIT)


def _moment(at: datetime) -> Moment | None:
    """None for the night, and for noon and midnight sharp: the day was known and the hour was not."""
    if at.hour < 6 or (at.hour, at.minute, at.second) == (12, 0, 0):
        return None
    return at.weekday(), MORNING if at.hour < 12 else AFTERNOON if at.hour < 18 else EVENING


def _days_and_part(moments: list[Moment]) -> Text | None:
    """One or two days, and the same part of them."""
    for part in (MORNING, AFTERNOON, EVENING):
        days = _standing_out([day for day, one in moments if one == part], len(moments) * OFTEN)
        if days:
            return _on(days, part)
    return None


def _part(moments: list[Moment]) -> Text | None:
    part, count = Counter(part for _day, part in moments).most_common(1)[0]
    words = (N_("in the morning"), N_("in the afternoon"), N_("in the evening"))
    return words[part] if count >= len(moments) * MOSTLY else None


def _days(moments: list[Moment]) -> Text | None:
    days = _standing_out([day for day, _part in moments], len(moments) * MOSTLY)
    if not days:
        return None
    first, *more = (DAYS[day] for day in days)
    return N_("on %(first)s and %(second)s", first=first, second=more[0]) if more else N_("on %(day)s", day=first)


def _standing_out(days: list[int], needed: float) -> tuple[int, ...]:
    """The one day, else the two, that hold so many; in the order of the week."""
    counts = Counter(days)
    for size in (1, 2):
        chosen = max(combinations(sorted(counts), size), key=lambda some: sum(counts[day] for day in some), default=())
        if chosen and sum(counts[day] for day in chosen) >= needed and min(counts[day] for day in chosen) >= TWICE:
            return chosen
    return ()


def _on(days: tuple[int, ...], part: int) -> Text:
    first, *more = (DAYS[day] for day in days)
    if more:
        two = {"first": first, "second": more[0]}
        return (
            N_("%(first)s and %(second)s mornings", **two),
            N_("%(first)s and %(second)s afternoons", **two),
            N_("%(first)s and %(second)s evenings", **two),
        )[part]
    one = {"day": first}
    return (N_("%(day)s mornings", **one), N_("%(day)s afternoons", **one), N_("%(day)s evenings", **one))[part]
