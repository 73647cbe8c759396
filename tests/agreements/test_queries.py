"""The list: what stands on it, in what order, narrowed how, page by page; and how many were kept."""

from datetime import date, timedelta

import pytest

from crm import clock
from crm.agreements import headings, queries
from crm.agreements.models import Agreement
from crm.agreements.queries import Filters
from crm.customers import actions as customers
from tests import factories
from tests.databases import plan

DAY = timedelta(days=1)


@pytest.fixture
def listed(today):
    """``listed(state="kept")``: what stands on the list."""
    return lambda **about: [one.body for one in queries.page(Filters(**about), today).rows]


def test_what_is_open_stands_soonest_first_with_ends_at_their_day_and_no_date_last(agree, listed):
    agree("zonder", days=None)
    agree("later", days=9)
    agree("korting", kind="discount", days=None, ends=2)
    agree("te laat", days=-3)
    agree("afgelopen", kind="discount", days=None, ends=-1)
    agree("nagekomen", state="kept")
    assert listed() == ["te laat", "korting", "later", "zonder"]
    assert listed(state="ended") == ["afgelopen"]


def test_each_state_has_its_list_the_newest_day_first(agree, listed):
    agree("open", days=1)
    agree("op tijd", days=-1, state="kept", settled=-1)
    agree("zonder dag", days=None, state="kept")
    agree("te laat", days=-2, state="kept", settled=-1)
    agree("gebroken", days=-4, state="broken")
    agree("ingetrokken", days=-5, state="withdrawn")
    assert listed(state="kept") == ["op tijd", "zonder dag"]
    assert (listed(state="late"), listed(state="broken")) == (["te laat"], ["gebroken"])
    assert listed(state="withdrawn") == ["ingetrokken"]
    assert listed(state="all") == ["open", "op tijd", "te laat", "gebroken", "ingetrokken", "zonder dag"]


def test_it_narrows_to_customer_departments_side_kind_days_and_mine(agree, listed, alice, bob, contact, today):
    wasserij = factories.customer("Wasserij Steenbeek")
    theirs = factories.interaction(wasserij, by=bob)
    agree("hier", days=1, departments=[bob.department])
    agree("daar", days=2, contact=theirs, kind="term", side="they", by=alice)
    agree("elders", days=3, contact=theirs)
    assert listed(customer=wasserij.id) == ["daar", "elders"]
    assert listed(department=alice.department_id) == ["hier"]  # Alice logged that contact, though Bob wrote it down
    assert listed(must_know=bob.department_id) == ["hier"] and listed(must_know=alice.department_id) == []
    assert listed(side="they") == listed(kind="term") == ["daar"]
    assert listed(first=today + 2 * DAY) == ["daar", "elders"] and listed(last=today + 2 * DAY) == ["hier", "daar"]
    assert listed(mine=alice) == ["hier", "daar"]  # at a customer of hers, and made by her


@pytest.mark.parametrize("state", ["open", "kept", "all"])
def test_pages_follow_each_other_without_a_gap_or_double(agree, today, state):
    for number, days in enumerate((None, -1, -1, -2, None, -2, -1)):
        agree(str(number), days=days, state="open" if state == "open" else "kept", settled=-9)
    for number, ends in enumerate((4, 2, 4, 0)):  # and a price that holds until then, one of them due as well
        agree(f"prijs {number}", kind="price", days=4 if number == 1 else None, ends=ends)
    filters = Filters(state=state)
    whole, seen, after = [one.id for one in queries.page(filters, today).rows], [], ""
    for _turn in range(9):
        page = queries.page(filters, today, after, size=2)
        seen += [one.id for one in page.rows]
        after = page.next_cursor
        if not after:
            break
    assert seen == whole and len(whole) == {"open": 11, "kept": 7, "all": 11}[state]
    days = [one.day or date.max for one in queries.page(filters, today).rows]
    assert state != "open" or days == sorted(days)


def test_ten_more_cost_no_more_queries(agree, alice, bob, today, query_count):
    costs = []
    for _turn in range(2):
        for number in range(5):
            agree(str(number), departments=[alice.department, bob.department])
        with query_count() as count:
            queries.page(Filters(), today)
            costs.append(count())
    assert costs == [4, 4]


@pytest.mark.sqlite("its plan")
def test_what_is_open_is_found_by_an_index(agree, today):
    agree()
    query = queries.select().where((Agreement.state == "open") & (Agreement.due_on <= today))
    assert "USING INDEX agreement_state_due_on_id (state=? AND due_on<?)" in plan(query)


