"""How often departments looked before they called: live and counted weeks together, and never one person."""

from datetime import date, timedelta

import pytest

from crm.accounts.models import Role
from crm.consults import actions, keeping, queries, table
from tests import factories
from tests.conftest import text_of


@pytest.fixture(autouse=True)
def ninety_days(app):
    keeping.live_in(90)


def week(time, customer, by, monday: str, looked: int, outgoing: int):
    """``by`` called so often that week, and looked before the first so many."""
    time.time = factories.at(f"{monday}T08:00:00+02:00")
    for number in range(outgoing):
        time.on(hours=3)
        if number < looked:
            actions.look(customer.id, brief=True, by=by)
            time.on(minutes=1)
        factories.interaction(customer, by=by, body=f"Gebeld over {monday}, {number}.")


def test_counted_and_live_weeks_stand_in_one_row(time, customer, alice, bob, statements):
    week(time, customer, alice, "2026-08-17", looked=1, outgoing=3)
    week(time, customer, alice, "2026-08-24", looked=2, outgoing=2)
    week(time, customer, bob, "2026-11-16", looked=0, outgoing=1)
    time.time = factories.at("2026-11-22T04:00:00+01:00")
    before = queries.share(date(2026, 8, 17), date(2026, 11, 22))
    actions.forget_some()
    with statements() as seen:
        after = queries.share(date(2026, 8, 17), date(2026, 11, 22))
    assert after == before
    assert [(one.week, one.department_id, one.outgoing, one.consulted) for one in after] == [
        ("2026-W34", alice.department_id, 3, 1),
        ("2026-W35", alice.department_id, 2, 2),
        ("2026-W47", bob.department_id, 1, 0),
    ]
    assert len(seen) == 4  # the company's clock, what was counted, what was counted last, what is live


def test_of_weeks_before_anybody_was_seen_looking_nothing_is_known(time, customer, alice):
    week(time, customer, alice, "2026-11-02", looked=0, outgoing=2)
    assert queries.share(date(2026, 11, 1), date(2026, 11, 22)) == []
    week(time, customer, alice, "2026-11-16", looked=1, outgoing=2)
    assert [one.week for one in queries.share(date(2026, 11, 1), date(2026, 11, 22))] == ["2026-W47"]


def test_the_page_is_for_managers_and_names_departments_never_people(login, time, customer, alice, diana):
    for name in ("Sanne Bakker", "Jan Mol"):
        factories.user(name)
    manager = factories.user("Petra Visser", department="Directie", role=Role.MANAGER)
    week(time, customer, alice, "2026-11-16", looked=1, outgoing=3)
    assert login(alice).get("/consults/").status_code == 403
    for who in (manager, diana):
        page = text_of(login(who).get("/consults/"))
        main = page[page.index("<main") : page.index("</main>")]
        assert "before 1 of 3 outgoing contacts" in main and "Verkoop" in main and "33%" in main
        assert "Alice" not in main and "Sanne" not in main


def test_a_department_of_two_never_stands_alone(time, customer, alice, bob):
    factories.user("Marja Oosterbaan", department="Administratie")
    week(time, customer, bob, "2026-11-16", looked=1, outgoing=1)
    day = date(2026, 11, 16)
    together = table.table(day, day)  # Verkoop, Binnendienst and Administratie have one each
    assert together.columns == [None] and together.total.outgoing == 1
    for name in ("Sanne Bakker", "Jan Mol"):
        factories.user(name)
    apart = table.table(day, day)
    assert [one.name for one in apart.columns] == ["Verkoop"] and apart.total.outgoing == 0
    assert [one.name for one in apart.left_out] == ["Binnendienst", "Administratie"]


def test_an_empty_file_says_what_will_come(login, diana):
    assert "Nothing can be counted yet" in text_of(login(diana).get("/consults/"))


def test_twelve_weeks_are_shown_the_newest_first(time, alice):
    time.time = factories.at("2027-01-06T12:00:00+01:00")
    day = date(2027, 1, 6)
    shown = [row.week.name for row in table.table(day - timedelta(weeks=11), day).rows]
    assert shown[:3] == ["2027-W01", "2026-W53", "2026-W52"] and len(shown) == 12
