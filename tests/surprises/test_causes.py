"""Why we did not know, at every edge: equal seconds, a day exactly, five minutes exactly."""

from datetime import timedelta

import pytest

from crm.consults.models import Consult
from crm.search import actions as searching
from crm.search.models import RecentSearch
from crm.surprises import actions, causes
from crm.surprises.causes import Known
from crm.surprises.models import Cause
from tests import factories
from tests.surprises.conftest import logged

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
TOLD = factories.at("2026-11-20T10:00:00+00:00")


@pytest.mark.parametrize(
    ("known", "cause"),
    [
        (Known(TOLD, None), Cause.NOT_LOGGED),
        (Known(TOLD, None, searched=True, looked=True), Cause.NOT_LOGGED),
        (Known(TOLD, TOLD + SECOND), Cause.TOO_LATE),
        (Known(TOLD, TOLD + SECOND, searched=True, looked=True), Cause.TOO_LATE),
        (Known(TOLD, TOLD), Cause.NOT_READ),
        (Known(TOLD, TOLD - DAY), Cause.NOT_READ),
        (Known(TOLD, TOLD - DAY, searched=True), Cause.NOT_FOUND),
        (Known(TOLD, TOLD - DAY, looked=True), Cause.NOT_FOUND),
    ],
)
def test_the_rule(known, cause):
    assert causes.cause(known) == cause


def test_each_cause_has_words_of_its_own_and_something_that_helps():
    assert set(causes.WORDS) == set(Cause)
    told = {text for words in causes.WORDS.values() for text in (words.name, words.said, words.helps)}
    assert len(told) == 3 * len(Cause)


def searched(user, q: str, at) -> None:
    searching.searched(q, found=True, seen_id=0, today=factories.today(), by=user)
    RecentSearch.update(at=at).where((RecentSearch.user == user) & (RecentSearch.query == q)).execute()


def looked(user, customer, started, last=None, brief=None) -> None:
    Consult.create(user=user, customer=customer, started_at=started, last_at=last or started, brief_at=brief)


def test_what_stands_nowhere_was_not_logged(call, alice):
    assert actions.mark(call.id, None, by=alice)[0].cause == Cause.NOT_LOGGED


def test_what_was_logged_a_second_after_it_was_told_was_too_late_and_in_the_same_second_was_not(call, note, alice):
    logged(note, call.occurred_at + SECOND)
    assert causes.of(call, note) == Cause.TOO_LATE
    logged(note, call.occurred_at)
    assert causes.of(call, note) == Cause.NOT_READ


def test_only_when_it_was_written_down_counts_not_when_it_took_place(call, note, alice):
    note.occurred_at = call.occurred_at + timedelta(minutes=30)  # a clock that is off
    note.save()
    assert causes.of(call, note) == Cause.NOT_READ
    note.occurred_at = call.occurred_at - timedelta(days=30)
    note.save()
    assert causes.of(call, logged(note, call.occurred_at + timedelta(days=3))) == Cause.TOO_LATE


@pytest.mark.parametrize(
    ("q", "in_vain"),
    [
        ("pomp geleverd week", True),  # "pomp" leads there, "geleverd" does not
        ("kwekerij prijsverhoging", True),  # so does the customer's name
        ("levering uitgesteld", False),  # found, and not read
        ("kwekerij", False),  # to open the customer: it is among the hits
        ("lverinng uitgesteld", False),  # misspelt, and found all the same
        ("creditnota", False),  # about something else
        ("kanaal:brief", False),  # no word at all
        ("de het een", False),
        ("((( -", False),
    ],
)
def test_a_search_was_in_vain_where_a_word_leads_there_and_the_whole_does_not(call, note, alice, q, in_vain):
    searched(alice, q, call.occurred_at - MINUTE)
    assert causes.of(call, note) == (Cause.NOT_FOUND if in_vain else Cause.NOT_READ)


