"""Of which registers anything stands on a page is asked in one statement, and of the others nothing more."""

import peewee
import pytest

from crm.agreements.models import Agreement
from crm.complaints.models import Complaint
from crm.interactions import having, queries
from crm.interactions.models import Interaction
from crm.quotations.models import Quotation
from crm.wiring import held
from tests import factories, registers

LATER = [column for columns in held.KINDS.values() for column in columns if column.name != "interaction"]


@pytest.fixture
def contacts(app, alice) -> list[Interaction]:
    here = factories.customer(owner=alice)
    return [factories.interaction(here, by=alice, body=f"Gesprek {number} over de CP-40.") for number in range(3)]


def rooms(contact: Interaction) -> set[str]:
    (entry,) = queries.by_ids([contact.id])
    return {one.room for one in entry.facts if one.room != "consults"}


def test_a_contact_has_the_facts_of_every_register_and_its_neighbour_none(contacts, alice):
    registers.fill(contacts[0], by=alice)
    assert rooms(contacts[0]) == registers.ROOMS and rooms(contacts[1]) == set()
    together = {entry.id: len(entry.facts) for entry in queries.by_ids(one.id for one in contacts)}
    assert together == {contacts[0].id: len(registers.ROOMS), contacts[1].id: 0, contacts[2].id: 0}


@pytest.mark.parametrize("column", LATER, ids=str)
def test_a_contact_that_only_shows_what_became_of_a_fact_has_it_too(contacts, alice, column: peewee.Field):
    registers.fill(contacts[0], by=alice)
    column.model.update({column: contacts[1]}).execute()
    assert len(rooms(contacts[1])) == 1 and rooms(contacts[2]) == set()


@pytest.mark.parametrize("columns", [*held.KINDS.values(), held.FILES], ids=str)
def test_no_column_that_holds_a_contact_is_forgotten(columns: having.Columns):
    for model in {column.model for column in columns}:
        there = {one for one in model._meta.sorted_fields if getattr(one, "rel_model", None) is Interaction}
        assert {one.name for one in there} == {one.name for one in columns if one.model is model}


@pytest.mark.parametrize("column", [*held.CUSTOMERS.values(), *held.FILES, *sum(held.KINDS.values(), ())], ids=str)
def test_every_column_that_is_asked_has_an_index(app, column: peewee.Field):
    whole = [index for index in column.model._meta.fields_to_index() if index._where is None]
    assert any(index._expressions[0] is column for index in whole)


def test_contacts_without_facts_cost_one_statement_for_all_registers(contacts, statements):
    with statements() as seen:
        queries.by_ids(one.id for one in contacts)
    assert len([one for one in seen if '"asked"' in one]) == 1
    assert len(seen) == 5  # contacts, people, comments, which registers know of them, and who had looked


def test_each_group_gets_the_contacts_that_stand_in_one_of_its_columns(contacts, alice):
    first, second, third = contacts
    made = factories.agreement(first, by=alice)
    Agreement.update(settled_in=second).where(Agreement.id == made.id).execute()
    factories.complaint(third, by=alice)
    groups = [(Agreement.interaction, Agreement.settled_in), (Complaint.interaction,), (Quotation.interaction,), ()]
    ids = [first.id, second.id, third.id]
    assert having.contacts(groups, ids) == [{first.id, second.id}, {third.id}, set(), set(ids)]
    assert having.contacts(groups, ids[1:2]) == [{second.id}, set(), set(), {second.id}]
    assert having.contacts(groups, []) == [set()] * 4 and having.contacts([], ids) == []


def test_of_a_customer_every_group_says_whether_there_is_anything(contacts, alice):
    factories.complaint(contacts[0], by=alice)
    other = factories.customer("Wasserij Steenbeek")
    groups = [(Agreement.customer,), (Complaint.customer,), (Agreement.customer, Complaint.customer), ()]
    assert having.customer(groups, contacts[0].customer_id) == [False, True, True, True]
    assert having.customer(groups, other.id) == [False, False, False, True]
    assert having.customer([()], other.id) == [True]
