"""Reading contacts: one of them, or many as entries of a list, always in the same few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import peewee
from peewee import JOIN, fn

from crm.accounts.models import Department, User
from crm.customers.models import Customer, CustomerFollow, Person
from crm.errors import NotFound
from crm.interactions.extras import Facts, put_facts_on
from crm.interactions.models import Comment, Interaction, InteractionPerson
from crm.journal import Change
from crm.quoting import first_sentence
from crm.words import N_

PRESENT = Interaction.deleted_at.is_null() & Customer.deleted_at.is_null()
LATER = timedelta(days=1)
TITLE = 90  # characters of the first sentence that serve where there is no subject


@dataclass(slots=True)
class Entry:
    """A contact as a list shows it."""

    id: int
    customer_id: int
    customer_name: str
    channel: str
    direction: str
    reached: bool
    occurred_at: datetime
    created_at: datetime
    updated_at: datetime
    subject: str
    body: str
    author_id: int | None
    author_name: str | None
    department: SimpleNamespace | None
    pinned: bool
    external_id: str | None
    people: list[SimpleNamespace] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    comment_count: int = 0
    is_new: bool = False
    type: str = "entry"

    @property
    def edited_at(self) -> datetime | None:
        """When it was changed after it was logged."""
        return self.updated_at if self.updated_at > self.created_at else None

    @property
    def changed_later(self) -> bool:
        """Whether it was changed so long after it was logged that readers must know: a day."""
        return self.updated_at - self.created_at >= LATER

    @property
    def title(self) -> str:
        """The subject, else the first sentence; empty where neither was written (not reached)."""
        return title_of(self.subject, self.body)


def title_of(subject: str, body: str) -> str:
    """What a contact is called: its subject, else the first sentence of its text, else nothing."""
    if subject:
        return subject
    start = body.strip()[: TITLE * 3]
    first = start.splitlines()[0] if start else ""
    sentence = first_sentence(first).rstrip(".")
    return sentence if len(sentence) <= TITLE else sentence[:TITLE].rsplit(" ", 1)[0] + " …"


def select() -> peewee.ModelSelect:
    """Contacts that are not in the bin, with what an entry needs of customer, author and department."""
    return (
        Interaction.select(
            Interaction.id,
            Interaction.customer_id,
            Customer.name,
            Interaction.channel,
            Interaction.direction,
            Interaction.reached,
            Interaction.occurred_at,
            Interaction.created_at,
            Interaction.updated_at,
            Interaction.subject,
            Interaction.body,
            Interaction.author_id,
            User.name,
            Interaction.external_id,
            Interaction.pinned_at,
            Department.id,
            Department.name,
            Department.mark,
        )
        .join(Customer)
        .switch(Interaction)
        .join(User, JOIN.LEFT_OUTER, on=Interaction.author == User.id)
        .switch(Interaction)
        .join(Department, JOIN.LEFT_OUTER, on=Interaction.department == Department.id)
        .where(PRESENT)
    )


def entries(query: peewee.ModelSelect) -> list[Entry]:
    """Run a query made with ``select()``; people, comments and each room's facts come in one query each."""
    return entries_of(query)[0]


def entries_of(*queries: peewee.ModelSelect) -> list[list[Entry]]:
    """Run several such queries; what goes with the contacts is asked once for all. In two lists it is one entry."""
    found = bare(*queries)
    by_id = {entry.id: entry for entries in found for entry in entries}
    _add_people(by_id)
    _add_comment_counts(by_id)
    put_facts_on(by_id.values())
    return found


def bare(*queries: peewee.ModelSelect) -> list[list[Entry]]:
    """The same without what goes with them, for where only their titles stand."""
    by_id: dict[int, Entry] = {}
    return [[by_id.setdefault(row[0], _entry(row)) for row in query.tuples()] for query in queries]


def by_ids(ids: Iterable[int]) -> list[Entry]:
    """These contacts, newest first."""
    wanted = list(ids)
    if not wanted:
        return []
    return entries(newest_first(select().where(Interaction.id.in_(wanted))))