@pytest.mark.parametrize(
    ("before", "counts"),
    [(DAY, True), (DAY + SECOND, False), (timedelta(0), True), (-SECOND, False)],
)
def test_searches_count_for_a_day_and_up_to_the_moment_itself(call, note, alice, before, counts):
    logged(note, call.occurred_at - 3 * DAY)
    searched(alice, "pomp geleverd", call.occurred_at - before)
    assert causes.of(call, note) == (Cause.NOT_FOUND if counts else Cause.NOT_READ)


@pytest.mark.parametrize(("after", "counts"), [(timedelta(0), False), (SECOND, True), (-MINUTE, False)])
def test_a_search_counts_only_once_it_stood_there(call, note, alice, after, counts):
    logged(note, call.occurred_at - timedelta(hours=2))
    searched(alice, "pomp geleverd", note.created_at + after)
    assert causes.of(call, note) == (Cause.NOT_FOUND if counts else Cause.NOT_READ)


def test_what_a_colleague_searched_or_looked_at_does_not_count(call, note, customer, bob):
    searched(bob, "pomp geleverd", call.occurred_at - MINUTE)
    looked(bob, customer, call.occurred_at - timedelta(hours=1))
    assert causes.of(call, note) == Cause.NOT_READ


def test_an_imported_contact_of_nobody_has_no_searches(call, note, alice):
    searched(alice, "pomp geleverd", call.occurred_at - MINUTE)
    looked(alice, call.customer_id, call.occurred_at - timedelta(hours=1))
    call.author = None
    call.save()
    assert causes.of(call, note) == Cause.NOT_READ


@pytest.mark.parametrize(
    ("before", "counts"),
    [(5 * MINUTE, True), (5 * MINUTE - SECOND, False), (timedelta(0), False), (timedelta(hours=23), True)],
)
def test_a_timeline_counts_as_looked_at_unless_it_was_opened_only_to_write(call, note, alice, customer, before, counts):
    looked(alice, customer, call.occurred_at - before)
    assert causes.of(call, note) == (Cause.NOT_FOUND if counts else Cause.NOT_READ)


@pytest.mark.parametrize(("before", "counts"), [(SECOND, True), (timedelta(0), True), (-SECOND, False)])
def test_the_brief_counts_up_to_the_moment_itself(call, note, alice, customer, before, counts):
    at = call.occurred_at - before
    looked(alice, customer, at, brief=at)
    assert causes.of(call, note) == (Cause.NOT_FOUND if counts else Cause.NOT_READ)


@pytest.mark.parametrize(("after", "counts"), [(timedelta(0), False), (SECOND, True), (-MINUTE, False)])
def test_whoever_looked_before_it_was_logged_could_not_see_it(call, note, alice, customer, after, counts):
    logged(note, call.occurred_at - timedelta(hours=2))
    looked(alice, customer, note.created_at + after, brief=note.created_at + after)
    assert causes.of(call, note) == (Cause.NOT_FOUND if counts else Cause.NOT_READ)


def test_one_sitting_that_began_before_and_went_on_after_it_was_logged_counts_by_its_last_look(call, note, alice):
    logged(note, call.occurred_at - timedelta(hours=1))
    looked(alice, call.customer_id, note.created_at - MINUTE, last=note.created_at + 20 * MINUTE)
    assert causes.of(call, note) == Cause.NOT_FOUND


def test_another_customer_was_looked_at(call, note, alice):
    other = factories.customer("Bakkerij Smit")
    looked(alice, other, call.occurred_at - timedelta(hours=1))
    assert causes.of(call, note) == Cause.NOT_READ


def test_what_needs_no_asking_asks_nothing(call, note, query_count):
    logged(note, call.occurred_at + SECOND)
    with query_count() as count:
        causes.of(call, note), causes.of(call, None)
        assert count() == 0


def test_after_one_search_in_vain_the_others_are_not_tried(call, note, alice, query_count):
    costs = []
    for number in range(10):
        searched(alice, f"pomp geleverd {number}", call.occurred_at - MINUTE)
        with query_count() as count:
            causes.of(call, note)
            costs.append(count())
    assert len(set(costs)) == 1
