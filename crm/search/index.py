"""Keeps the index in step with what is written, inside the same transaction.

A contact is found by its subject, text and comments, by the names of its customer and of
who took part, and by facets (channel, department, customer, author). After a customer or
person is renamed, old contacts keep the name they were logged under until they change or
``flask search rebuild`` runs: a customer may have 100,000 of them. For the same reason the
contacts of a deleted customer stay in the index; whoever reads them leaves them out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from peewee import JOIN

from crm.accounts.models import User
from crm.customers.models import Address, ContactPoint, Customer, CustomerTag, Person, PointKind
from crm.interactions.models import Comment, Interaction, InteractionPerson
from crm.search import analysis, fts5, numbers

BATCH = 500
NAME = "_n"  # before a whole name, so that who is called exactly or almost that comes first


def on_change(kind: str, ids: list[int]) -> None:
    """Subscriber of the journal: index again what was written."""
    write = {"customer": customers, "person": people, "interaction": interactions, "comment": _commented}.get(kind)
    if write:
        write(ids)


def interactions(ids: Iterable[int]) -> None:
    """Index these contacts; those that are gone are forgotten. Three queries and three writes per batch."""
    for batch in _batches(ids):
        rows = interaction_rows(batch)
        fts5.put_interactions(rows)
        fts5.drop_interactions(_missing(batch, (row.id for row in rows)))


def customers(ids: Iterable[int]) -> None:
    """Index these customers, and their people, who are found by their customer's name and town too."""
    for batch in _batches(ids):
        rows = customer_rows(batch)
        fts5.put_parties(rows)
        fts5.drop_parties(_missing(map(fts5.customer_position, batch), (row.position for row in rows)))
        people(id for (id,) in Person.select(Person.id).where(Person.customer.in_(batch)).tuples())


def people(ids: Iterable[int]) -> None:
    """Index these people."""
    for batch in _batches(ids):
        rows = person_rows(batch)
        fts5.put_parties(rows)
        fts5.drop_parties(_missing(map(fts5.person_position, batch), (row.position for row in rows)))


def interaction_rows(ids: Sequence[int]) -> list[fts5.InteractionRow]:
    """The tokens of these contacts."""
    comments = _grouped(Comment.select(Comment.interaction, Comment.body).where(Comment.interaction.in_(ids)))
    took_part = _grouped(
        InteractionPerson.select(InteractionPerson.interaction, Person.name)
        .join(Person)
        .where(InteractionPerson.interaction.in_(ids))
    )
    selected = Interaction.select(
        Interaction.id,
        Interaction.occurred_at,
        Interaction.subject,
        Interaction.body,
        Customer.name,
        Interaction.channel,
        Interaction.direction,
        Interaction.customer,
        Interaction.author,
        Interaction.department,
    ).join(Customer)
    rows = []
    present = Interaction.id.in_(ids) & Interaction.deleted_at.is_null()
    for id, moment, subject, body, customer_name, *facets in selected.where(present).tuples():
        main, extra = analysis.columns("\n".join([subject, body, *comments[id]]))
        named = " ".join(map(_names, [customer_name, *took_part[id]]))
        position = fts5.position(int(moment.timestamp()), id)
        rows.append(fts5.InteractionRow(id, position, main, f"{extra} {named}", _facets(*facets)))
    return rows


def customer_rows(ids: Sequence[int]) -> list[fts5.PartyRow]:
    """The tokens of these customers."""
    tags = _grouped(CustomerTag.select(CustomerTag.customer, CustomerTag.name).where(CustomerTag.customer.in_(ids)))
    places = _grouped(
        Address.select(Address.customer, Address.street, Address.postcode, Address.city).where(
            Address.customer.in_(ids)
        )
    )
    points = _points((ContactPoint.customer.in_(ids)) & ContactPoint.person.is_null(), ContactPoint.customer)
    rows = []
    for customer in Customer.select().where(Customer.id.in_(ids) & Customer.deleted_at.is_null()):
        told = [customer.number, customer.website, customer.kvk_number, customer.vat_number, *tags[customer.id]]
        mails, phones = points[customer.id]
        facets = _owner_facets(customer.id, customer.owner_id)
        other = "\n".join([*told, *places[customer.id], *mails])
        at = fts5.customer_position(customer.id)
        rows.append(_party(at, customer.name, other, customer.note, [*phones, *facets]))
    return rows


