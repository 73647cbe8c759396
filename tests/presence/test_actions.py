"""Who is there, for how long, and who stopped: with a clock that the tests set."""

from datetime import timedelta

import pytest

from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE
from crm.customers import actions as customers
from crm.errors import NotFound
from crm.journal import Change
from crm.presence import actions, queries
from crm.presence.models import Doing, Presence
from tests import factories

READS, CALLS, WRITES = Doing


def there(customer, now) -> list[tuple[str, str]]:
    """Who is there at that moment, and at what."""
    return [(one.user.name.split()[0], one.doing) for one in queries.rows(customer.id, now)]


def test_who_reads_is_there_for_twenty_seconds_after_the_last_that_was_heard(time, customer, alice):
    actions.beat(customer.id, READS, by=alice)
    assert there(customer, time.now() + timedelta(seconds=19)) == [("Alice", "reads")]
    assert there(customer, time.now() + timedelta(seconds=20)) == []
    for _beat in range(10):  # a page that is open all the time is never away in between
        time.on(seconds=8)
        actions.beat(customer.id, READS, by=alice)
        assert there(customer, time.now() + timedelta(seconds=8)) == [("Alice", "reads")]
    assert Presence.get().since_at == time.now() - timedelta(seconds=80)
    assert not Change.select().where(Change.kind == "presence").exists()


def test_who_leaves_is_gone_at_once(time, customer, alice, bob):
    for one in (alice, bob):
        actions.beat(customer.id, WRITES, by=one)
    actions.leave(customer.id, WRITES, by=alice)
    assert there(customer, time.now()) == [("Bob", "writes")]


def test_a_call_lasts_a_quarter_of_an_hour_without_a_page(time, customer, alice):
    actions.beat(customer.id, CALLS, by=alice)
    assert there(customer, time.now() + timedelta(seconds=899)) == [("Alice", "calls")]
    assert there(customer, time.now() + timedelta(seconds=900)) == []


def test_reading_and_writing_go_on_beside_a_call_and_do_not_make_it_longer(time, customer, alice):
    began = time.now()
    actions.beat(customer.id, CALLS, by=alice)
    actions.leave(customer.id, READS, by=alice)  # the page on which the number stood
    while time.on(seconds=8) < began + timedelta(minutes=15):
        actions.beat(customer.id, WRITES, by=alice)
        assert there(customer, time.now()) == [("Alice", "calls")]
    actions.beat(customer.id, WRITES, by=alice)
    assert there(customer, time.now()) == [("Alice", "writes")]


def test_logging_a_contact_with_the_customer_ends_the_call(time, customer, alice, bob):
    other = factories.customer("Wasserij Steenbeek")
    for one in (alice, bob):
        actions.beat(customer.id, CALLS, by=one)
    factories.interaction(other, by=alice)
    assert there(customer, time.now()) == [("Alice", "calls"), ("Bob", "calls")]
    factories.interaction(customer, by=alice)
    assert there(customer, time.now()) == [("Bob", "calls")]


def test_who_leaves_the_page_of_the_call_stops_calling_within_twenty_seconds(time, customer, alice):
    actions.beat(customer.id, CALLS, by=alice)
    actions.leave(customer.id, CALLS, by=alice)
    assert there(customer, time.now() + timedelta(seconds=19)) == [("Alice", "calls")]
    assert there(customer, time.now() + timedelta(seconds=20)) == []


def test_who_looks_something_up_meanwhile_is_still_calling(time, customer, alice):
    actions.beat(customer.id, CALLS, by=alice)
    actions.leave(customer.id, CALLS, by=alice)
    for _beat in range(5):
        time.on(seconds=8)
        actions.beat(customer.id, READS, by=alice)
    assert there(customer, time.now()) == [("Alice", "calls")]
    actions.beat(customer.id, CALLS, by=alice)  # back on the page of the call
    assert Presence.get().until_at == Presence.get().since_at + actions.CALL


def test_who_is_on_the_phone_stands_first_then_who_writes_then_by_name(time, customer, alice, bob, charlie, diana):
    for one, doing in ((alice, READS), (charlie, READS), (bob, WRITES), (diana, CALLS)):
        actions.beat(customer.id, doing, by=one)
    assert [name for name, _doing in there(customer, time.now())] == ["Diana", "Bob", "Alice", "Charlie"]


def test_a_colleague_who_was_disabled_is_not_there(time, customer, alice, bob):
    actions.beat(customer.id, READS, by=bob)
    accounts.disable_user(bob, by=CONSOLE)
    assert there(customer, time.now()) == []


def test_at_a_customer_that_is_not_there_nobody_can_be(time, customer, alice):
    customers.delete(customer.id, by=CONSOLE)
    for id in (customer.id, 999):
        with pytest.raises(NotFound):
            actions.beat(id, READS, by=alice)
    assert not Presence.select().exists()


def test_rows_of_who_left_without_a_word_are_cleared_away_some_at_a_time(time, alice, bob):
    places = [factories.customer(f"Kwekerij {number}", city="") for number in range(actions.BATCH + 5)]
    for place in places:
        actions.beat(place.id, READS, by=alice)
    time.on(minutes=2)
    actions.beat(places[0].id, READS, by=bob)
    assert Presence.select().count() == 5 + 1
    time.on(seconds=8)
    actions.beat(places[1].id, READS, by=bob)
    assert Presence.select().count() == 2
