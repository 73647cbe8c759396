"""Follow-ups that the stories ask for: open, late and done, so that the first page of the day has something to do."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from crm.demo.colleagues import DEPARTMENTS, NAMED
from crm.demo.plan import Plan
from crm.demo.workdays import AMSTERDAM

WRITTEN = 120  # seconds between the contact and the follow-up that it asked for
When = tuple[int, str]  # working days before the newest one, and the clock time: which contact of the story


class Todo(NamedTuple):
    """What somebody asked in one contact. ``due`` counts working days: below zero they are over, 0 is now.

    ``whose`` is a first name or a department. ``done`` is the contact that says what came of it.
    """

    customer: str
    arose: When
    asker: str
    whose: str
    what: str
    due: int
    done: When | None = None


class Row(NamedTuple):
    """One follow-up with moments for the contacts it hangs on; colleagues and departments are places from 0."""

    place: int
    arose_at: int
    asker: int
    user: int | None
    department: int | None
    what: str
    due_on: date
    done_at: int | None


# fmt: off
ASKED = (
    Todo("10482", (-4, "08:15"), "Sanne", "Youssef", "Lekkende as in kas 3 bekijken", -2, (-2, "14:10")),
    Todo("10482", (-4, "11:23"), "Ingrid", "Administratie", "Creditnota maken voor de 8% van Annelies", 1),
    Todo("10482", (-1, "17:02"), "Ingrid", "Joost", "Kees terugbellen over de vervangende pomp", -2),
    Todo("10482", (-2, "16:05"), "Joost", "Joost", "Winterorder bespreken, pas als de pomp droog is", 5),
    Todo("10482", (0, "09:47"), "Ingrid", "Youssef", "Nieuwe CP-40 brengen en Kees bellen vanaf de poort", 0),
    Todo("10246", (-5, "15:35"), "Zoë", "Joost", "Bert terugbellen over de prijs van PE-leiding", -4, (-4, "17:10")),
    Todo("10246", (-3, "07:50"), "Sanne", "Joost", "Prijs doorgeven voor 40 m PE-leiding, 63 mm", -1),
    Todo("10246", (-1, "16:45"), "Thijs", "Binnendienst", "Acht klemkoppelingen mee met de rit Achterhoek", 1),
    Todo("10117", (-21, "14:45"), "Joost", "Joost", "Offerte frequentieregelaars nabellen", -3, (-3, "10:15")),
    Todo("10117", (-7, "08:40"), "Zoë", "Daniëlle", "Marco zelf bellen over de twee nachten", -2, (-1, "16:20")),
    Todo("10117", (-1, "16:20"), "Daniëlle", "Administratie", "Creditnota van € 380,00 voor de bewaking", -1),
    Todo("10117", (-1, "16:20"), "Daniëlle", "Joost", "Offerte regelaars weer ter tafel brengen, bellend", 5),
    Todo("10208", (0, "08:30"), "Youssef", "Joost", "Femke bellen: is de smalle filterkast uit voorraad?", 0),
    Todo("10155", (-1, "11:30"), "Daniëlle", "Verkoop", "Prijs voor jaarlijks onderhoud in maart mailen", 2),
    Todo("10155", (-7, "10:45"), "Henk", "Joost", "Bezoek inplannen voor het onderhoudscontract", 1),
    Todo("10064", (-9, "16:40"), "Bram", "Marja", "Korting van € 431,00 crediteren", -8, (-8, "10:25")),
    Todo("10064", (-1, "16:52"), "Sanne", "Thijs", "Lagersets en zuigslang bestellen, mét korting", -1),
    Todo("10293", (-20, "13:50"), "Ruben", "Henk", "Condensator CP-50 toren B meenemen bij de beurt", 10),
    Todo("10293", (-9, "09:05"), "Zoë", "Daniëlle", "Willemijn één antwoord geven vóór morgen", -9, (-9, "11:45")),
    Todo("10377", (-9, "13:20"), "Zoë", "Marja", "Uitzoeken welke rekening klopt en terugbellen", -8, (-8, "13:15")),
)
# fmt: on


def rows(plan: Plan) -> Iterator[Row]:
    """The follow-ups of the stories that are in this demo, as far as their contacts took place before now."""
    places = {story.company.number: place for place, story in enumerate(plan.stories)}
    for one in ASKED:
        if one.customer not in places or plan.days.today + one.arose[0] < 0:
            continue
        arose_at = _moment(plan, one.arose)
        done_at = _moment(plan, one.done) if one.done else None
        if max(arose_at, done_at or 0) + WRITTEN < plan.days.now:
            user, department = NAMED.get(one.whose), None
            if user is None:
                department = DEPARTMENTS.index(one.whose)
            asker = NAMED[one.asker]
            yield Row(places[one.customer], arose_at, asker, user, department, one.what, _due(plan, one.due), done_at)


def _moment(plan: Plan, when: When) -> int:
    hour, minute = when[1].split(":")
    return plan.days.moment(plan.days.today + when[0], int(hour) * 3600 + int(minute) * 60)


def _due(plan: Plan, days: int) -> date:
    """What is due from now on counts from the first working day that is not over, also at a weekend."""
    if days < 0:
        return plan.days.dates[plan.days.today + days]
    now = datetime.fromtimestamp(plan.days.now, UTC).astimezone(AMSTERDAM).date()
    return plan.days.dates[bisect_left(plan.days.dates, now) + days]
