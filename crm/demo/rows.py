"""From drafts to table rows. The file is empty, so identifiers are given here: place 0 becomes 1, and so on."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from crm import names
from crm.consults.models import Consult
from crm.customers import phones
from crm.customers.actions import sort_name
from crm.customers.models import Address, ContactPoint, Customer, CustomerTag, CustomerView, Person
from crm.db import Model
from crm.demo.colleagues import DEPARTMENTS, TEAM
from crm.demo.drafts import ContactDraft, PointDraft
from crm.demo.looks import Sitting
from crm.demo.plan import Plan
from crm.demo.todo import WRITTEN, Row
from crm.followups.models import FollowUp
from crm.interactions.models import Comment, Interaction, InteractionPerson

CUSTOMER = (
    Customer.id,
    Customer.number,
    Customer.name,
    Customer.sort_name,
    Customer.kind,
    Customer.status,
    Customer.owner,
    Customer.since,
    Customer.website,
    Customer.kvk_number,
    Customer.vat_number,
    Customer.note,
    Customer.created_at,
    Customer.updated_at,
)
ADDRESS = (
    Address.customer,
    Address.position,
    Address.kind,
    Address.street,
    Address.postcode,
    Address.city,
    Address.country,
)
TAG = (CustomerTag.customer, CustomerTag.name)
PERSON = (
    Person.id,
    Person.customer,
    Person.name,
    Person.sort_name,
    Person.role,
    Person.note,
    Person.created_at,
    Person.updated_at,
)
POINT = (
    ContactPoint.customer,
    ContactPoint.person,
    ContactPoint.position,
    ContactPoint.kind,
    ContactPoint.label,
    ContactPoint.value,
    ContactPoint.normal,
    ContactPoint.reversed,
)
INTERACTION = (
    Interaction.id,
    Interaction.customer,
    Interaction.author,
    Interaction.department,
    Interaction.channel,
    Interaction.direction,
    Interaction.reached,
    Interaction.occurred_at,
    Interaction.subject,
    Interaction.body,
    Interaction.pinned_at,
    Interaction.created_at,
    Interaction.updated_at,
)
PRESENT = (InteractionPerson.interaction, InteractionPerson.person)
COMMENT = (Comment.id, Comment.interaction, Comment.author, Comment.body, Comment.created_at)
FOLLOW_UP = (
    *(FollowUp.id, FollowUp.customer, FollowUp.interaction, FollowUp.result, FollowUp.what, FollowUp.due_on),
    *(FollowUp.user, FollowUp.department, FollowUp.created_by, FollowUp.created_at, FollowUp.updated_at),
    *(FollowUp.done_at, FollowUp.done_by, FollowUp.kind, FollowUp.phone, FollowUp.person, FollowUp.at_minute),
    *(FollowUp.repeats, FollowUp.snoozed_until, FollowUp.reminded_on),
)
CONSULT = (Consult.user, Consult.customer, Consult.started_at, Consult.last_at, Consult.brief_at)
VIEW = (CustomerView.user, CustomerView.customer, CustomerView.seen_at, CustomerView.before_at)

Rows = list[tuple]


class Batch(NamedTuple):
    """Rows per table, in the order in which they have to be written."""

    tables: tuple[tuple[type[Model], tuple, Rows], ...]

    def ids(self, model: type[Model]) -> list[int]:
        """The identifiers of the rows of ``model``."""
        return [row[0] for known, _, rows in self.tables if known is model for row in rows]


def customers(plan: Plan, places: Iterable[int]) -> Batch:
    """The customers at ``places`` with their addresses, tags and own numbers."""
    made, addresses, tags, points = [], [], [], []
    for place in places:
        one, customer, at = plan.company(place), place + 1, _since(plan, place)
        owner = None if one.owner is None else one.owner + 1
        made.append(
            (
                *(customer, one.number, one.name, sort_name(one.name, one.kind), one.kind, one.status),
                *(owner, one.since, one.website, one.kvk, one.vat, one.note, at, at),
            )
        )
        for position, where in enumerate(one.addresses):
            addresses.append((customer, position, where.kind, where.street, where.postcode, where.city, where.country))
        tags += [(customer, tag) for tag in one.tags]
        points += _points(customer, None, one.points)
    return Batch(
        (
            (Customer, CUSTOMER, made),
            (Address, ADDRESS, addresses),
            (CustomerTag, TAG, tags),
            (ContactPoint, POINT, points),
        )
    )


def people(plan: Plan, places: Iterable[int]) -> Batch:
    """The people of the customers at ``places`` with their numbers."""
    made, points = [], []
    for place in places:
        customer, at = place + 1, _since(plan, place)
        for person, draft in enumerate(plan.company(place).people, plan.first_person(place) + 1):
            sorted_by = names.person_sort_name(draft.name)
            made.append((person, customer, draft.name, sorted_by, draft.role, draft.note, at, at))
            points += _points(customer, person, draft.points)
    return Batch(((Person, PERSON, made), (ContactPoint, POINT, points)))


def interactions(plan: Plan, first: int, first_comment: int, drafts: Iterable[ContactDraft]) -> Batch:
    """Contacts numbered from ``first``, with who took part and what was said about them."""
    made, present, comments = [], [], []
    now = plan.days.now
    for number, one in enumerate(drafts, first):
        written = min(one.at + one.minutes * 60, now)
        pinned = written if one.pinned else None
        made.append(
            (
                *(number, one.company + 1, one.author + 1, DEPARTMENT_OF[one.author], one.channel, one.direction),
                *(one.reached, one.at, one.subject, one.body, pinned, written, written),
            )
        )
        before = plan.first_person(one.company) + 1
        present += [(number, before + person) for person in one.people]
        for comment in one.comments:
            at = one.at + comment.after
            if at <= now:
                comments.append((first_comment + len(comments), number, comment.author + 1, comment.body, at))
    return Batch(
        ((Interaction, INTERACTION, made), (InteractionPerson, PRESENT, present), (Comment, COMMENT, comments))
    )


def followups(plan: Plan, found: Iterable[Row], contact_at: Callable[[int, int], Interaction | None]) -> Batch:
    """What was asked in contacts, as far as those are in this demo; who logged the outcome finished it."""
    made = []
    for one in found:
        arose = contact_at(one.place + 1, one.arose_at)
        result = contact_at(one.place + 1, one.done_at) if one.done_at else None
        if arose is None or (one.done_at and result is None):
            continue
        done_at = one.done_at + WRITTEN if one.done_at else None
        whose = (_number(one.user), _number(one.department))
        person = None if one.person is None else plan.first_person(one.place) + one.person + 1
        made.append(
            (
                *(len(made) + 1, one.place + 1, arose.id, result and result.id, one.what, one.due_on, *whose),
                *(one.asker + 1, one.arose_at + WRITTEN, done_at or one.arose_at + WRITTEN),
                *(done_at, result and result.author_id, one.kind, one.phone, person, one.at_minute),
                *(one.repeats, one.snoozed_until, one.reminded_on),
            )
        )
    return Batch(((FollowUp, FOLLOW_UP, made),))


def _number(place: int | None) -> int | None:
    return None if place is None else place + 1


def sittings(made: Iterable[Sitting]) -> Batch:
    """Who looked at which customer when, and of each the last two times."""
    looked, last = [], {}
    for one in made:
        whose = (one.colleague + 1, one.place + 1)
        if one.kept:
            looked.append((*whose, one.started_at, one.last_at, one.brief_at))
        before = last.get(whose)
        last[whose] = (one.last_at, before and before[0])
    seen = [(*whose, *moments) for whose, moments in last.items()]
    return Batch(((Consult, CONSULT, looked), (CustomerView, VIEW, seen)))


def _since(plan: Plan, place: int) -> int:
    """When the customer was entered; nobody does so at night."""
    return plan.days.moment(plan.company(place).first_day, 8 * 3600 + place % 3600)


def _points(customer: int, person: int | None, drafts: list[PointDraft]) -> Iterator[tuple]:
    for position, draft in enumerate(drafts):
        phone = draft.kind == "phone"
        normal = phones.normal(draft.value) if phone else draft.value.lower()
        backwards = phones.reverse(normal) if phone else ""
        yield customer, person, position, draft.kind, draft.label, draft.value, normal, backwards


DEPARTMENT_OF = tuple(DEPARTMENTS.index(one.department) + 1 for one in TEAM)
