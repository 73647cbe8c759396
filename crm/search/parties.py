"""Customers and people that a question names, the likeliest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from peewee import JOIN
from whoosh import query

from crm.accounts.models import User
from crm.customers.models import Address, ContactPoint, Customer, CustomerView, Person, PointKind
from crm.interactions.models import Interaction
from crm.names import fold
from crm.search import language, numbers, postings, tokens
from crm.search.highlight import Marks, marked

MOST = 200  # candidates of the last tier, by when they were entered; the likelier ones came before
OTHERWISE = 3  # found by something else than its name
NEAR = 50  # of them, that begin with what was typed, that are one's own, that were viewed lately


@dataclass(slots=True)
class Party:
    """A customer or a person as a hit; a person's ``customer_*`` tell where they work."""

    kind: str
    id: int
    name: str
    number: str
    customer_id: int
    customer_name: str
    role: str
    city: str
    archived: bool
    sort_name: str
    name_html: Markup | str = ""
    phone: ContactPoint | None = None
    last_contact: datetime | None = None
    named: bool = False  # its name or number is what was typed, or begins so

    @property
    def brief_path(self) -> str:
        """Where Enter leads: the brief, with the person in front if it is one."""
        path = f"/customers/{self.customer_id}/brief"
        return f"{path}?person={self.id}" if self.kind == "person" else path


def find(text: str, limit: int, user: User | None = None) -> list[Party]:
    """Customers and people named by ``text``, whose last word may be unfinished. Six queries at most."""
    question = language.read(text, unfinished=True)
    if not question.names_something:
        return []
    near = _near(user)
    positions = [*_with_number(text), *postings.parties(_tiers(text, question.tree, user, near))]
    if not positions:
        return []
    marks = Marks.of(question.tree)
    found = _ranked(_load(positions), text, near, user)[:limit]
    _complete(found, marks, numbers.beginning(text))
    return found


def _tiers(text: str, tree: query.Query, user: User | None, near: set[int]) -> list[tuple[query.Query, int]]:
    """What to look for, the likeliest first, so that a cut-off list holds the right ones."""
    name = tokens.whole_name(text)
    tiers: list[tuple[query.Query, int]] = []
    if name != tokens.NAME:
        tiers = [(query.Term("any", name), NEAR), (query.Prefix("any", name), NEAR)]
    if user:
        tiers.append((postings.all_of([tree, query.Term("any", tokens.owner(user.id))]), NEAR))
    if near:
        tiers.append((postings.all_of([tree, postings.one_of(map(tokens.customer, sorted(near)))]), NEAR))
    return [*tiers, (tree, MOST)]


def _with_number(text: str) -> list[int]:
    """Who has a phone number that begins like what is typed; nothing where no number is typed from its front."""
    begins = numbers.beginning(text)
    if not begins:
        return []
    rows = ContactPoint.select(ContactPoint.customer_id, ContactPoint.person_id).where(
        (ContactPoint.kind == PointKind.PHONE) & (ContactPoint.normal >= begins) & (ContactPoint.normal < f"{begins}:")
    )
    found = rows.order_by(ContactPoint.normal).limit(NEAR).tuples()
    return [postings.person_position(one) if one else postings.customer_position(of) for of, one in found]


def _near(user: User | None) -> set[int]:
    """The customers this colleague looked at last."""
    if user is None:
        return set()
    viewed = CustomerView.select(CustomerView.customer).where(CustomerView.user == user)
    return {id for (id,) in viewed.order_by(CustomerView.seen_at.desc()).limit(NEAR).tuples()}


