"""Which warnings hold: by the day of the company, wherever the reader is."""

from datetime import date, timedelta

import pytest

from crm import clock
from crm.accounts.models import CONSOLE
from crm.company import actions as company
from crm.headsups import actions, queries
from crm.headsups.models import HeadsUp
from tests import factories


def bodies(found) -> list[str]:
    return [item.body for item in found]


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("2026-11-27T00:00:00+01:00", True),
        ("2026-11-27T23:59:59+01:00", True),
        ("2026-11-28T00:00:00+01:00", False),
        ("2026-11-27T23:30:00+00:00", False),  # it is Saturday in Amsterdam, though not in London
    ],
)
def test_it_holds_until_midnight_of_its_day_in_amsterdam(warn, customer, monkeypatch, moment, holds):
    HeadsUp.update(until_on=date(2026, 11, 27)).where(HeadsUp.id == warn().id).execute()
    monkeypatch.setattr(clock, "now", lambda: factories.at(moment))
    assert bool(queries.of_customer(customer.id)) is holds


@pytest.mark.parametrize(
    ("day", "last_second", "first_after"),
    [  # the nights in which the clock goes forward and back: 23 and 25 hours
        (date(2026, 3, 29), "2026-03-29T21:59:59+00:00", "2026-03-29T22:00:00+00:00"),
        (date(2026, 10, 25), "2026-10-25T22:59:59+00:00", "2026-10-25T23:00:00+00:00"),
    ],
)
def test_a_day_of_23_or_25_hours_counts_to_its_end(warn, customer, monkeypatch, day, last_second, first_after):
    HeadsUp.update(until_on=day).where(HeadsUp.id == warn().id).execute()
    for moment, count in ((last_second, 1), (first_after, 0)):
        monkeypatch.setattr(clock, "now", lambda moment=moment: factories.at(moment))
        assert len(queries.of_customer(customer.id)) == count


def test_the_clock_that_the_company_chose_counts(warn, customer, monkeypatch):
    HeadsUp.update(until_on=date(2026, 11, 27)).where(HeadsUp.id == warn().id).execute()
    monkeypatch.setattr(clock, "now", lambda: factories.at("2026-11-28T03:00:00+00:00"))
    assert queries.of_customer(customer.id) == []
    company.edit("Van Rijnsbergen", "America/Curacao", by=CONSOLE)
    assert len(queries.of_customer(customer.id)) == 1  # 23:00 there


def test_what_ends_first_comes_first_and_what_ended_is_left_out(warn, customer, bob):
    for body, days in (("Later.", 9), ("Nu.", 0), ("Voorbij.", -1), ("Beëindigd.", 3), ("Straks.", 2)):
        made = warn(body, days)
    actions.end(HeadsUp.get(HeadsUp.body == "Beëindigd.").id, by=bob)
    assert bodies(queries.of_customer(customer.id)) == ["Nu.", "Straks.", "Later."]
    assert made.customer_id == customer.id


def test_where_there_is_none_it_costs_one_query(customer, query_count):
    with query_count() as count:
        assert queries.of_customer(customer.id) == [] and count() == 1


def test_the_first_sentence_stands_out(warn, customer):
    warn("Bel dhr. De Vries niet voor 10 uur. Hij werkt ’s nachts. Anders Annelies.")
    [item] = queries.of_customer(customer.id)
    assert item.first == "Bel dhr. De Vries niet voor 10 uur."
    assert item.rest == "Hij werkt ’s nachts. Anders Annelies."


def test_a_page_goes_on_where_the_one_before_ended(warn, today):
    for number in range(7):
        warn(f"Nummer {number}.", days=number // 3)
    seen, after = [], ""
    while True:
        page = queries.page(None, today, after, size=3)
        seen += bodies(page.rows)
        if not (after := page.next_cursor):
            break
    assert seen == [f"Nummer {number}." for number in range(7)]


@pytest.mark.parametrize("cursor", ["x", "2026-11-20", "2026-13-40.1", "2026-11-20.x", ".", "2026-11-20.9999999999999"])
def test_a_cursor_that_makes_no_sense_is_the_first_page(warn, today, cursor):
    warn()
    assert len(queries.page(None, today, cursor).rows) == 1


def test_mine_are_those_i_made_and_those_at_my_customers(warn, alice, bob, today):
    warn("Bij Alice.")
    other = factories.customer("Wasserij Steenbeek")
    warn("Elders.", at=other)
    frits = factories.user("Frits de Boer")
    assert bodies(queries.page(alice, today).rows) == ["Bij Alice."]
    assert bodies(queries.page(bob, today).rows) == ["Bij Alice.", "Elders."]
    assert queries.page(frits, today).rows == []


def test_of_an_edition_only_what_still_holds(warn, today, bob):
    warn("Nieuw.")
    warn("Al voorbij.", days=-3)
    actions.end(warn("Beëindigd.").id, by=bob)
    now = clock.now()
    day = timedelta(days=1)
    [(new, _customer, until_on)] = queries.made_between(now - day, now + day)
    assert until_on == today + timedelta(days=14)
    assert bodies(queries.by_ids([new], today)) == ["Nieuw."]
    assert queries.made_between(now - day, now - timedelta(minutes=5)) == []