def newest_first(query: peewee.ModelSelect) -> peewee.ModelSelect:
    """The order of every list of contacts."""
    return query.order_by(Interaction.occurred_at.desc(), Interaction.id.desc())


def before(cursor: tuple[int, int]) -> Any:
    """Older than the contact with this moment (seconds) and id."""
    return peewee.Tuple(Interaction.occurred_at, Interaction.id) < cursor


def entry(interaction_id: int) -> Entry:
    """One contact as an entry. Raises NotFound."""
    found = entries(select().where(Interaction.id == interaction_id))
    if not found:
        raise NotFound(N_("This contact is not in the file."))
    return found[0]


def comments(interaction_id: int) -> list[Any]:
    """What colleagues added, oldest first: ``id``, ``author_name``, ``created_at``, ``body``."""
    return list(
        Comment.select(Comment.id, Comment.body, Comment.created_at, User.name.alias("author_name"))
        .join(User)
        .where(Comment.interaction == interaction_id)
        .order_by(Comment.id)
        .namedtuples()
    )


def last_edit(interaction_id: int) -> Any:
    """Who changed the contact last and when (``user_name``, ``at``), or None."""
    edits = (Change.kind == "interaction") & (Change.record == interaction_id) & (Change.verb == "interaction.edit")
    return (
        Change.select(Change.at, User.name.alias("user_name"))
        .join(User, JOIN.LEFT_OUTER, on=Change.user == User.id)
        .where(edits)
        .order_by(Change.id.desc())
        .limit(1)
        .namedtuples()
        .first()
    )


def newest_at_customers_of(user: User, since: datetime, limit: int = 10) -> list[Entry]:
    """What others logged at the customers this colleague owns or follows, newest first."""
    # "+ 0" keeps the planner off the index of owners: it would sort the contacts of all their customers
    followed = CustomerFollow.select(CustomerFollow.customer).where(CustomerFollow.user == user)
    theirs = ((Customer.owner + 0) == user.id) | Customer.id.in_(followed)
    return entries(
        newest_first(select())
        .where(
            theirs & (Interaction.occurred_at >= since) & (Interaction.author.is_null() | (Interaction.author != user))
        )
        .limit(limit)
    )


def newest_anywhere(user: User, since: datetime, limit: int = 10) -> list[Entry]:
    """What others logged with any customer, newest first; for who owns none."""
    return entries(
        newest_first(select())
        .where((Interaction.occurred_at >= since) & (Interaction.author.is_null() | (Interaction.author != user)))
        .limit(limit)
    )


def last_person(customer_id: int) -> int | None:
    """With whom the customer's last contact was, if that person is still there."""
    row = (
        InteractionPerson.select(InteractionPerson.person)
        .join(Interaction)
        .switch(InteractionPerson)
        .join(Person)
        .where((Interaction.customer == customer_id) & Interaction.deleted_at.is_null())
        .where(Person.archived_at.is_null() & Person.deleted_at.is_null())
        .order_by(Interaction.occurred_at.desc(), Interaction.id.desc())
        .limit(1)
        .tuples()
        .first()
    )
    return row[0] if row else None


def _entry(row: tuple) -> Entry:
    *own, external_id, pinned_at, department_id, name, mark = row
    department = SimpleNamespace(id=department_id, name=name, mark=mark) if department_id else None
    return Entry(*own, department, pinned_at is not None, external_id)


def _add_people(by_id: dict[int, Entry]) -> None:
    rows = (
        InteractionPerson.select(InteractionPerson.interaction_id, Person.id, Person.name)
        .join(Person)
        .where(InteractionPerson.interaction.in_(list(by_id)))
        .order_by(Person.sort_name)
        .tuples()
    )
    for interaction_id, person_id, name in rows if by_id else ():
        by_id[interaction_id].people.append(SimpleNamespace(id=person_id, name=name))


def _add_comment_counts(by_id: dict[int, Entry]) -> None:
    rows = (
        Comment.select(Comment.interaction_id, fn.COUNT(Comment.id))
        .where(Comment.interaction.in_(list(by_id)))
        .group_by(Comment.interaction_id)
        .tuples()
    )
    for interaction_id, count in rows if by_id else ():
        by_id[interaction_id].comment_count = count
