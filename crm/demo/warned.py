"""What whoever contacts the customers of the stories must know first."""

from collections.abc import Callable
from typing import NamedTuple

from crm.demo import when
from crm.demo.colleagues import NAMED
from crm.demo.plan import Plan
from crm.demo.when import When
from crm.headsups.models import HeadsUp
from crm.interactions.models import Interaction

WRITTEN = 90  # seconds after the contact in which it arose was written down


class Warned(NamedTuple):
    """``arose`` is the contact in which it arose; ``until`` counts working days, below zero it is over."""

    customer: str
    arose: When
    by: str
    body: str
    until: int


WARNED = (
    Warned(
        "10064", (-9, "16:40"), "Bram", "Geen herinneringen sturen: de korting klopt, de creditnota komt eraan.", -6
    ),
    Warned(
        *("10293", (-9, "11:45"), "Daniëlle"),
        *("Weekenddienst: het antwoord is nee tot april, dan als eerste op de lijst. Zeg niets anders toe.", 45),
    ),
    Warned(
        *("10117", (-1, "16:20"), "Daniëlle"),
        *("Nog even niets aanbieden. De offerte voor de regelaars komt later ter tafel, door Joost en bellend.", 5),
    ),
    Warned(
        *("10482", (0, "09:47"), "Ingrid"),
        *("Niet over de winterorder beginnen zolang de pomp lekt. Bel eerst over de vervanging.", 3),
    ),
)


def write(plan: Plan, contact_at: Callable[[int, int], Interaction | None]) -> list[HeadsUp]:
    """Write them. Inside a transaction."""
    made = []
    places = when.places(plan)
    for one in WARNED:
        if one.customer not in places or not when.told(plan, one.arose):
            continue
        customer = places[one.customer] + 1
        arose = contact_at(customer, when.moment(plan, one.arose))
        if arose is None:
            continue
        at = when.at(min(int(arose.created_at.timestamp()) + WRITTEN, plan.days.now))
        moments = {"created_at": at, "updated_at": at, "until_on": when.day(plan, one.until)}
        who = NAMED[one.by] + 1
        made.append(HeadsUp.create(customer=customer, interaction=arose, body=one.body, created_by=who, **moments))
    return made
