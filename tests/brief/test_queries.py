"""What the brief holds, for how many queries."""

from datetime import timedelta

import pytest

from crm import clock
from crm.brief import counted, queries
from crm.customers import queries as customers
from crm.interactions import actions
from crm.interactions.timeline import Reader
from crm.wiring import held
from tests import factories, registers

ZONE = "Europe/Amsterdam"


@pytest.fixture
def customer(app):
    return factories.customer(note="Nooit op dinsdag bellen.\n\n  Hond los op het erf. \n", phones=["0174 62 41 88"])


def brief_of(customer, user, *, now=None, looked_at=None, person=None, zone=ZONE) -> queries.Brief:
    reader = Reader(user, now or clock.now(), zone, looked_at)
    return queries.brief(customers.get(customer.id), reader, person)


def test_good_to_know_is_a_remark_per_line_and_what_was_pinned(customer, alice):
    pinned = factories.interaction(customer, by=alice)
    factories.interaction(customer, by=alice)
    actions.pin(pinned.id, by=alice)
    found = brief_of(customer, alice)
    assert found.notes == ["Nooit op dinsdag bellen.", "Hond los op het erf."]
    assert [one.id for one in found.pinned] == [pinned.id]


def test_the_last_ten_contacts_newest_first(customer, alice):
    logged = [factories.interaction(customer, by=alice, ago=timedelta(days=day)).id for day in range(12)]
    assert [one.id for one in brief_of(customer, alice).recent] == logged[:10]


def test_new_is_what_colleagues_logged_since_my_last_look(customer, alice, bob):
    theirs = [factories.interaction(customer, by=bob).id for _ in range(7)]
    factories.interaction(customer, by=alice)
    looked_at = clock.now() - timedelta(hours=1)
    found = brief_of(customer, alice, looked_at=looked_at)
    assert [one.id for one in found.news.entries] == theirs[:1:-1] and found.news.more
    assert not brief_of(customer, alice).news
    assert not brief_of(customer, alice, looked_at=clock.now()).news


def test_five_new_contacts_are_all_there_is(customer, alice, bob):
    for _ in range(5):
        factories.interaction(customer, by=bob)
    found = brief_of(customer, alice, looked_at=clock.now() - timedelta(hours=1)).news
    assert len(found.entries) == 5 and not found.more


def test_new_is_a_comment_of_a_colleague_on_a_contact_of_any_age(customer, alice, bob):
    old = factories.interaction(customer, by=alice, ago=timedelta(days=300), body="Pomp in kas 3 lekt. Asafdichting.")
    mine = factories.interaction(customer, by=bob, ago=timedelta(days=2))
    elsewhere = factories.interaction(factories.customer("Bakkerij Smit"), by=bob)
    told = actions.comment(old.id, "De pomp staat klaar op het magazijn.", by=bob)
    actions.comment(mine.id, "Bel ik morgen.", by=alice)
    actions.comment(elsewhere.id, "Hier niet.", by=bob)
    looked_at = clock.now() - timedelta(hours=1)
    (found,) = brief_of(customer, alice, looked_at=looked_at).news.remarks
    assert (found.id, found.author_name, found.department.name) == (told.id, bob.name, "Binnendienst")
    assert (found.interaction_id, found.about) == (old.id, "Pomp in kas 3 lekt")
    assert brief_of(customer, alice).news.remarks == []
    actions.delete(old.id, by=alice)
    assert brief_of(customer, alice, looked_at=looked_at).news.remarks == []


def test_a_visit_of_last_month_that_was_written_down_just_now_is_new(customer, alice, bob):
    late = factories.interaction(customer, by=bob, ago=timedelta(days=30))
    for day in range(11):
        factories.interaction(customer, by=alice, ago=timedelta(days=day))
    found = brief_of(customer, alice, looked_at=clock.now() - timedelta(hours=1))
    assert [one.id for one in found.news.entries] == [late.id]


