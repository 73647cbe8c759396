"""Which customers each colleague looked at lately, so that "last viewed" and "new since" have something to say."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from crm.demo.colleagues import TEAM
from crm.demo.plan import Plan
from crm.demo.thread import CLOSED, OPEN

EACH = 14  # customers per colleague
A_DAY = 4
MISSED_THE_NEWS = {("Joost", "10482"): (-2, 16 * 3600 + 1200)}  # looked the day before it went wrong


class Look(NamedTuple):
    """A colleague's last look at a customer, and the one in the sitting before; seconds since 1970."""

    colleague: int
    place: int
    seen_at: int
    before_at: int


def looks(plan: Plan) -> Iterator[Look]:
    """The last looks of everybody who still works here."""
    rng = Random(plan.seed + 2)  # noqa: S311 - looks, not secrets
    for colleague, one in enumerate(TEAM):
        told = range(len(plan.stories))
        others = rng.sample(range(plan.customers), min(plan.customers, EACH))
        places = list(dict.fromkeys([*told, *others]))[:EACH]
        rng.shuffle(places)
        for turn, place in enumerate(places):
            day, second = _moment(rng, plan, turn, one.first, place)
            seen = plan.days.moment(day, second)
            if seen <= plan.days.now and day > 30 and not one.left:
                yield Look(colleague, place, seen, plan.days.moment(day - rng.randrange(1, 25), second))


def _moment(rng: Random, plan: Plan, turn: int, first: str, place: int) -> tuple[int, int]:
    today = plan.days.today
    if place < len(plan.stories) and (first, number := plan.company(place).number) in MISSED_THE_NEWS:
        day, second = MISSED_THE_NEWS[first, number]
        return today + day, second
    return today - turn // A_DAY, rng.randrange(OPEN, CLOSED)
