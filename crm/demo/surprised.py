"""What customers of the stories had to tell us, and which contact says what we could have known."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from crm.demo import when
from crm.demo.colleagues import NAMED
from crm.demo.plan import Plan
from crm.demo.when import When
from crm.interactions.models import Interaction
from crm.surprises import causes
from crm.surprises.models import Surprise


class Told(NamedTuple):
    """In the contact at ``told`` the customer told ``hearer``; ``missed`` says it, or it stood nowhere (None).

    ``looked`` is when they looked and yet did not see it.
    """

    customer: str
    told: When
    hearer: str
    missed: When | None = None
    looked: When | None = None


SURPRISED = (
    Told("11027", (-44, "11:10"), "Thijs", (-127, "10:30")),
    Told("10208", (-30, "13:05"), "Joost"),
    Told("10064", (-15, "14:20"), "Marja", (-52, "13:15"), looked=(-15, "13:52")),
    Told("10377", (-10, "14:10"), "Marja", (-15, "11:35")),
    Told("10155", (-9, "15:40"), "Ingrid"),
    Told("10293", (-9, "09:05"), "Zoë", (-12, "15:10")),
    Told("10482", (-4, "11:23"), "Ingrid", (-13, "10:00")),
    Told("10117", (-3, "10:15"), "Joost", (-7, "08:40")),
    Told("10482", (0, "09:47"), "Ingrid"),
)
MARKED = 150  # seconds after what they know was written down


class Blind(NamedTuple):
    """A time in which somebody did not look at a customer, or they would have known; seconds since 1970."""

    colleague: int
    place: int
    after: int
    until: int


def blind(plan: Plan) -> Iterator[Blind]:
    """Those who had not looked since it was written down."""
    for one in _within(plan):
        if one.missed and not one.looked:
            since, until = when.moment(plan, one.missed), when.moment(plan, one.told)
            yield Blind(NAMED[one.hearer], when.places(plan)[one.customer], since, until)


def looked(plan: Plan) -> Iterator[tuple[int, int, int]]:
    """Who looked in vain, at which customer, when."""
    for one in _within(plan):
        if one.looked:
            yield NAMED[one.hearer], when.places(plan)[one.customer], when.moment(plan, one.looked)


def write(plan: Plan, contact_at: Callable[[int, int], Interaction | None]) -> list[Surprise]:
    """Mark them, with the cause that the file tells; after the contacts and who looked. Inside a transaction."""
    made = []
    for one in _within(plan):
        customer = when.places(plan)[one.customer] + 1
        told = contact_at(customer, when.moment(plan, one.told))
        missed = contact_at(customer, when.moment(plan, one.missed)) if one.missed else None
        if told is None or (one.missed and missed is None):
            continue
        known_at = max(contact.created_at for contact in (told, missed) if contact)
        marked = min(int(known_at.timestamp()) + MARKED, plan.days.now)
        about = {"interaction": told, "missed": missed, "cause": causes.of(told, missed)}
        who = {"created_by": told.author_id, "department": told.department_id, "created_at": when.at(marked)}
        made.append(Surprise.create(customer=customer, **about, **who))
    return made


def _within(plan: Plan) -> Iterator[Told]:
    places = when.places(plan)
    for one in SURPRISED:
        earliest = one.missed or one.told
        if one.customer in places and when.told(plan, one.told) and plan.days.today + earliest[0] >= 0:
            yield one
