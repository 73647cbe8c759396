"""How large the demo is and who is in it: small tables from which any customer can be made when needed."""

from array import array
from bisect import bisect
from datetime import datetime
from functools import lru_cache
from itertools import accumulate
from random import Random

from crm.demo.companies import Companies
from crm.demo.drafts import CompanyDraft
from crm.demo.sectors import SECTORS
from crm.demo.stories import STORIES
from crm.demo.stories.told import Story
from crm.demo.workdays import Workdays

FIRST_NUMBER = 10001
PEOPLE_EACH = (0, 1, 1, 2, 2, 2, 3, 3, 4)
ORDINARY = 2.0  # contacts of a customer, in the measure of ``_busy``


class Plan:
    """The demo of one seed, size and moment. Customers are numbered from 0, those of the stories first."""

    def __init__(self, seed: int, now: datetime, customers: int, people: int, interactions: int) -> None:
        self.seed = seed
        self.customers = customers
        self.interactions = interactions
        self.days = Workdays(now)
        self.stories: tuple[Story, ...] = STORIES[: customers - 1]
        rng = Random(seed)  # noqa: S311 - names, not secrets
        self._sectors = array("B", rng.choices(range(len(SECTORS)), [one.share for one in SECTORS], k=customers))
        self._people = self._share_people(rng, people)
        self._busy = array("d", accumulate(self._weights(rng)))
        self._companies = Companies(seed, self.days.today, self.days.dates[self.days.today].year)
        self._taken = sorted(int(story.company.number) for story in self.stories)
        self.company = lru_cache(maxsize=4096)(self._make)
        self.people = self._people[-1]

    def first_person(self, place: int) -> int:
        """How many people the customers before ``place`` have together."""
        return self._people[place]

    def pick(self, rng: Random, day: int) -> int:
        """A customer that we had contact with on ``day``; busy ones more often."""
        place = 0
        for _ in range(20):
            place = min(bisect(self._busy, rng.random() * self._busy[-1]), self.customers - 1)
            company = self.company(place)
            if company.first_day <= day <= company.last_day:
                break
        return place

    def _make(self, place: int) -> CompanyDraft:
        if place < len(self.stories):
            return self._of_story(self.stories[place])
        people = self._people[place + 1] - self._people[place]
        sector = SECTORS[self._sectors[place]]
        return self._companies.make(place, self._number(place), sector, people, self._people[place])

    def _of_story(self, story: Story) -> CompanyDraft:
        """Ordinary contacts end a while before those of the story begin."""
        first = min((one.day for one in story.contacts), default=0)
        story.company.last_day = self.days.today + (first - 12 if story.contacts else 0)
        return story.company

    def _number(self, place: int) -> str:
        number = FIRST_NUMBER + place - len(self.stories)
        for taken in self._taken:
            number += taken <= number
        return str(number)

    def _share_people(self, rng: Random, people: int) -> array:
        """Running totals; what the stories do not need is spread unevenly over the others."""
        own = [len(story.company.people) for story in self.stories]
        rest = max(people - sum(own), 0)
        weights = list(accumulate(rng.choices(PEOPLE_EACH, k=self.customers - len(own))))
        total = weights[-1] or 1
        told = list(accumulate(own, initial=0))
        spread = (told[-1] + weight * rest // total for weight in weights)
        return array("L", [*told, *spread])

    def _weight(self, rng: Random, place: int) -> float:
        """How often we speak with a customer: a few often, most now and then, one in twenty never."""
        if rng.random() < 0.05:
            return 0.0
        most = 1.2 if SECTORS[self._sectors[place]].key == "huis" else 12.0
        return min(rng.paretovariate(1.3), most)

    def _weights(self, rng: Random) -> list[float]:
        told = [story.history * ORDINARY for story in self.stories]
        grown = [self._weight(rng, place) for place in range(len(told), self.customers)]
        grown[-1] = grown[-1] or 1.0  # somebody must have contacts
        return told + grown
