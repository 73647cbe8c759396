"""Which customers colleagues looked at: before they called, afterwards, and last; seconds since 1970 throughout.

So "consulted 2 min before", "read by 4", "last viewed" and "new since" have something to say.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from random import Random
from typing import NamedTuple

from crm.customers.queries import SITTING
from crm.demo import surprised
from crm.demo.colleagues import AWAY, AWAY_FOR, GERRIT, NAMED, TEAM
from crm.demo.plan import Plan
from crm.demo.surprised import Blind
from crm.demo.thread import CLOSED, OPEN

EACH = 14  # customers per colleague that they looked at lately
A_DAY = 4
KEPT = 85 * 86_400  # seconds: a week before they would be forgotten
LOOKED_FIRST, IN_STORIES = 0.55, 0.8  # of outgoing contacts, how many were looked up beforehand
ONLY_THE_TIMELINE = 0.25  # of those
MINUTES = (0, 1, 2, 2, 2, 3, 3, 4, 5, 7, 9, 14, 26)  # between looking and the contact
READERS, OF_STORIES = (0, 0, 0, 1, 1, 2), (3, 4, 4, 5, 6)  # colleagues who read a contact afterwards
MISSED_THE_NEWS = ("Joost", "10482", -2, 16 * 3600 + 1200)  # looked the day before it went wrong, and not since


class Contact(NamedTuple):
    """A contact that was logged: customer and author are places from 0."""

    place: int
    author: int
    outgoing: bool
    occurred_at: int
    logged_at: int


class Opening(NamedTuple):
    """A colleague opened a customer's brief, or its timeline."""

    colleague: int
    place: int
    at: int
    brief: bool


class Sitting(NamedTuple):
    """Openings that followed one another within half an hour; of what is not ``kept`` only "last viewed" remains."""

    colleague: int
    place: int
    started_at: int
    last_at: int
    brief_at: int | None
    kept: bool


def sittings(plan: Plan, contacts: Iterable[Contact]) -> Iterator[Sitting]:
    """All of them, by colleague and customer, the oldest first."""
    rng = Random(plan.seed + 2)  # noqa: S311 - looks, not secrets
    blind = [*surprised.blind(plan), *_missed_the_news(plan)]
    openings = [*_lately(rng, plan), *_around(rng, plan, contacts)]
    openings += [Opening(colleague, place, at, True) for colleague, place, at in surprised.looked(plan)]
    seen = sorted(one for one in openings if one.at <= plan.days.now and not _is_blind(one, blind))
    return _together(seen, plan.days.now - KEPT)


def _around(rng: Random, plan: Plan, contacts: Iterable[Contact]) -> Iterator[Opening]:
    """Before and after each contact."""
    places = [place for place, one in enumerate(TEAM) if not one.left]
    for one in contacts:
        in_story = one.place < len(plan.stories)
        if one.outgoing and rng.random() < (IN_STORIES if in_story else LOOKED_FIRST):
            brief, before = rng.random() > ONLY_THE_TIMELINE, rng.choice(MINUTES) * 60 + rng.randrange(5, 60)
            yield Opening(one.author, one.place, one.occurred_at - (before if brief else before + 60), brief)
        for reader in rng.sample(places, rng.choice(OF_STORIES if in_story else READERS)):
            at = _later(rng, plan, one.logged_at)
            if reader != one.author and not _is_away(plan, reader, at):
                yield Opening(reader, one.place, at, rng.random() < 0.5)


def _lately(rng: Random, plan: Plan) -> Iterator[Opening]:
    """The last looks of everybody who still works here, and in the sitting before."""
    for colleague, one in enumerate(TEAM):
        told = range(len(plan.stories))
        others = rng.sample(range(plan.customers), min(plan.customers, EACH))
        places = list(dict.fromkeys([*told, *others]))[:EACH]
        rng.shuffle(places)
        for turn, place in enumerate(places):
            day, second = plan.days.today - turn // A_DAY, rng.randrange(OPEN, CLOSED)
            seen, before = plan.days.moment(day, second), plan.days.moment(day - rng.randrange(1, 25), second)
            if seen <= plan.days.now and day > 30 and not one.left:
                yield Opening(colleague, place, before, False)
                if not _is_away(plan, colleague, seen):
                    yield Opening(colleague, place, seen, False)
    first, number, day, second = MISSED_THE_NEWS
    if plan.stories and plan.days.today + day > 0:
        for earlier in (day - 5, day):
            at = plan.days.moment(max(plan.days.today + earlier, 0), second)
            yield Opening(NAMED[first], _place(plan, number), at, False)


def _later(rng: Random, plan: Plan, logged_at: int) -> int:
    """The same day or, after hours, the next working day."""
    at = logged_at + rng.randrange(300, 5 * 3600)
    day = bisect_right(plan.days.starts, at) - 1
    if at > plan.days.moment(day, CLOSED):
        at = plan.days.moment(min(day + 1, len(plan.days.starts) - 1), OPEN + rng.randrange(3 * 3600))
    return at


def _together(openings: list[Opening], kept_since: int) -> Iterator[Sitting]:
    sitting: Sitting | None = None
    for one in openings:
        brief_at = one.at if one.brief else None
        theirs = sitting and (sitting.colleague, sitting.place) == (one.colleague, one.place)
        if theirs and one.at - sitting.last_at < SITTING:
            sitting = sitting._replace(last_at=one.at, brief_at=brief_at or sitting.brief_at)
            continue
        if sitting:
            yield sitting
        sitting = Sitting(one.colleague, one.place, one.at, one.at, brief_at, one.at >= kept_since)
    if sitting:
        yield sitting


def _missed_the_news(plan: Plan) -> Iterator[Blind]:
    first, number, day, second = MISSED_THE_NEWS
    if plan.stories and plan.days.today + day > 0:
        since = plan.days.moment(plan.days.today + day, second)
        yield Blind(NAMED[first], _place(plan, number), since, plan.days.now)


def _place(plan: Plan, number: str) -> int:
    return [story.company.number for story in plan.stories].index(number)


def _is_blind(one: Opening, blind: list[Blind]) -> bool:
    return any((one.colleague, one.place) == (it.colleague, it.place) and it.after < one.at <= it.until for it in blind)


def _is_away(plan: Plan, colleague: int, at: int) -> bool:
    return colleague == GERRIT or (colleague == AWAY and at >= plan.days.starts[max(plan.days.today + 1 - AWAY_FOR, 0)])
