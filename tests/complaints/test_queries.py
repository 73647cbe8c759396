"""Lists of complaints and of lessons: their order, their filters and their pages."""

from datetime import date, timedelta

import pytest

from crm.complaints import actions, queries
from crm.complaints.actions import Step
from crm.complaints.models import Complaint
from crm.complaints.queries import Filters
from crm.complaints.queries.lists import Page
from tests import factories

DAY = timedelta(days=1)


def bodies(filters: Filters | None = None, size: int = 30) -> list[str]:
    """Of all pages, one after the other."""
    found, after = [], ""
    while page := queries.page(filters or Filters(), after, size):
        found += [one.body for one in page.rows]
        if not (after := page.next_cursor):
            return found


@pytest.fixture
def some(complain, customer, alice):
    """Two open ones and two that are over, of different days."""
    for days, state in ((1, "received"), (4, "answered"), (2, "solved"), (3, "learnt")):
        told = factories.interaction(customer, by=alice, ago=days * DAY)
        complain(f"{state} {days}", told=told, state=state)


@pytest.mark.parametrize("size", [1, 2, 3, 30])
def test_what_is_open_longest_stands_first_and_what_is_over_last(some, size):
    assert bodies(size=size) == ["answered 4", "received 1", "solved 2", "learnt 3"]


def test_a_cursor_that_was_never_given_out_is_the_first_page(some):
    for after in ("x", "o", "n1.2.3", "oniets"):
        assert queries.page(Filters(state="open"), after).rows == [] or after[0] != "o"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(state="open"), ["answered 4", "received 1"]),
        (Filters(state="learnt"), ["learnt 3"]),
        (Filters(cause="none"), []),
        (Filters(customer=999), []),
        (Filters(department=999), []),
        (Filters(owner=999), []),
    ],
)
def test_filters_narrow_the_list(some, filters, found):
    assert bodies(filters) == found


def test_department_is_that_of_the_contact_and_owner_who_sees_to_it(complain, customer, alice, bob):
    elsewhere = factories.user("Frits de Boer", department="Magazijn")
    complain("Verkeerd geleverd.", told=factories.interaction(customer, by=elsewhere), owner_id=alice.id)
    complain()
    assert bodies(Filters(department=elsewhere.department_id)) == ["Verkeerd geleverd."]
    assert bodies(Filters(owner=alice.id)) == ["Verkeerd geleverd."]


def test_days_are_those_of_the_company_both_included_and_of_the_moment_that_is_asked(complain, bob):
    made = complain(state="solved")
    received, solved = factories.at("2026-10-24T23:30+02:00"), factories.at("2026-10-25T23:30+01:00")  # clocks go back
    moments = {"received_at": received, "answered_at": solved, "solved_at": solved}
    Complaint.update(moments).where(Complaint.id == made.id).execute()
    first, last = date(2026, 10, 24), date(2026, 10, 25)
    for by, day in (("received", first), ("solved", last)):
        assert len(bodies(Filters(first=day, last=day, date=by))) == 1
        assert bodies(Filters(first=day + DAY, date=by)) == bodies(Filters(last=day - DAY, date=by)) == []
    assert bodies(Filters(first=first, date="learnt")) == []


def test_days_open_and_late_go_by_the_companys_calendar(complain):
    made = complain(due_on=factories.today())
    item = queries.item(made.id)
    assert (str(item.said_state), item.late) in (("open since today", False), ("1 day open", False))
    yesterday = factories.today() - DAY
    Complaint.update(due_on=yesterday, received_at=made.received_at - 4 * DAY).where(Complaint.id == made.id).execute()
    item = queries.item(made.id)
    assert item.late and "days open" in str(item.said_state)


def test_how_long_it_took_is_said_in_words(complain, bob, contact):
    made = complain()
    actions.answer(made.id, Step(contact.occurred_at + timedelta(minutes=20)), by=bob)
    hours = timedelta(hours=3)
    Complaint.update(received_at=contact.occurred_at - hours).where(Complaint.id == made.id).execute()
    assert str(queries.item(made.id).answered_after) == "after 3 hours"
    actions.solve(made.id, Step(remedy="Vervangen."), by=bob)
    Complaint.update(received_at=contact.occurred_at - 4 * DAY).where(Complaint.id == made.id).execute()
    assert str(queries.item(made.id).said_state) == "solved after 4 days"


def test_lessons_come_newest_first_and_are_found_by_words_cause_and_page(complain, customer, alice):
    for number in range(3):
        told = factories.interaction(customer, by=alice)
        made = complain(told=told, state="learnt", lesson=f"Les {number}.", cause=f"Oorzaak {number}")
        Complaint.update(learnt_at=made.learnt_at - number * DAY).where(Complaint.id == made.id).execute()
    complain(state="solved", lesson="Nog niet geleerd.")

    def lessons(q: str = "", cause: str = "", after: str = "", size: int = 30) -> Page:
        return queries.lessons(q, lambda words, limit: [told.id], cause, after, size)

    assert [one.lesson for one in lessons().rows] == ["Les 0.", "Les 1.", "Les 2."]
    assert [one.lesson for one in lessons("pomp").rows] == ["Les 2."]
    assert [one.lesson for one in lessons(cause=str(lessons().rows[1].cause_id)).rows] == ["Les 1."]
    first = lessons(size=2)
    assert [one.lesson for one in lessons(after=first.next_cursor, size=2).rows] == ["Les 2."]


def test_ten_more_cost_no_more_queries(complain, query_count):
    counts = []
    for _more in (1, 10):
        for state in ("received", "learnt"):
            for _number in range(_more):
                complain(state=state)
        with query_count() as count:
            queries.page(Filters())
            counts.append(count())
    assert counts[0] == counts[1]