def person_rows(ids: Sequence[int]) -> list[fts5.PartyRow]:
    """The tokens of these people."""
    points = _points(ContactPoint.person.in_(ids), ContactPoint.person)
    selected = (
        Person.select(Person.id, Person.name, Person.role, Person.note, Customer.id, Customer.name, Customer.owner)
        .select_extend(Address.city)
        .join(Customer)
        .join(Address, JOIN.LEFT_OUTER, on=(Address.customer == Customer.id) & (Address.position == 0))
        .where(Person.id.in_(ids) & Person.deleted_at.is_null() & Customer.deleted_at.is_null())
    )
    rows = []
    for id, name, role, note, customer_id, customer_name, owner_id, city in selected.tuples():
        mails, phones = points[id]
        other = "\n".join([role, customer_name, city or "", *mails])
        facets = _owner_facets(customer_id, owner_id)
        rows.append(_party(fts5.person_position(id), name, other, note, [*phones, *facets]))
    return rows


def whole_name(name: str) -> str:
    """The token of a whole name: ``_nkwekerijvandenberg``."""
    return NAME + analysis.folded(name)


def customer_facet(customer_id: int) -> str:
    """The token of everything that belongs to a customer."""
    return f"_cust_{customer_id}"


def owner_facet(user: User) -> str:
    """The token of the customers a colleague owns, and of the people there."""
    return f"_owner_{user.id}"


def _commented(ids: Sequence[int]) -> None:
    for batch in _batches(ids):
        interactions(id for (id,) in Comment.select(Comment.interaction).where(Comment.id.in_(batch)).tuples())


def _party(at: int, name: str, other: str, note: str, tokens: list[str]) -> fts5.PartyRow:
    name_main, name_extra = analysis.columns(name)
    other_main, other_extra = analysis.columns(other)
    extra = [name_extra, other_extra, *analysis.columns(note), *tokens, whole_name(name), fts5.ALL]
    return fts5.PartyRow(at, name_main, other_main, " ".join(extra))


def _facets(channel: str, direction: str, customer: int, author: int | None, department: int | None) -> str:
    facets = [fts5.ALL, f"_chan_{channel}", f"_{direction}", customer_facet(customer)]
    facets += [f"_author_{author}"] if author else []
    facets += [f"_dept_{department}"] if department else []
    return " ".join(facets)


def _owner_facets(customer_id: int, owner_id: int | None) -> list[str]:
    return [customer_facet(customer_id), *([f"_owner_{owner_id}"] if owner_id else [])]


@lru_cache(maxsize=5_000)
def _names(name: str) -> str:
    """The tokens of a name for the column ``extra``."""
    return " ".join(analysis.columns(name))


def _points(condition: Any, owner: Any) -> dict[int, tuple[list[str], list[str]]]:
    """Per customer or person: e-mail addresses as text, phone numbers as tokens."""
    found: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for id, kind, value, normal in (
        ContactPoint.select(owner, ContactPoint.kind, ContactPoint.value, ContactPoint.normal).where(condition).tuples()
    ):
        mails, phones = found[id]
        if kind == PointKind.EMAIL:
            mails.append(value)
        else:
            phones.append(numbers.token(normal))
    return found


def _grouped(selected: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for id, *texts in selected.tuples():
        found[id] += texts
    return found


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), BATCH):
        yield wanted[start : start + BATCH]


def _missing(wanted: Iterable[int], found: Iterable[int]) -> list[int]:
    return sorted(set(wanted) - set(found))
