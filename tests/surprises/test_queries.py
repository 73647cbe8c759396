"""The list: which, in what order, page by page; counts by cause."""

from datetime import date, timedelta

import pytest

from crm import clock
from crm.customers import actions as customers
from crm.interactions import actions as interactions
from crm.surprises import actions, queries
from crm.surprises.models import Cause, Surprise
from crm.surprises.queries import Filters
from tests import factories


def listed(**filters) -> list[int]:
    return [one.id for one in queries.page(Filters(**filters)).rows]


def test_the_last_marked_comes_first_and_each_filter_narrows(surprised, bob):
    bakery = factories.customer("Bakkerij Smit")
    old = surprised(days=40)
    read = surprised(days=2, stood=True)
    theirs = surprised(days=5, at=bakery, by=bob)
    assert listed() == [read.id, theirs.id, old.id]
    assert listed(cause="not_read") == [read.id]
    assert listed(customer=bakery.id) == [theirs.id] == listed(department=bob.department_id)
    assert listed(cause="not_logged", customer=bakery.id, department=bob.department_id) == [theirs.id]
    assert listed(customer=999_999) == []


def test_pages_join_without_a_seam(surprised):
    for number in range(7):
        surprised(days=number // 3)
    found, after = [], ""
    while True:
        page = queries.page(Filters(), after, size=2)
        found += [one.id for one in page.rows]
        after = page.next_cursor
        if not after:
            break
    assert sorted(found) == list(range(1, 8)) and found == listed()


@pytest.mark.parametrize("cursor", ["x", "1.", ".1", "²²²².1", "1.²", "9" * 40 + ".1", "1.1.1", "-1.1"])
def test_a_cursor_that_is_none_begins_at_the_top(surprise, cursor):
    assert len(queries.page(Filters(), cursor).rows) == 1


def test_what_was_taken_back_or_lies_in_the_bin_is_not_there(surprised, surprise, call, alice, diana):
    bakery = factories.customer("Bakkerij Smit")
    back, gone = surprised(), surprised(at=bakery)
    actions.delete(back.id, by=alice)
    customers.delete(bakery.id, by=diana)
    assert listed() == [surprise.id] and gone.id
    interactions.delete(call.id, by=alice)
    now = clock.now()
    assert listed() == [] == queries.around([call.id]) == queries.of_customer(call.customer_id, now - timedelta(9), 3)
    assert sum(queries.by_cause(now - timedelta(9), now + timedelta(1)).values()) == 0


def test_causes_are_counted_from_the_first_moment_up_to_the_last(surprised):
    one, two = surprised(days=3), surprised(days=3, stood=True)
    at = Surprise.get_by_id(one.id).created_at
    assert Surprise.get_by_id(two.id).created_at - at < timedelta(minutes=1)
    Surprise.update(created_at=at).execute()
    counted = queries.by_cause(at, at + timedelta(seconds=1))
    assert counted == {Cause.NOT_LOGGED: 1, Cause.TOO_LATE: 0, Cause.NOT_READ: 1, Cause.NOT_FOUND: 0}
    for first, last in ((at - timedelta(9), at), (at + timedelta(seconds=1), at + timedelta(9))):
        assert sum(queries.by_cause(first, last).values()) == 0


def test_a_contact_that_said_it_and_is_gone_is_not_linked(surprise, note, bob):
    interactions.delete(note.id, by=bob)
    item = queries.item(surprise.id)
    assert (item.missed_id, item.missed_gone, item.cause) == (None, True, Cause.NOT_READ)
    note.delete_instance()
    item = queries.item(surprise.id)
    assert (item.missed_id, item.missed_gone) == (None, True)
    assert queries.around([note.id]) == []


def test_of_a_year_at_a_customer_no_more_is_read_than_is_shown(surprised, call, customer, alice, statements):
    for days in range(1, 6):
        surprised(days=days)
    for _number in range(3):
        interactions.delete(surprised().interaction_id, by=alice)
    with statements() as heard:
        found = queries.of_customer(customer.id, clock.now() - timedelta(days=365), 3)
    assert [one.id for one in found] == [1, 2, 3]
    assert len(heard) == 2 and "LIMIT" in heard[0]


def test_what_stood_nowhere_is_not_gone(surprised):
    item = queries.item(surprised().id)
    assert (item.missed_id, item.missed_gone, item.missed_title) == (None, False, "")


def test_ten_more_cost_one_query_as_before(surprised, query_count, alice):
    for number in range(11):
        surprised(days=number, stood=bool(number % 2))
        with query_count() as count:
            assert len(queries.page(Filters()).rows) == number + 1
            assert count() == 1
        with query_count() as count:
            queries.around(range(1, 30))
            assert count() == 2


def test_the_list_is_narrowed_to_days_of_the_companys_clock(surprise):
    """Winter time ends the day an hour later than UTC does."""
    day = date(2026, 11, 16)
    for moment, shown in (
        ("2026-11-15T23:59:59+01:00", False),
        ("2026-11-16T00:00:00+01:00", True),
        ("2026-11-16T23:59:59+01:00", True),
        ("2026-11-17T00:00:00+01:00", False),
    ):
        Surprise.update(created_at=factories.at(moment)).execute()
        assert bool(queries.page(Filters(first=day, last=day)).rows) == shown, moment
    assert queries.page(Filters(first=day)).rows and not queries.page(Filters(last=day)).rows
