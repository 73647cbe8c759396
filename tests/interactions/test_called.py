"""The log form after a number was tapped on the brief: it knows when, whom and how."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from crm import clock
from crm.interactions.models import Interaction
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice)


def asked(client, customer, called, person=None) -> str:
    query = {"customer": customer.id, "called": called} | ({"person": person.id} if person else {})
    answer = client.get("/interactions/new", query_string=query)
    assert answer.status_code == 200
    return text_of(answer)


def when(page: str) -> str:
    return re.search(r'id="when" name="when" value="([^"]*)"', page)[1]


def test_the_moment_the_person_and_the_way_are_filled_in(login, alice, customer):
    kees = factories.person(customer, "Kees de Wit")
    annelies = factories.person(customer, "Annelies van den Berg")
    factories.interaction(customer, by=alice, people=[kees], channel="visit")
    moment = clock.now() - timedelta(minutes=12)
    page = asked(login(alice), customer, int(moment.timestamp()), annelies)
    assert when(page) == f"{moment.astimezone(ZoneInfo('Europe/Amsterdam')):%d-%m-%Y %H:%M}"
    assert re.findall(r'name="people" value="(\d+)" checked', page) == [str(annelies.id)]
    assert re.search(r'name="channel" value="phone" checked', page)
    assert 'data-doing="calls"' in page and f'data-called="{int(moment.timestamp())}"' in page


def sent(client, customer, page: str, called: str, **typed):
    key = re.search(r'name="key"[^>]*value="([^"]+)"', page)[1]
    whole = {"key": key, "customer": customer.id, "own_page": "1", "channel": "phone", "direction_phone": "out"}
    return client.post("/interactions/", data=whole | {"when": when(page), "called": called} | typed)


def test_untouched_it_is_logged_at_the_very_second_and_changed_at_what_was_typed(login, alice, customer):
    client = login(alice)
    moment = (clock.now() - timedelta(minutes=12)).replace(second=48, microsecond=0)
    page = asked(client, customer, int(moment.timestamp()))
    called = re.search(r'name="called" value="(\d+)"', page)[1]
    refused = sent(client, customer, page, called, body="")
    assert refused.status_code == 422 and f'name="called" value="{called}"' in text_of(refused)
    assert sent(client, customer, page, called, body="Kees belt morgen terug.").status_code == 303
    assert Interaction.get().occurred_at == moment
    other = asked(client, customer, int(moment.timestamp()))
    sent(client, customer, other, called, body="Dat was gisteren.", when="20-11-2024 10:42")
    last = Interaction.select().order_by(Interaction.id.desc()).first()
    assert last.occurred_at == factories.at("2024-11-20T10:42:00+01:00")


def test_a_call_from_the_brief_counts_as_consulted(login, alice, customer):
    client = login(alice)
    client.post(f"/consults/{customer.id}", data={"page": "brief"})
    page = asked(client, customer, int(clock.now().timestamp()))
    called = re.search(r'name="called" value="(\d+)"', page)[1]
    sent(client, customer, page, called, body="Kees belt morgen terug.")
    assert "consulted" in text_of(client.get(f"/interactions/{Interaction.get().id}"))


def test_in_the_hour_that_autumn_has_twice_it_is_the_right_one(login, alice, customer, monkeypatch):
    second = factories.at("2024-10-27T02:30:00+01:00")
    monkeypatch.setattr(clock, "now", lambda: second + timedelta(minutes=3))
    assert when(asked(login(alice), customer, int(second.timestamp()))) == "27-10-2024 02:30 CET"


def test_a_telephone_that_runs_a_little_ahead_logs_now(login, alice, customer):
    ahead = int(clock.now().timestamp()) + 600
    now = clock.now().astimezone(ZoneInfo("Europe/Amsterdam"))
    assert when(asked(login(alice), customer, ahead)) in {
        f"{now + timedelta(minutes=m):%d-%m-%Y %H:%M}" for m in (0, 1)
    }


@pytest.mark.parametrize("called", ["", "x", "-1", "²", "9" * 40, "1", "99999999999"])
def test_a_moment_that_somebody_made_up_is_left_out(login, alice, customer, called):
    page = asked(login(alice), customer, called)
    assert when(page) == "" and "data-presence" not in page


def test_without_a_customer_nobody_is_called(login, alice, app):
    page = text_of(login(alice).get(f"/interactions/new?called={int(clock.now().timestamp())}"))
    assert "data-presence" not in page


def test_who_only_reads_logs_no_call(login, charlie, customer):
    assert login(charlie).get(f"/interactions/new?customer={customer.id}&called=1").status_code == 403
