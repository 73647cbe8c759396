"""Who wants to hear what is new at a customer."""

from crm.customers import actions
from crm.customers.following import concerned
from tests import factories


def test_its_owner_and_whoever_follows_it(alice, bob, charlie):
    mine, nobodys = factories.customer(owner=alice), factories.customer("Slagerij Vos", number="20002")
    actions.follow(mine.id, by=bob)
    actions.follow(nobodys.id, by=charlie)
    assert concerned(mine.id) == {alice.id, bob.id}
    assert concerned(nobodys.id) == {charlie.id}


def test_who_owns_and_follows_it_is_one(alice):
    mine = factories.customer(owner=alice)
    actions.follow(mine.id, by=alice)
    assert concerned(mine.id) == {alice.id}


def test_where_nobody_cares_nobody_hears(alice):
    assert concerned(factories.customer().id) == frozenset()


def test_it_is_one_query(alice, query_count):
    mine = factories.customer(owner=alice)
    with query_count() as count:
        concerned(mine.id)
    assert count() == 1
