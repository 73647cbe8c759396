"""Follow-ups that the stories ask for: open, late and done, so that the first page of the day has something to do."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from crm.demo import when
from crm.demo.colleagues import DEPARTMENTS, NAMED
from crm.demo.plan import Plan
from crm.demo.when import When
from crm.followups.models import Kind, Repeats

WRITTEN = 120  # seconds between the contact and the follow-up that it asked for
TASK, CALL, VISIT, QUESTION = Kind.TASK, Kind.CALL, Kind.VISIT, Kind.QUESTION


class Todo(NamedTuple):
    """What somebody asked in one contact. ``due`` counts working days: below zero they are over, 0 is now.

    ``whose`` is a first name, a department, or "Administratie: Marja" for what one of it took. ``done`` is the contact
    that says what came of it; ``call`` whom to call on which number; ``put_off`` counts like ``due``.
    """

    customer: str
    arose: When
    asker: str
    whose: str
    what: str
    due: int
    done: When | None = None
    kind: Kind = TASK
    call: tuple[str, str] = ("", "")
    time: str = ""
    repeats: Repeats = Repeats.NEVER
    put_off: int | None = None


class Row(NamedTuple):
    """One follow-up with moments for the contacts it hangs on; colleagues, departments and people are places from 0."""

    place: int
    arose_at: int
    asker: int
    user: int | None
    department: int | None
    what: str
    due_on: date
    done_at: int | None
    kind: Kind
    phone: str
    person: int | None
    at_minute: int | None
    repeats: Repeats
    snoozed_until: date | None
    reminded_on: date | None


# fmt: off
ASKED = (
    Todo("10482", (-4, "08:15"), "Sanne", "Youssef", "Lekkende as in kas 3 bekijken", -2, (-2, "14:10")),
    Todo("10482", (-4, "11:23"), "Ingrid", "Administratie: Marja", "Creditnota maken voor de 8% van Annelies", 1),
    Todo("10482", (-2, "14:10"), "Youssef", "Joost", "Kees terugbellen over de vervangende pomp", -2,
         kind=CALL, call=("Kees", "06 12 34 56 02")),
    Todo("10482", (-2, "16:05"), "Joost", "Joost", "Winterorder bespreken, pas als de pomp droog is", 5, put_off=3),
    Todo("10482", (0, "09:47"), "Ingrid", "Youssef", "Nieuwe CP-40 brengen en Kees bellen vanaf de poort", 0,
         kind=VISIT, call=("Kees", "06 12 34 56 02"), time="13:00"),
    Todo("10246", (-5, "15:35"), "Zoë", "Joost", "Bert terugbellen over de prijs van PE-leiding", -4, (-4, "17:10"),
         kind=CALL, call=("Bert", "06 12 34 56 71")),
    Todo("10246", (-3, "07:50"), "Sanne", "Joost", "Prijs doorgeven voor 40 m PE-leiding, 63 mm", -1),
    Todo("10246", (-3, "07:50"), "Sanne", "Verkoop", "Weet iemand welke korting Bert heeft op leiding?", 0,
         kind=QUESTION),
    Todo("10246", (-1, "16:45"), "Thijs", "Binnendienst", "Acht klemkoppelingen mee met de rit Achterhoek", 1),
    Todo("10117", (-21, "14:45"), "Joost", "Joost", "Offerte frequentieregelaars nabellen", -3, (-3, "10:15")),
    Todo("10117", (-7, "08:40"), "Zoë", "Daniëlle", "Marco zelf bellen over de twee nachten", -2, (-1, "16:20"),
         kind=CALL, call=("Marco", "06 12 34 56 11")),
    Todo("10117", (-1, "16:20"), "Daniëlle", "Administratie", "Creditnota van € 380,00 voor de bewaking", -1),
    Todo("10117", (-1, "16:20"), "Daniëlle", "Joost", "Offerte regelaars weer ter tafel brengen, bellend", 5),
    Todo("10208", (0, "08:30"), "Youssef", "Joost", "Femke bellen: is de smalle filterkast uit voorraad?", 0,
         kind=CALL, call=("Femke", "06 12 34 56 41"), time="16:00"),
    Todo("10208", (-5, "09:10"), "Zoë", "Youssef", "Tweede filterkast plaatsen in de nis", 4,
         kind=VISIT, call=("Otto", "06 12 34 56 42"), time="10:30"),
    Todo("10155", (-1, "11:30"), "Daniëlle", "Verkoop", "Prijs voor jaarlijks onderhoud in maart mailen", 2),
    Todo("10155", (-7, "10:45"), "Henk", "Joost", "Bezoek inplannen voor het onderhoudscontract", 1),
    Todo("10064", (-9, "16:40"), "Bram", "Marja", "Korting van € 431,00 crediteren", -8, (-8, "10:25")),
    Todo("10064", (-1, "16:52"), "Sanne", "Thijs", "Lagersets en zuigslang bestellen, mét korting", -1),
    Todo("10293", (-20, "13:50"), "Ruben", "Henk", "Condensator CP-50 toren B meenemen bij de beurt", 10),
    Todo("10293", (-9, "09:05"), "Zoë", "Daniëlle", "Willemijn één antwoord geven vóór morgen", -9, (-9, "11:45")),
    Todo("11027", (-41, "10:15"), "Daniëlle", "Bram", "Lagersets van De Waard tellen: bij 50 wordt het 15%", 12,
         repeats=Repeats.QUARTERLY),
    Todo("10377", (-9, "13:20"), "Zoë", "Marja", "Uitzoeken welke rekening klopt en terugbellen", -8, (-8, "13:15"),
         kind=CALL, call=("Geertje", "0348 12 34 99")),
)
# fmt: on


def rows(plan: Plan) -> Iterator[Row]:
    """The follow-ups of the stories that are in this demo, as far as their contacts took place before now."""
    places = when.places(plan)
    for one in ASKED:
        if one.customer not in places or not when.told(plan, one.arose):
            continue
        arose_at = when.moment(plan, one.arose)
        done_at = when.moment(plan, one.done) if one.done else None
        if max(arose_at, done_at or 0) + WRITTEN < plan.days.now:
            yield _row(plan, one, places[one.customer], arose_at, done_at)


def _row(plan: Plan, one: Todo, place: int, arose_at: int, done_at: int | None) -> Row:
    due_on, (called, phone) = when.day(plan, one.due), one.call
    firsts = [person.name.split()[0] for person in plan.company(place).people]
    return Row(
        *(place, arose_at, NAMED[one.asker], *_whose(one.whose), one.what, due_on, done_at, one.kind, phone),
        person=firsts.index(called) if called else None,
        at_minute=when.seconds(one.time) // 60 if one.time else None,
        repeats=one.repeats,
        snoozed_until=None if one.put_off is None else when.day(plan, one.put_off),
        reminded_on=due_on if due_on <= when.today(plan) else None,
    )


def _whose(whose: str) -> tuple[int | None, int | None]:
    """Colleague and department: one of the two, or both of what somebody took."""
    department, _colon, name = whose.rpartition(": ")
    if whose in DEPARTMENTS:
        return None, DEPARTMENTS.index(whose)
    return NAMED[name], DEPARTMENTS.index(department) if department else None
