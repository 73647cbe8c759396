"""Keeps the index in step with what is written, inside the same transaction.

A contact is found by its subject, text, comments, files and facts, by the names of its customer
and of who took part, and by facets (channel, department, customer, author, kinds). After a customer or
person is renamed, old contacts keep the name they were logged under until they change or
``flask search rebuild`` runs: a customer may have 100,000 of them. For the same reason the
contacts of a deleted customer stay in the index; whoever reads them leaves them out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from peewee import JOIN

from crm.attachments import queries as attachments
from crm.customers.models import Address, ContactPoint, Customer, CustomerTag, Person, PointKind
from crm.interactions import timeline
from crm.interactions.models import Comment, Interaction, InteractionPerson
from crm.journal import Change
from crm.search import analysis, numbers, postings, tokens, vocabulary

BATCH = 500
LONGEST = 100_000  # characters of one contact with its files: 0.2 s of reading, in which others wait to write
# Of records that change what a contact is found by: ``contacts_of[kind](ids)`` tells which. See wiring/pages.py.
contacts_of: dict[str, Callable[[list[int]], Iterable[int]]] = {}
# By kind of fact (as in ``timeline.KINDS``) what a contact that has one is found by too: (contact, text) of each fact.
words_of: dict[str, Callable[[Sequence[int]], Iterable[tuple[int, str]]]] = {}


def on_change(change: Change, ids: list[int]) -> None:
    """Subscriber of the journal: index again what was written."""
    kind = change.kind
    write = {"customer": customers, "person": people, "interaction": interactions, "comment": _commented}.get(kind)
    if write:
        write(ids)
    elif kind in contacts_of:
        for batch in _batches(ids):
            interactions(contacts_of[kind](batch))


def interactions(ids: Iterable[int], recount: bool = False) -> None:
    """Index these contacts; those that are gone are forgotten. Five queries and five writes per batch.

    With ``recount`` the words of contacts that were indexed before count as well: where counting began anew.
    """
    for batch in _batches(ids):
        rows = interaction_rows(batch)
        known = postings.put_interactions(rows)
        vocabulary.add(row.main for row in rows if recount or row.id not in known)
        postings.drop_interactions(_missing(batch, (row.id for row in rows)))


def customers(ids: Iterable[int], with_people: bool = True) -> None:
    """Index these customers, and their people, who are found by their customer's name and town too."""
    for batch in _batches(ids):
        rows = customer_rows(batch)
        postings.put_parties(rows)
        vocabulary.know(f"{row.name} {row.other}" for row in rows)
        postings.drop_parties(_missing(map(postings.customer_position, batch), (row.position for row in rows)))
        if with_people:
            people(id for (id,) in Person.select(Person.id).where(Person.customer.in_(batch)).tuples())


def people(ids: Iterable[int]) -> None:
    """Index these people."""
    for batch in _batches(ids):
        rows = person_rows(batch)
        postings.put_parties(rows)
        vocabulary.know(row.name for row in rows)
        postings.drop_parties(_missing(map(postings.person_position, batch), (row.position for row in rows)))


def interaction_rows(ids: Sequence[int]) -> list[postings.InteractionRow]:
    """The tokens of these contacts."""
    analysis.stay_up_to_date()
    texts = attachments.texts_of(ids)
    kinds = _kinds(ids)
    said = _said_in_facts(kinds)
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
        Customer.number,
        Interaction.channel,
        Interaction.customer,
        Interaction.author,
        Interaction.department,
    ).join(Customer)
    rows = []
    present = Interaction.id.in_(ids) & Interaction.deleted_at.is_null()
    for id, moment, subject, body, name, number, *facets in selected.where(present).tuples():
        files = [part for file in texts.get(id, ()) for part in file]
        main, extra = analysis.columns("\n".join([subject, body, *comments[id], *said[id], *files])[:LONGEST])
        named = " ".join(map(_names, [name, *took_part[id]]))
        position = postings.position(int(moment.timestamp()), id)
        facet = tokens.joined([*_facets(*facets), *_customer_words(name, number), *map(tokens.kind, kinds[id])])
        rows.append(postings.InteractionRow(id, position, main, f"{extra} {named}", facet))
    return rows


def customer_rows(ids: Sequence[int]) -> list[postings.PartyRow]:
    """The tokens of these customers."""
    analysis.stay_up_to_date()
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
        at = postings.customer_position(customer.id)
        rows.append(_party(at, customer.name, other, customer.note, [*phones, *facets]))
    return rows


def person_rows(ids: Sequence[int]) -> list[postings.PartyRow]:
    """The tokens of these people."""
    analysis.stay_up_to_date()
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
        rows.append(_party(postings.person_position(id), name, other, note, [*phones, *facets]))
    return rows


def _commented(ids: Sequence[int]) -> None:
    for batch in _batches(ids):
        interactions(id for (id,) in Comment.select(Comment.interaction).where(Comment.id.in_(batch)).tuples())


def _party(at: int, name: str, other: str, note: str, own: list[str]) -> postings.PartyRow:
    name_main, name_extra = analysis.columns(name)
    other_main, other_extra = analysis.columns(other)
    extra = [name_extra, other_extra, *analysis.columns(note), *own, tokens.whole_name(name), postings.ALL]
    return postings.PartyRow(at, name_main, other_main, " ".join(extra))


def _facets(channel: str, customer: int, author: int | None, department: int | None) -> list[str]:
    facets = [postings.ALL, tokens.channel(channel), tokens.customer(customer)]
    facets += [tokens.author(author)] if author else []
    return facets + ([tokens.department(department)] if department else [])


def _kinds(ids: Sequence[int]) -> dict[int, list[str]]:
    """Per contact the names of the kinds of facts it has; one query, whatever kinds there are."""
    conditions = [condition for _word, condition in timeline.KINDS.values()]
    rows = Interaction.select(Interaction.id, *conditions).where(Interaction.id.in_(ids)).tuples()
    return {id: [name for name, is_so in zip(timeline.KINDS, found, strict=True) if is_so] for id, *found in rows}


def _said_in_facts(kinds: dict[int, list[str]]) -> dict[int, list[str]]:
    """Per contact the texts of its facts; a query for each kind that any of them has."""
    found: dict[int, list[str]] = defaultdict(list)
    for name, load in words_of.items():
        if having := [id for id, names in kinds.items() if name in names]:
            for id, text in load(having):
                found[id].append(text)
    return found


@lru_cache(maxsize=5_000)
def _customer_words(name: str, number: str) -> tuple[str, ...]:
    return tuple(tokens.customer_words(name, number))


def _owner_facets(customer_id: int, owner_id: int | None) -> list[str]:
    return [tokens.customer(customer_id), *([tokens.owner(owner_id)] if owner_id else [])]


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
