"""Whom to ask among colleagues."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts import actions as accounts
from crm.brief import counted, knows
from crm.interactions.models import Interaction
from crm.interactions.timeline import Reader
from tests import factories


@pytest.fixture
def customer(app):
    return factories.customer()


@pytest.fixture
def sanne(app):
    return factories.user("Sanne Bakker", department="Binnendienst")


def asked(customer, reader) -> knows.Knows | None:
    return knows.best(counted.newest(customer.id), Reader(reader, clock.now(), "Europe/Amsterdam"))


def spoke(customer, user, *days: int, **about) -> None:
    moment = clock.now().replace(microsecond=0)
    for day in days:
        factories.interaction(customer, by=user, occurred_at=moment - timedelta(days=day), **about)


def names(found: knows.Knows) -> list[str]:
    return [one.user.name for one in found.others]


def test_who_spoke_most_comes_first_with_how_often_and_when_last(customer, alice, bob, sanne):
    spoke(customer, sanne, 9, 20, 30)
    spoke(customer, bob, 8)
    first = asked(customer, alice).others[0]
    assert (first.user.id, first.user.department.name, first.count) == (sanne.id, "Binnendienst", 3)
    assert (clock.now() - first.last_at).days == 9


def test_the_second_is_named_who_is_close_or_spoke_later(customer, alice, bob, sanne):
    spoke(customer, sanne, 9, 20, 30, 40)
    spoke(customer, bob, 50)
    assert names(asked(customer, alice)) == [sanne.name]
    spoke(customer, bob, 8)
    assert names(asked(customer, alice)) == [sanne.name, bob.name]


def test_two_are_named_at_most(customer, charlie, alice, bob, sanne):
    for somebody in (alice, bob, sanne):
        spoke(customer, somebody, 3, 4)
    assert len(asked(customer, charlie).others) == 2


def test_of_equals_the_surname_decides(customer, charlie, alice, bob, sanne):
    for somebody in (bob, alice, sanne):
        spoke(customer, somebody, 5, 40)
    expected = sorted((alice, bob, sanne), key=lambda one: one.sort_name)
    assert names(asked(customer, charlie)) == [one.name for one in expected[:2]]


def test_much_of_last_spring_gives_way_to_some_of_this_month(customer, alice, bob, sanne):
    spoke(customer, sanne, 350, 351, 352)
    spoke(customer, bob, 1, 2)
    assert names(asked(customer, alice))[0] == bob.name


def test_the_reader_who_knows_best_is_told_so_and_whom_else_there_is(customer, alice, bob):
    spoke(customer, alice, 1, 2, 3)
    found = asked(customer, alice)
    assert (found.reader.user.id, found.reader.count, found.others) == (alice.id, 3, [])
    spoke(customer, bob, 4)
    found = asked(customer, alice)
    assert (found.reader.user.id, names(found)) == (alice.id, [bob.name])
    assert asked(customer, bob).reader is None


def test_who_left_is_not_named(customer, alice, bob, sanne, diana):
    spoke(customer, sanne, 1, 2, 3)
    spoke(customer, bob, 9)
    accounts.disable_user(sanne, by=diana)
    assert names(asked(customer, alice)) == [bob.name]
    accounts.disable_user(bob, by=diana)
    assert asked(customer, alice) is None


def test_of_a_silent_customer_who_spoke_last_without_a_count_for_the_year(customer, alice, bob):
    spoke(customer, bob, 500, 900)
    (one,) = asked(customer, alice).others
    assert (one.user.id, one.count, (clock.now() - one.last_at).days) == (bob.id, None, 500)


def test_a_contact_of_exactly_a_year_ago_counts_for_the_year(customer, alice, bob):
    spoke(customer, bob, 300, 366)
    (one,) = asked(customer, alice).others
    assert one.count == 1


def test_of_a_very_busy_customer_nothing_is_counted_that_was_not_all_read(customer, alice, bob, monkeypatch):
    spoke(customer, bob, *range(6))
    monkeypatch.setattr(counted, "MOST", 4)
    (one,) = asked(customer, alice).others
    assert (one.user.id, one.count) == (bob.id, None)


def test_attempts_notes_and_imports_are_no_talk(customer, alice, bob):
    spoke(customer, bob, 1, reached=False)
    spoke(customer, bob, 2, channel="note", direction="internal")
    spoke(customer, bob, 3)
    Interaction.update(author=None).where(Interaction.reached, Interaction.channel == "phone").execute()
    assert asked(customer, alice) is None


def test_of_a_new_customer_nobody_knows(customer, alice, query_count):
    with query_count() as count:
        assert asked(customer, alice) is None
        assert count() == 1


def test_many_colleagues_cost_no_more_queries(customer, alice, bob, query_count):
    def cost() -> int:
        with query_count() as count:
            asked(customer, alice)
            return count()

    spoke(customer, bob, 1)
    few = cost()
    for at in range(10):
        spoke(customer, factories.user(f"Collega {at}"), at)
    assert cost() == few == 2
