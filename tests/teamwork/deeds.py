"""Everything that colleagues do which counts somewhere, each deed by a few numbers that a test draws.

The numbers choose among what is there; a deed that the product refuses is none.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, Role, User
from crm.agreements import actions as agreements
from crm.agreements.actions import Ending
from crm.bin import actions as bins
from crm.company import actions as company
from crm.complaints import actions as complaints
from crm.consults import actions as consults
from crm.consults import keeping
from crm.customers import actions as customers
from crm.customers.models import Customer
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.followups import actions as followups
from crm.interactions import actions as interactions
from crm.interactions.actions import Values
from crm.quotations import actions as quotations
from crm.satisfaction import actions as satisfaction
from crm.surprises import actions as surprises
from crm.teamwork.actions import counting
from tests import factories
from tests.set_by_hand import Clock

FIRST, LAST = date(2026, 10, 19), date(2026, 11, 1)  # fourteen days; on 25 October the clock goes back
MOMENTS = [  # midnight on the company's clock is 22:00 before that, 23:00 after it
    datetime.fromisoformat(f"2026-10-{moment}:00+00:00").astimezone(UTC)
    for moment in (
        *("19T22:00", "20T21:59", "20T22:00", "24T21:59", "24T22:00", "25T00:30", "25T01:30", "25T22:59"),
        *("25T23:00", "26T09:15", "28T22:59", "28T23:00", "30T08:00"),
    )
]
DUE = [date(2026, 10, day) for day in (20, 24, 25, 26, 30)] + [date(2026, 11, 1)]
OVER = DUE[2:-1]
CHANNELS, ZONES = ("phone", "visit", "email"), ("", "America/New_York", "Asia/Kolkata", "Europe/Amsterdam")
REFUSED = (Forbidden, Invalid, NotFound, Outdated, Refused)


@dataclass
class Company:
    """What is there to do something with; the numbers of records, and who works there."""

    clock: Clock
    users: list[User]
    customers: list[int]
    contacts: list[int] = field(default_factory=list)
    made: dict[str, list[int]] = field(default_factory=dict)

    def do(self, name: str, one: int, two: int, three: int) -> None:
        """A deed, as far as the product lets it happen."""
        self.clock.on(minutes=3 + one % 9)
        with suppress(*REFUSED, _Nothing):
            DEEDS[name](self, one, two, three)

    @property
    def manager(self) -> User:
        """May everything."""
        return self.users[-1]

    def by(self, number: int) -> User:
        """A colleague."""
        return _one(self.users, number)

    def keep(self, kind: str, found: int) -> None:
        """Remember what was made."""
        self.made.setdefault(kind, []).append(found)

    def some(self, kind: str, number: int) -> int:
        """One of what was made."""
        return _one(self.made.get(kind, []), number)


class _Nothing(Exception):
    """There is nothing yet to do it with."""


def begun(clock: Clock) -> Company:
    """Three colleagues in two departments, two customers, some contacts, and one of everything else."""
    clock.time = datetime(2026, 10, 31, 8, tzinfo=UTC)
    users = [factories.user("Sanne Bakker", department="Verkoop"), factories.user("Jan Mol", department="Binnendienst")]
    users.append(factories.user("Petra Visser", department="Binnendienst", role=Role.ADMIN))
    made = [factories.customer(name, owner=users[0]).id for name in ("Kwekerij Zonnehof", "Slagerij De Bout")]
    here = Company(clock, users, made)
    for at in range(6):
        here.do("log", at, 2 * at, at)
    for at, name in enumerate(("surprise", "ask", "agree", "complain", "rate", "quote", "ask", "agree", "complain")):
        here.do(name, at, at, at)
    return here


def _one(things: list, number: int):
    if not things:
        raise _Nothing
    return things[number % len(things)]


def _contact(one: int, two: int, three: int) -> Values:
    direction = ("out", "out", "in", "internal")[three % 4]
    moment = _one(MOMENTS, two) + timedelta(seconds=(three % 3) * 59)
    return Values(_one(CHANNELS, one), direction, body="De pomp lekt weer.", occurred_at=moment)


def log(here: Company, one: int, two: int, three: int) -> None:
    logged, _new = interactions.log(_one(here.customers, one), _contact(one, two, three), by=here.by(three))
    here.contacts.append(logged.id)


def look_and_log(here: Company, one: int, two: int, three: int) -> None:
    """The contact is for later than now, or of this minute; a look may count for it, before or after it is logged."""
    customer, by = _one(here.customers, one), here.by(three)
    if two % 3:
        consults.look(customer, brief=two % 2 == 0, by=by)
        here.clock.on(seconds=40 * (two % 5))
    at = here.clock.time.replace(second=0) + timedelta(minutes=10 * (three % 3))
    values = Values("phone", "out", body="Gebeld over de levering.", occurred_at=at)
    here.contacts.append(interactions.log(customer, values, by=by)[0].id)
    if one % 2:
        here.clock.on(seconds=15)
        consults.look(customer, brief=True, by=by)


def edit(here: Company, one: int, two: int, three: int) -> None:
    interactions.edit(_one(here.contacts, one), _contact(three, two, one), by=here.manager)


def _both(delete: Callable, restore: Callable, kind: str) -> Callable:
    def deed(here: Company, one: int, two: int, _three: int) -> None:
        things = {"customer": here.customers, "contact": here.contacts}.get(kind) or here.made.get(kind, [])
        (delete if two % 3 == 0 else restore)(_one(things, one), by=here.manager)

    return deed


def empty_bin(here: Company, _one: int, _two: int, _three: int) -> None:
    bins.empty(here.clock.time + timedelta(days=31), by=CONSOLE)
    gone = {id for id in here.customers if not Customer.select().where(Customer.id == id).exists()}
    here.customers[:] = [id for id in here.customers if id not in gone]


def forget_looks(here: Company, one: int, _two: int, _three: int) -> None:
    keeping.live_in(1 + one % 4)
    consults.forget_some(now=here.clock.time)
    keeping.live_in(90)


def surprise(here: Company, one: int, two: int, _three: int) -> None:
    found, _new = surprises.mark(_one(here.contacts, one), None, by=here.by(two))
    here.keep("surprise", found.id)


def change_surprise(here: Company, one: int, two: int, _three: int) -> None:
    surprises.change(here.some("surprise", one), _one(here.contacts, two), by=here.manager)


def ask(here: Company, one: int, two: int, three: int) -> None:
    due = _one(DUE, two)
    department = here.by(three).department_id
    whose = {"department_id": department} if three % 2 else {"user_id": here.by(three).id}
    asked = followups.Values("Offerte nabellen", due, **whose)
    made = followups.create(_one(here.customers, one), asked, by=here.manager, today=FIRST)
    here.keep("followup", made.id)


def change_followup(here: Company, one: int, two: int, three: int) -> None:
    asked = followups.Values("Offerte mailen", _one(DUE, two), user_id=here.by(three).id)
    followups.edit(here.some("followup", one), asked, by=here.manager)


def finish(here: Company, one: int, two: int, _three: int) -> None:
    if two % 3:
        now = here.clock.time
        here.clock.time = _one(MOMENTS, two)
        followups.finish(here.some("followup", one), "Gedaan.", by=here.manager, today=LAST)
        here.clock.time = now
    else:
        followups.reopen(here.some("followup", one), by=here.manager)


def move_colleague(here: Company, one: int, two: int, _three: int) -> None:
    who = here.by(one % 2)
    place = ("Verkoop", "Binnendienst", "Buitendienst")[two % 3]
    accounts.edit_user(who.id, name=who.name, email=who.email, department=place, role=Role.STAFF, by=here.manager)
    here.users[one % 2] = User.get_by_id(who.id)


def hand_over(here: Company, one: int, two: int, _three: int) -> None:
    followups.hand_over(here.by(one).id, here.by(two).id, by=here.manager)


def agree(here: Company, one: int, two: int, three: int) -> None:
    values = agreements.Values("Levering in week 44", ("we", "they")[three % 2], due_on=_one(DUE, two))
    here.keep("agreement", agreements.create(_one(here.contacts, one), values, by=here.by(three)).id)


def change_agreement(here: Company, one: int, two: int, three: int) -> None:
    due = None if three % 4 == 0 else _one(DUE, two)
    kind = "delivery" if due else "other"
    changed = agreements.Values("Levering later", kind=kind, due_on=due)
    agreements.edit(here.some("agreement", one), changed, by=here.manager)


def settle(here: Company, one: int, two: int, three: int) -> None:
    if three % 4 == 0:
        agreements.reopen(here.some("agreement", one), by=here.manager)
        return
    state = ("kept", "broken", "withdrawn")[three % 3]
    agreements.settle(here.some("agreement", one), Ending(state, _one(OVER, two)), by=here.manager)


def complain(here: Company, one: int, two: int, _three: int) -> None:
    made = complaints.create(
        _one(here.contacts, one), complaints.Values("Te laat geleverd", "planning"), by=here.by(two)
    )
    here.keep("complaint", made.id)


def step(here: Company, one: int, two: int, three: int) -> None:
    at = _one(MOMENTS, two) if two % 2 else None
    taken = complaints.Step(at=at, remedy="Nageleverd", lesson="Eerder bellen", cause="planning")
    which = (complaints.answer, complaints.solve, complaints.learn)[three % 3]
    which(here.some("complaint", one), taken, by=here.manager)


def step_back(here: Company, one: int, two: int, _three: int) -> None:
    state = ("answered", "solved", "learnt")[two % 3]
    complaints.reopen(here.some("complaint", one), state, by=here.manager)


def rate(here: Company, one: int, two: int, three: int) -> None:
    made = satisfaction.create(_one(here.contacts, one), satisfaction.Values(1 + two % 10), by=here.by(three))
    here.keep("rating", made.id)


def change_rating(here: Company, one: int, two: int, _three: int) -> None:
    satisfaction.edit(here.some("rating", one), satisfaction.Values(1 + two % 10), by=here.manager)


def quote(here: Company, one: int, two: int, three: int) -> None:
    stage = ("asked", "sent", "won", "lost")[three % 4]
    reason = "price" if stage in ("won", "lost") else ""
    values = quotations.Values("Twee pompen", stage, on=_one(OVER, two), reason=reason)
    here.keep("quotation", quotations.create(_one(here.contacts, one), values, by=here.by(three)).id)


def decide(here: Company, one: int, two: int, three: int) -> None:
    which = (quotations.win, quotations.lose, quotations.send)[three % 3]
    if three % 5 == 0:
        quotations.reopen(here.some("quotation", one), by=here.manager)
    elif three % 5 == 1:
        details = quotations.Details("Drie pompen", decided_on=_one(OVER, two), reason="price")
        quotations.edit(here.some("quotation", one), details, by=here.manager)
    else:
        decided = quotations.Step(on=_one(OVER, two), reason="price")
        which(here.some("quotation", one), decided, by=here.manager)


def other_clock(here: Company, one: int, two: int, _three: int) -> None:
    """Seldom: after it all is counted anew, whatever was forgotten to be marked."""
    if two % 4:
        raise _Nothing
    company.edit("Van Rijnsbergen Techniek", _one(ZONES, one), by=here.manager)


def count(_here: Company, one: int, _two: int, _three: int) -> None:
    """The worker comes by, for a moment or until all is counted."""
    while counting.count_some(0) and one % 3:
        pass


DEEDS: dict[str, Callable[[Company, int, int, int], None]] = {
    "log": log,
    "log again": log,
    "look and log": look_and_log,
    "edit": edit,
    "bin contact": _both(interactions.delete, interactions.restore, "contact"),
    "bin customer": _both(customers.delete, customers.restore, "customer"),
    "empty bin": empty_bin,
    "forget looks": forget_looks,
    "surprise": surprise,
    "change surprise": change_surprise,
    "bin surprise": _both(surprises.delete, surprises.restore, "surprise"),
    "ask": ask,
    "change followup": change_followup,
    "finish": finish,
    "bin followup": _both(followups.delete, followups.restore, "followup"),
    "move colleague": move_colleague,
    "hand over": hand_over,
    "agree": agree,
    "change agreement": change_agreement,
    "settle": settle,
    "bin agreement": _both(agreements.delete, agreements.restore, "agreement"),
    "complain": complain,
    "step": step,
    "step back": step_back,
    "bin complaint": _both(complaints.delete, complaints.restore, "complaint"),
    "rate": rate,
    "change rating": change_rating,
    "bin rating": _both(satisfaction.delete, satisfaction.restore, "rating"),
    "quote": quote,
    "decide": decide,
    "bin quotation": _both(quotations.delete, quotations.restore, "quotation"),
    "other clock": other_clock,
    "count": count,
    "count again": count,
}