def _load(positions: list[int]) -> list[tuple[Party, int | None]]:
    """The parties at these positions, with their customer's owner."""
    customers = [at // 2 for at in positions if at % 2 == 0]
    people = [at // 2 for at in positions if at % 2]
    return [*_customers(customers), *_people(people)]


def _customers(ids: list[int]) -> Iterable[tuple[Party, int | None]]:
    selected = (
        Customer.select(
            Customer.id, Customer.name, Customer.number, Customer.archived_at, Customer.sort_name, Customer.owner
        )
        .select_extend(Address.city)
        .join(Address, JOIN.LEFT_OUTER, on=(Address.customer == Customer.id) & (Address.position == 0))
        .where(Customer.id.in_(ids) & Customer.deleted_at.is_null())
    )
    for id, name, number, archived, sort_name, owner, city in selected.tuples():
        yield Party("customer", id, name, number, id, name, "", city or "", bool(archived), sort_name), owner


def _people(ids: list[int]) -> Iterable[tuple[Party, int | None]]:
    selected = (
        Person.select(Person.id, Person.name, Person.role, Person.archived_at, Person.sort_name)
        .select_extend(Customer.id, Customer.name, Customer.number, Customer.archived_at, Customer.owner, Address.city)
        .join(Customer)
        .join(Address, JOIN.LEFT_OUTER, on=(Address.customer == Customer.id) & (Address.position == 0))
        .where(Person.id.in_(ids) & Person.deleted_at.is_null() & Customer.deleted_at.is_null())
    )
    for id, name, role, left, sort_name, customer_id, customer, number, archived, owner, city in selected.tuples():
        gone = bool(left or archived)
        yield Party("person", id, name, number, customer_id, customer, role, city or "", gone, sort_name), owner


def _ranked(found: list[tuple[Party, int | None]], text: str, near: set[int], user: User | None) -> list[Party]:
    """Best first; archived ones only where there is nothing else."""
    asked = fold(text)
    words = asked.split()

    def rank(pair: tuple[Party, int | None]) -> Any:
        party, owner = pair
        close = (user is not None and owner == user.id) or party.customer_id in near
        return _likeness(party, asked, words), not close, party.kind, party.sort_name, party.id

    for party, _owner in found:
        party.named = _likeness(party, asked, words) < OTHERWISE
    present = [pair for pair in found if not pair[0].archived] or found
    return [party for party, _owner in sorted(present, key=rank)]


def _likeness(party: Party, asked: str, words: list[str]) -> int:
    """0 the name or number itself, 1 the name's or surname's beginning, 2 its words' beginnings, 3 anything else."""
    name = fold(party.name)
    if asked == name or (party.kind == "customer" and asked == fold(party.number)):
        return 0
    if name.startswith(asked) or party.sort_name.startswith(asked):
        return 1
    own = name.split()
    return 2 if all(any(part.startswith(word) for part in own) for word in words) else OTHERWISE


def _complete(parties: list[Party], marks: Marks, begins: str) -> None:
    """What only the few that are shown need: marked names, a number to call, the last contact."""
    points = _phones({party.customer_id for party in parties})
    last = _last_contacts({party.customer_id for party in parties})
    for party in parties:
        party.name_html = marked(party.name, marks, typed_part=True)
        party.last_contact = last.get(party.customer_id)
        person_id = party.id if party.kind == "person" else None
        own = [point for point in points if (point.customer_id, point.person_id) == (party.customer_id, person_id)]
        asked_for = next((point for point in own if _is_asked_for(point, marks, begins)), None)
        party.named = party.named or asked_for is not None
        party.phone = asked_for or next(iter(own), None)


def _is_asked_for(point: ContactPoint, marks: Marks, begins: str) -> bool:
    token = numbers.token(point.normal)
    if begins and point.normal.startswith(begins):
        return True
    return token in marks.words or bool(marks.prefixes and token.startswith(marks.prefixes))


def _phones(customer_ids: set[int]) -> list[ContactPoint]:
    return list(
        ContactPoint.select()
        .where(ContactPoint.customer.in_(customer_ids) & (ContactPoint.kind == PointKind.PHONE))
        .order_by(ContactPoint.position, ContactPoint.id)
    )


def _last_contacts(customer_ids: set[int]) -> dict[int, datetime]:
    newest = (
        Interaction.select(Interaction.occurred_at)
        .where((Interaction.customer == Customer.id) & Interaction.deleted_at.is_null())
        .order_by(Interaction.occurred_at.desc())
        .limit(1)
    )
    rows = Customer.select(Customer.id, newest.alias("newest")).where(Customer.id.in_(customer_ids)).tuples()
    return {id: Interaction.occurred_at.python_value(moment) for id, moment in rows if moment is not None}