def test_headings_follow_from_the_day_alone():
    sunday = date(2026, 11, 22)
    for day, says in [
        (sunday - DAY, "Late"),
        (sunday, "This week"),
        (sunday + DAY, "Later"),
        (None, "Without a date"),
        (headings.NO_DAY, "Without a date"),
    ]:
        assert str(headings.heading(day, sunday)) == says
    assert str(headings.heading(sunday, sunday - 6 * DAY)) == "This week"


def test_of_customer_says_what_is_open_and_for_sixty_days_what_was_for_once(agree, customer, query_count):
    agree("open", days=5)
    agree("net", kind="discount", days=None, ends=-60)
    agree("lang", kind="discount", days=None, ends=-61)
    agree("verrekend", kind="discount", days=None, ends=-1, state="kept")
    agree("gebroken", kind="discount", days=None, ends=-1, state="broken")
    agree("klaar", state="kept")
    assert [one.body for one in queries.of_customer(customer.id)] == ["open", "net", "verrekend"]
    empty = factories.customer("Wasserij Steenbeek")
    with query_count() as count:
        assert queries.of_customer(empty.id) == [] and queries.broken_at(empty.id, 5) == []
        assert count() == 2


def test_what_we_broke_in_the_last_year_and_nothing_else(agree, customer, today):
    old = agree("ouder", days=-1, state="broken")
    Agreement.update(settled_on=today - 366 * DAY).where(Agreement.id == old.id).execute()
    agree("wij", state="broken")
    agree("zij", state="broken", side="they")
    assert [one.body for one in queries.broken_at(customer.id, 5)] == ["wij"]


@pytest.mark.parametrize(("moment", "there"), [("22:59:59", True), ("23:00:00", False)])
def test_the_year_of_what_we_broke_goes_by_the_company_s_day(agree, customer, monkeypatch, moment, there):
    old = agree(days=-1, state="broken")
    Agreement.update(settled_on=date(2025, 11, 22)).where(Agreement.id == old.id).execute()
    monkeypatch.setattr(clock, "now", lambda: factories.at(f"2026-11-22T{moment}+00:00"))  # 23:59 and 0:00 here
    assert bool(queries.broken_at(customer.id, 5)) is there


def made(contact, side: str, due_on: date, state: str, settled_on: date | None = None, **about) -> Agreement:
    """Straight into the table: as it was then."""
    row = {"customer": contact.customer_id, "interaction": contact, "created_at": contact.created_at}
    about |= {"side": side, "kind": "delivery", "body": "leveren", "due_on": due_on, "state": state}
    return Agreement.create(**row, **about, updated_at=contact.created_at, settled_on=settled_on)


def test_the_rate_counts_what_was_due_in_the_year_before_and_by_quarter(contact):
    on = date(2026, 11, 22)
    made(contact, "we", date(2025, 11, 21), "kept", date(2025, 11, 21))  # a year and a day ago
    made(contact, "we", date(2025, 11, 22), "kept", date(2025, 11, 22))
    made(contact, "we", date(2026, 9, 30), "kept", date(2026, 10, 2))
    made(contact, "we", date(2026, 10, 1), "broken", date(2026, 10, 2))
    made(contact, "we", date(2026, 11, 21), "open")
    made(contact, "we", date(2026, 11, 22), "open")  # today is not over
    made(contact, "we", date(2026, 11, 1), "withdrawn", date(2026, 11, 1))
    made(contact, "they", date(2026, 11, 1), "kept", date(2026, 11, 1))
    made(contact, "we", date(2026, 11, 1), "kept", date(2026, 11, 1), deleted_at=contact.created_at)
    found = queries.rate(on)
    assert (found.year.due, found.year.kept, found.year.late) == (4, 2, 1)
    named = {(one.year, one.number): (one.we.due, one.we.kept, one.they.due) for one in found.quarters}
    assert list(named.items()) == [
        ((2026, 4), (2, 0, 1)),
        ((2026, 3), (1, 1, 0)),
        ((2026, 2), (0, 0, 0)),
        ((2026, 1), (0, 0, 0)),
        ((2025, 4), (2, 2, 0)),
    ]


@pytest.mark.parametrize(("on", "first"), [(date(2028, 2, 29), (2027, 1)), (date(2026, 1, 1), (2025, 1))])
def test_quarters_begin_also_on_a_leap_day_and_on_new_years_day(contact, on, first):
    quarters = queries.rate(on).quarters
    assert (quarters[-1].year, quarters[-1].number) == first and len(quarters) == 5


def test_a_customer_in_the_bin_takes_its_agreements_along(agree, customer, listed, diana, today):
    agree(days=-1, state="broken")
    customers.delete(customer.id, by=diana)
    assert listed(state="all") == [] and queries.rate(today).year.due == 0
