"""Who is new: customers of the company, and people at customers that were there already."""

from datetime import timedelta

import pytest

from crm import clock
from crm.customers.models import Customer, Person
from tests import factories
from tests.digest.reading import known, rows, section, this_week, titles


def test_a_new_customer_is_told_of_with_whose_it_is(alice, bob):
    factories.customer("Solleveld Agro", owner=bob)
    factories.customer("Haven De Punt", status="prospect")
    found = {row.title: str(row.note) for row in rows(this_week(alice), "newcomers")}
    assert found == {"Solleveld Agro": "new customer, of Bob de Wit", "Haven De Punt": "new prospect"}


def test_somebody_new_is_told_of_only_at_my_customers_and_not_with_a_customer_that_is_new_itself(alice, bob):
    factories.person(known("Zuivelhoeve Oudewater", owner=alice), "Femke Oudewater", role="Bedrijfsleider")
    factories.person(known("Solleveld Agro", owner=bob), "Hendrik Solleveld")
    factories.person(factories.customer("Haven De Punt", owner=alice), "Wim de Punt")
    told = rows(this_week(alice), "newcomers")
    assert [row.title for row in told] == ["Haven De Punt", "Femke Oudewater"]
    assert str(told[1].note) == "new at Zuivelhoeve Oudewater: Bedrijfsleider"


def test_a_few_of_each_are_named_and_the_rest_is_counted(alice):
    old = known(owner=alice)
    for number in range(6):
        factories.customer(f"Tuinderij {number}")
        factories.person(old, f"Kees Nummer {number}")
    told = this_week(alice)
    assert len(rows(told, "newcomers")) == 7
    assert str(section(told, "newcomers").more) == "2 more new customers. 3 more new people."


@pytest.mark.parametrize("column", ["deleted_at", "archived_at"])
def test_who_is_gone_again_is_not_told_of(alice, column):
    factories.customer("Haven De Punt")
    somebody = factories.person(known(owner=alice), "Wim de Punt")
    Customer.update({column: clock.now()}).where(Customer.name == "Haven De Punt").execute()
    Person.update({column: clock.now()}).where(Person.id == somebody.id).execute()
    assert this_week(alice).is_empty


def test_a_department_hears_of_its_own_new_customers(alice, bob):
    factories.customer("Van Verkoop", owner=alice)
    factories.customer("Van de binnendienst", owner=bob)
    assert titles(this_week(alice, "department"), "newcomers") == ["Van Verkoop"]


def test_who_was_new_last_month_is_no_news(alice):
    there = factories.customer("Haven De Punt")
    Customer.update(created_at=clock.now() - timedelta(days=30)).where(Customer.id == there.id).execute()
    assert this_week(alice).is_empty
