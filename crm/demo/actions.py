"""Filling an empty file with the demo company."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from crm import clock, journal
from crm.accounts import actions as accounts
from crm.accounts import passwords
from crm.accounts.models import CONSOLE, Role, User
from crm.company import models as company
from crm.customers.models import Customer, Person
from crm.db import transaction
from crm.demo import away, heard, looks, photos, registers, rows, searches, surprised, todo, warned
from crm.demo.bulk import insert
from crm.demo.colleagues import DEPARTMENTS, GERRIT_LEFT, TEAM
from crm.demo.plan import Plan
from crm.demo.stream import contacts
from crm.demo.workdays import YEARS
from crm.errors import Refused
from crm.followups.models import FollowUp
from crm.interactions.models import Comment, Direction, Interaction
from crm.teamwork.actions import counting
from crm.words import N_

COMPANY = "Van Rijnsbergen Techniek"
SEED = 2611
MOST_CUSTOMERS, MOST_PEOPLE, MOST_INTERACTIONS = 1_000_000, 5_000_000, 5_000_000
LOOKED_AT = 10_000  # contacts: who looked at them is written, whatever the size
AT_ONCE = 1_000  # customers or contacts in one transaction
WHOLE = 20_000  # contacts up to which all of it is one: a crash half way leaves the file empty, to try again

Progress = Callable[[int, int], None]  # customers and contacts written so far, and in all


@dataclass(frozen=True)
class Login:
    """Somebody to log in as; ``role`` says what they may."""

    name: str
    email: str
    role: Role
    department: str
    password: str


@dataclass(frozen=True)
class Filled:
    """What stands in the file now, and the only time that the password is known."""

    password: str
    users: tuple[Login, ...]
    counts: dict[str, int]


def fill(
    customers: int = 200,
    people: int | None = None,
    interactions: int = 5_000,
    seed: int = SEED,
    progress: Progress | None = None,
    password: str | None = None,
    now: datetime | None = None,
) -> Filled:
    """Fill an EMPTY file; the same seed, size and ``now`` give the same customers and contacts.

    ``people`` is two per customer unless given, and at least those of the stories. One password,
    made here unless given, serves all colleagues. Raises Refused for a file in use or silly numbers.
    """
    people = 2 * customers if people is None else people
    _refuse_silly(customers, people, interactions)
    _refuse_file_in_use()
    password = password or _new_password()
    kept = passwords.hash_of(password)  # takes half a second, so before the transaction
    plan = Plan(seed, now or clock.now(), customers, people, interactions)
    tell = _counter(progress or _silent, customers + interactions)
    with transaction() if interactions <= WHOLE else nullcontext():
        with transaction():
            _refuse_file_in_use()
            _enter_colleagues(plan, kept)
        counts = _write_customers(plan, tell) | _write_contacts(plan, tell)
        with transaction():
            insert(rows.sittings(looks.sittings(plan, _lately(plan))))
            _write_followups(plan)
            _write_what_is_known(plan)
            searches.write((now or clock.now()).date())
            company.name_company(COMPANY)
            company.mark_as_demo()
    photos.add()
    counting.recount()
    logins = (Login(one.name, one.email, one.role, one.department, password) for one in TEAM if not one.left)
    return Filled(password, tuple(logins), counts)


def _refuse_silly(customers: int, people: int, interactions: int) -> None:
    limits = (
        (customers, 1, MOST_CUSTOMERS, N_("customers")),
        (people, 0, MOST_PEOPLE, N_("people")),
        (interactions, 0, MOST_INTERACTIONS, N_("contacts")),
    )
    for number, least, most, what in limits:
        if not least <= number <= most:
            raise Refused(N_("The demo can have %(least)s to %(most)s %(what)s.", least=least, most=most, what=what))


def _refuse_file_in_use() -> None:
    if User.select().exists() or Customer.select().exists():
        raise Refused(N_("This file is in use already: the demo company needs an empty one."))


def _enter_colleagues(plan: Plan, kept_password: str) -> None:
    """Departments and colleagues; identifiers follow the order of TEAM, because the file is empty."""
    for name in DEPARTMENTS:
        accounts.ensure_department(name, by=CONSOLE)
    for one in TEAM:
        user = accounts.enter_user(
            by=CONSOLE,
            name=one.name,
            email=one.email,
            department=one.department,
            role=one.role,
            kept_password=None if one.left else kept_password,
        )
        if one.left:
            accounts.disable_user(user, by=CONSOLE)
    User.update(created_at=plan.days.starts[0]).execute()
    left = plan.days.starts[int(plan.days.today * (1 - GERRIT_LEFT / YEARS))]
    User.update(disabled_at=datetime.fromtimestamp(left, UTC)).where(User.disabled_at.is_null(False)).execute()


def _write_customers(plan: Plan, tell: Callable[[int], None]) -> dict[str, int]:
    for start in range(0, plan.customers, AT_ONCE):
        places = range(start, min(start + AT_ONCE, plan.customers))
        with transaction():
            batch, people = rows.customers(plan, places), rows.people(plan, places)
            insert(batch)
            journal.record_many("customer.demo", batch.ids(Customer), by=CONSOLE)
            insert(people)  # only now: search indexes a customer with its people, and each person once is enough
            journal.record_many("person.demo", people.ids(Person), by=CONSOLE)
        tell(len(places))
    return {"customers": plan.customers, "people": plan.people}


def _write_contacts(plan: Plan, tell: Callable[[int], None]) -> dict[str, int]:
    written = comments = 0
    for drafts in _batches(contacts(plan)):
        with transaction():
            batch = rows.interactions(plan, written + 1, comments + 1, drafts)
            insert(batch)
            journal.record_many("interaction.demo", batch.ids(Interaction), by=CONSOLE)
            if said := batch.ids(Comment):
                journal.record_many("comment.demo", said, by=CONSOLE)
        written, comments = written + len(drafts), comments + len(said)
        tell(len(drafts))
    return {"interactions": written, "comments": comments}


def _write_followups(plan: Plan) -> None:
    """What the stories ask for; each hangs on the contact of that moment, which has its number by now."""
    batch = rows.followups(plan, todo.rows(plan), _contact_at)
    insert(batch)
    journal.record_many("followup.demo", batch.ids(FollowUp), by=CONSOLE)


def _write_what_is_known(plan: Plan) -> None:
    """What surprised us, what must be known first, who is away, what the registers hold; and who heard of all that."""
    written = {
        "surprise.demo": surprised.write(plan, _contact_at),
        "headsup.demo": warned.write(plan, _contact_at),
        "absence.demo": away.absences(plan),
        **registers.write(plan, _contact_at),
    }
    for verb, made in written.items():
        if made:
            journal.record_many(verb, [one.id for one in made], by=CONSOLE)
    away.handed_over()
    heard.write(plan, written["absence.demo"])


def _lately(plan: Plan) -> Iterator[looks.Contact]:
    """The newest contacts of which it is still kept who looked."""
    outgoing = Interaction.direction == Direction.OUT
    newest = (
        Interaction.select(
            *(Interaction.customer_id, Interaction.author_id, outgoing),
            *(Interaction.occurred_at, Interaction.created_at),
        )
        .where((Interaction.occurred_at >= plan.days.now - looks.KEPT) & Interaction.author.is_null(False))
        .order_by(Interaction.occurred_at.desc(), Interaction.id.desc())
        .limit(LOOKED_AT)
    )
    for customer, author, out, *moments in newest.tuples():
        yield looks.Contact(customer - 1, author - 1, bool(out), *(int(at.timestamp()) for at in moments))


def _contact_at(customer: int, moment: int) -> Interaction | None:
    return Interaction.get_or_none((Interaction.customer == customer) & (Interaction.occurred_at == moment))


def _batches(things: Iterable) -> Iterator[list]:
    things = iter(things)
    while batch := list(islice(things, AT_ONCE)):
        yield batch


def _counter(progress: Progress, total: int) -> Callable[[int], None]:
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)

    return tell


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def _new_password() -> str:
    """Fifteen letters in groups, to be read off a screen; 70 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(3))
