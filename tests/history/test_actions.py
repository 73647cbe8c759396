"""Bringing an old version back: what comes, what cannot, and who may."""

import pytest

from crm import clock
from crm.accounts.models import User
from crm.bin import actions as bin_actions
from crm.customers import actions as customers
from crm.customers.actions import CustomerValues, PersonValues, Place, Reach
from crm.customers.models import Customer, Person
from crm.errors import Forbidden, NotFound, Outdated
from crm.history.actions import bring_back
from crm.interactions import actions
from crm.interactions.actions import Values
from crm.interactions.models import Interaction
from crm.journal import Change, revision
from tests import factories


def changes(kind: str, record_id: int, what: str = "edit") -> list[Change]:
    return list(
        Change.select()
        .where((Change.kind == kind) & (Change.record == record_id) & (Change.verb == f"{kind}.{what}"))
        .order_by(Change.id)
    )


@pytest.fixture
def customer(alice):
    made = factories.customer(owner=alice, phones=["0174 62 41 88"], tags=["glastuinbouw"], since=2011)
    values = CustomerValues(
        name="Kwekerij Van den Berg", number="777", status="former", points=[Reach("phone", "06 12 34 56 78", "mobile")]
    )
    values.addresses = [Place("Postbus 88", "2690 AB", "’s-Gravenzande", kind="post")]
    customers.edit(made.id, values, by=alice)
    return Customer.get_by_id(made.id)


@pytest.fixture
def contact(customer, alice):
    people = [factories.person(customer), factories.person(customer, "Kees de Wit")]
    made = factories.interaction(customer, by=alice, people=people)
    values = Values(channel="visit", direction="in", body="Toch de dichting.", person_ids=[people[1].id])
    actions.edit(made.id, values, by=alice)
    return Interaction.get_by_id(made.id)


def test_everything_of_a_customer_comes_back_and_it_is_a_change_like_any_other(customer, bob):
    [edit] = changes("customer", customer.id)
    assert bring_back(edit.id, "before", by=bob, seen=edit.id) == []
    assert customers.snapshot(Customer.get_by_id(customer.id)) == edit.values["before"]
    [_first, undone] = changes("customer", customer.id)
    assert undone.user == bob.id and undone.values == {"before": edit.values["after"], "after": edit.values["before"]}
    bring_back(undone.id, "before", by=bob)
    assert customers.snapshot(Customer.get_by_id(customer.id)) == edit.values["after"]


def test_the_version_that_is_there_now_changes_nothing(customer, bob):
    [edit] = changes("customer", customer.id)
    bring_back(edit.id, "after", by=bob)
    bring_back(edit.id, "after", by=bob)
    assert revision("customer", customer.id) == edit.id


def test_an_owner_who_left_and_a_number_that_was_taken_stay_as_they_are(customer, alice, bob):
    [edit] = changes("customer", customer.id)
    other = factories.customer("Wasserij Steenbeek", number=edit.values["before"]["number"])
    User.update(disabled_at=clock.now()).where(User.id == alice.id).execute()
    notes = [str(note) for note in bring_back(edit.id, "before", by=bob)]
    assert notes == [
        f"{alice.name} no longer works here; the owner stayed as it was.",
        "The number belongs to another customer now; it stayed as it was.",
    ]
    now = Customer.get_by_id(customer.id)
    assert (now.owner_id, now.number, now.status) == (None, "777", "customer") and other.number != now.number


def test_a_person_comes_back_with_numbers(customer, alice, bob):
    person = factories.person(customer, phones=["06 12 34 56 78"], emails=["a@vandenberg.example"], role="inkoop")
    customers.edit_person(person.id, PersonValues("Anneke van den Berg"), by=alice)
    [edit] = changes("person", person.id)
    bring_back(edit.id, "before", by=bob)
    assert customers.person_snapshot(Person.get_by_id(person.id)) == edit.values["before"]


def test_a_contact_comes_back_with_who_took_part_and_when_it_was(contact, alice):
    [edit] = changes("interaction", contact.id)
    bring_back(edit.id, "before", by=alice)
    now = actions.get(contact.id)
    assert (now.channel, now.direction) == ("phone", "out") and len(actions.snapshot(now)["people"]) == 2


def test_who_was_removed_for_good_is_left_out_with_a_word(contact, alice, diana):
    [edit] = changes("interaction", contact.id)
    person = Person.get(Person.name == "Annelies van den Berg")
    customers.delete_person(person.id, by=alice)
    assert bring_back(edit.id, "before", by=alice) == []  # in the bin: old contacts keep the name
    bring_back(edit.id, "after", by=alice)
    Person.update(deleted_at=1).where(Person.id == person.id).execute()
    bin_actions.empty(clock.now(), by=diana)
    [note] = bring_back(edit.id, "before", by=alice)
    assert "left out" in str(note) and len(actions.snapshot(actions.get(contact.id))["people"]) == 1


def test_only_who_may_edit_may_bring_back(contact, customer, bob, charlie, diana):
    [edit], [other] = changes("interaction", contact.id), changes("customer", customer.id)
    for who, change in ((charlie, other), (charlie, edit), (bob, edit)):
        with pytest.raises(Forbidden):
            bring_back(change.id, "before", by=who)
    bring_back(edit.id, "before", by=diana)


def test_who_looked_before_somebody_else_changed_it_is_told(customer, alice, bob):
    [edit] = changes("customer", customer.id)
    customers.edit(customer.id, CustomerValues(name="Van den Berg BV"), by=alice)
    with pytest.raises(Outdated):
        bring_back(edit.id, "before", by=bob, seen=edit.id)
    assert Customer.get_by_id(customer.id).name == "Van den Berg BV"


@pytest.mark.parametrize("side", ["before", "", "data"])
def test_a_side_that_is_not_kept_is_not_there(customer, bob, side):
    [made] = changes("customer", customer.id, "create")
    with pytest.raises(NotFound):
        bring_back(made.id, side, by=bob)


def test_what_lies_in_the_bin_cannot_be_changed_by_its_history(contact, customer, diana):
    [edit], [other] = changes("interaction", contact.id), changes("customer", customer.id)
    customers.delete(customer.id, by=diana)
    for change in (edit, other, *changes("customer", customer.id, "delete")):
        for side in ("before", "after"):
            with pytest.raises(NotFound):
                bring_back(change.id, side, by=diana)
