"""All contacts of a plan in the order in which they happened, one after the other and never all at once."""

from array import array
from collections.abc import Iterator
from heapq import heappop, heappush
from random import Random
from zlib import crc32

from crm.demo.colleagues import GERRIT_LEFT
from crm.demo.drafts import ContactDraft
from crm.demo.plan import Plan
from crm.demo.thread import OPEN, Thread
from crm.demo.threads import kinds_for
from crm.demo.workdays import YEARS

CROWD_SHARE = 0.1  # of all contacts are with the one busiest customer
MEMORY = 45  # contacts of one customer among which no text stands twice; a page of the timeline is 30


def contacts(plan: Plan) -> Iterator[ContactDraft]:
    """Exactly as many contacts as planned, oldest first; only on the newest day a few may follow late."""
    weaver = _Weaver(plan)
    while weaver.written < plan.interactions:
        yield from weaver.ready()
        weaver.begin()


class _Weaver:
    """Begins threads day by day and puts their contacts in order."""

    def __init__(self, plan: Plan) -> None:
        self.written = 0
        self._plan = plan
        self._rng = Random(plan.seed + 1)  # noqa: S311 - stories, not secrets
        self._waiting: list[tuple[int, int, ContactDraft]] = []
        self._serial = self._tickets = self._reached = 0
        self._crowd_told = 0
        self._recent: dict[int, array] = {}
        self._gerrit_until = int(plan.days.today * (1 - GERRIT_LEFT / YEARS))
        self._crowd = next((place for place, story in enumerate(plan.stories) if story.crowd), None)
        for place, story in enumerate(plan.stories):
            for told in story.told_at(place, plan.days, plan.days.today):
                if len(self._waiting) < plan.interactions and told.at <= plan.days.now:
                    self._wait(told)

    def ready(self) -> Iterator[ContactDraft]:
        """What happened before the next thread begins; everything once enough has been begun."""
        enough = self._share() >= 1
        until = self._plan.days.moment(self._day(), OPEN)
        while self._waiting and (enough or self._waiting[0][0] < until):
            contact = heappop(self._waiting)[2]
            if not self._repeats(contact):
                self.written += 1
                yield contact

    def begin(self) -> None:
        """Start one thread, unless enough contacts are waiting."""
        if self._share() >= 1:
            return
        rng, plan, day = self._rng, self._plan, self._day()
        crowded = self._crowd is not None and self._crowd_told < CROWD_SHARE * (self.written + len(self._waiting))
        place = self._crowd if crowded else plan.pick(rng, day)
        company = plan.company(place)
        kinds, weights = kinds_for(company)
        self._serial += 1
        thread = Thread(rng, company, place, day, plan.days, self._serial, self._gerrit_until)
        rng.choices(kinds, cum_weights=weights)[0](thread)
        room = plan.interactions - self.written - len(self._waiting)
        for contact in thread.contacts[:room]:
            self._wait(contact)
        if crowded:
            self._crowd_told += len(thread.contacts)

    def _wait(self, contact: ContactDraft) -> None:
        self._tickets += 1
        heappush(self._waiting, (contact.at, self._tickets, contact))

    def _share(self) -> float:
        return (self.written + len(self._waiting)) / max(self._plan.interactions, 1)

    def _day(self) -> int:
        self._reached = max(self._reached, self._plan.days.at(min(self._share(), 1.0)))
        return self._reached

    def _repeats(self, contact: ContactDraft) -> bool:
        """Whether this customer's latest contacts hold the same text already."""
        if not contact.body:
            return False
        mark = crc32(contact.body.encode())
        recent = self._recent.setdefault(contact.company, array("L"))
        if mark in recent:
            return True
        recent.append(mark)
        if len(recent) > MEMORY:
            del recent[0]
        return False
