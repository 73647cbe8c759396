"""Customers gone silent: three times as long as is usual there, between two months and a year."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import CONSOLE
from crm.customers.models import Customer
from crm.interactions import actions, silence
from tests import factories

DAY = timedelta(days=1)


@pytest.fixture
def dairy(alice):
    return factories.customer("Zuivelhoeve Oudewater", owner=alice)


def contacts(at, by, *days_ago: int, **values) -> None:
    """One contact on each of these days, counted back from now."""
    for ago in days_ago:
        factories.interaction(at, by=by, ago=ago * DAY, **values)


def begun(days_back: int = 0) -> list[silence.Silent]:
    """In the week that ended so many days ago."""
    ends_at = clock.now() - days_back * DAY
    return silence.begun(Customer.deleted_at.is_null(), ends_at - 7 * DAY, ends_at)


@pytest.mark.parametrize(
    ("days", "limit", "usual"),
    [
        ([0, 7, 14, 21], 60, 7),  # three weeks are nothing yet
        ([0, 30, 60, 90], 90, 30),
        ([0, 30, 30, 60, 90], 90, 30),  # twice on a day is one day
        ([0, 300, 600], 365, 300),
        ([0, 30], 365, None),
        ([5], 365, None),
    ],
)
def test_how_long_a_silence_is_still_ordinary(days, limit, usual):
    assert silence.allowed(days) == (limit, usual)


def test_a_customer_is_told_of_once_in_the_week_in_which_its_silence_became_remarkable(dairy, alice):
    contacts(dairy, alice, 94, 124, 154, 184)
    (found,) = begun()
    assert (found.customer_id, found.name, found.usual) == (dairy.id, dairy.name, 30)
    assert begun(7) == []
    contacts(dairy, alice, 1)
    assert begun() == []
    assert [one.name for one in begun(2)] == [dairy.name], "as it stood at the end of that week"


def test_an_attempt_or_a_note_among_ourselves_does_not_break_a_silence_nor_does_what_is_in_the_bin(dairy, alice):
    contacts(dairy, alice, 62, 72, 82)
    contacts(dairy, alice, 5, body="", reached=False)
    contacts(dairy, alice, 4, channel="note", direction="internal")
    gone = factories.interaction(dairy, by=alice, ago=3 * DAY)
    assert begun() == []
    actions.delete(gone.id, by=CONSOLE)
    assert len(begun()) == 1


def test_only_the_last_contacts_say_what_is_usual(dairy, alice):
    contacts(dairy, alice, *(62 + 5 * number for number in range(12)))
    contacts(dairy, alice, *range(500, 1500, 100))
    assert [one.usual for one in begun()] == [5]


@pytest.mark.parametrize("change", [{"status": "former"}, {"status": "prospect"}, {"deleted_at": clock.now()}])
def test_only_customers_we_do_business_with_go_silent(dairy, alice, change):
    contacts(dairy, alice, 62, 72, 82)
    assert len(begun()) == 1
    Customer.update(change).execute()
    assert begun() == []


def test_who_never_had_contact_is_not_silent(dairy):
    assert begun() == []


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        (None, "12 weeks without contact"),
        (2, "12 weeks without contact, usually several times a week"),
        (7, "12 weeks without contact, usually every week"),
        (21, "12 weeks without contact, usually every 3 weeks"),
        (91, "12 weeks without contact, usually every 3 months"),
    ],
)
def test_the_sentence(usual, said):
    now = clock.now()
    assert str(silence.said(silence.Silent(1, "x", now - 84 * DAY, usual), now)) == said


def lasting(before=None) -> silence.Lasting:
    return silence.lasting(Customer.deleted_at.is_null(), clock.now(), before)


def test_all_that_are_silent_now_by_how_many_times_as_long_as_usual_and_then_who_has_no_rhythm(dairy, alice):
    contacts(dairy, alice, 94, 124, 154, 184)  # 94 days of the 90 that are ordinary
    bakery, mill, garage = (factories.customer(name) for name in ("Bakkerij Kuipers", "Molen De Hoop", "Garage Blok"))
    contacts(bakery, alice, 300, 307, 314)  # 43 times as long as usual
    contacts(mill, alice, 50, 51, 52)  # not yet two months
    contacts(garage, alice, 900)
    found = lasting()
    assert [one.name for one in found.rows] == ["Bakkerij Kuipers", "Zuivelhoeve Oudewater", "Garage Blok"]
    assert found.back_to is None
    assert [one.name for one in lasting(clock.now() - 365 * DAY).rows] == ["Garage Blok"]
    contacts(bakery, alice, 1)
    assert len(lasting().rows) == 2 and [one.name for one in lasting(clock.now() - 200 * DAY).rows] == ["Garage Blok"]


@pytest.mark.parametrize("few", [0, 100], ids=["walking back", "asking each customer"])
def test_of_many_customers_those_further_back_come_next_and_none_is_lost(dairy, alice, monkeypatch, few):
    monkeypatch.setattr(silence, "AT_ONCE", 2)
    monkeypatch.setattr(silence, "FEW", few)
    days = {"Een": 400, "Twee": 410, "Drie": 410, "Vier": 420, "Vijf": 500}
    now = clock.now().replace(minute=0)
    for name, ago in days.items():
        at = factories.customer(name)
        factories.interaction(at, by=alice, occurred_at=now - ago * DAY)
        factories.interaction(at, by=alice, occurred_at=now - DAY, body="", reached=False)
    found, before = [], None
    for _page in days:
        page = lasting(before)
        found += [one.name for one in page.rows]
        if (before := page.back_to) is None:
            break
    assert sorted(found) == sorted(days)