def test_whom_one_spoke_last_is_called_first_unless_another_is_asked_for(customer, alice):
    annelies = factories.person(customer, "Annelies van den Berg", phones=["06 10 00 00 01"], emails=["a@berg.example"])
    kees = factories.person(customer, "Kees de Wit", phones=["06 10 00 00 02", "06 10 00 00 03"])
    factories.interaction(customer, by=alice, people=[kees])
    found = brief_of(customer, alice)
    assert [one.name for one in found.people] == ["Kees de Wit", "Annelies van den Berg"]
    assert (found.dial.point.value, found.dial.person.id) == ("06 10 00 00 02", kees.id)
    others = [other.point.value for other in found.dial_options]
    assert others == ["06 10 00 00 03", "06 10 00 00 01", "0174 62 41 88"]
    assert brief_of(customer, alice, person=annelies.id).dial.person.id == annelies.id
    assert brief_of(customer, alice, person=999).dial is not None


def test_without_people_the_customers_own_number_is_dialled_and_without_any_none(customer, alice):
    found = brief_of(customer, alice)
    assert (found.dial.point.value, found.dial.person, found.dial_options) == ("0174 62 41 88", None, [])
    assert brief_of(factories.customer("Bakkerij Smit"), alice).dial is None


def test_ten_or_three_hundred_contacts_cost_as_many_queries(customer, alice, bob, charlie, query_count):
    looked_at = clock.now() - timedelta(days=1)

    def cost() -> int:
        with query_count() as count:
            brief_of(customer, alice, looked_at=looked_at)
            return count()

    def fill(contacts: int, people: int) -> None:
        somebody = [factories.person(customer, f"Kees {at}", phones=["06 12 34 56 78"]) for at in range(people)]
        for at in range(contacts):
            contact = factories.interaction(customer, by=bob, people=somebody[:2], ago=timedelta(hours=at * 3))
            if at < 8:
                actions.pin(contact.id, by=bob)
                actions.comment(contact.id, "Dat klopt.", by=bob)
                factories.followup(customer, by=bob, interaction_id=contact.id)

    fill(10, 2)
    few = cost()
    fill(290, 18)
    factories.department("Buitendienst")
    assert cost() == few <= 20


def test_facts_of_all_registers_cost_as_many_queries_for_one_contact_as_for_twelve(customer, alice, query_count):
    def cost(contacts: int) -> int:
        for at in range(contacts):
            registers.fill(factories.interaction(customer, by=alice, ago=timedelta(hours=at)), by=alice)
        with query_count() as count:
            found = brief_of(customer, alice)
            assert len(found.parts["first"]) == 4 and len(found.parts["background"]) == 5
            assert len(found.parts["wrong"]) == 3
            return count()

    few = cost(1)
    assert cost(11) == few <= 75  # of which 11 for the settings, which a page reads once


def test_of_registers_that_know_nothing_of_the_customer_nothing_is_asked(customer, alice, statements):
    contact = factories.interaction(customer, by=alice)
    asked_in = [registers_of(customer, alice, statements)]
    factories.complaint(contact, by=alice)
    asked_in.append(registers_of(customer, alice, statements))
    assert asked_in == [set(), {"complaint"}]


def registers_of(customer, user, statements) -> set[str]:
    """In which tables the brief looked for more than whether there is anything."""
    with statements() as seen:
        brief_of(customer, user)
    asked = [one for one in seen if "EXISTS (SELECT 1" not in one and '"asked"' not in one]
    tables = {column.model._meta.table_name for column in held.CUSTOMERS.values()}
    return {table for table in tables if any(f'FROM "{table}"' in one for one in asked)}


def test_a_customer_with_more_contacts_than_are_counted_costs_one_query_more(customer, alice, query_count, monkeypatch):
    for at in range(12):
        factories.interaction(customer, by=alice, ago=timedelta(days=at))

    def cost() -> int:
        with query_count() as count:
            brief_of(customer, alice)
            return count()

    few = cost()
    monkeypatch.setattr(counted, "MOST", 5)
    assert cost() == few + 1
