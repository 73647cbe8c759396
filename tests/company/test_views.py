"""The page with the company's settings."""

import re

import pytest

from crm.accounts.models import Role
from crm.company import actions, queries
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def admin(login, diana):
    return login(diana)


def test_an_administrator_finds_it_in_their_menu_and_others_do_not(admin, login, alice):
    factories.customer()
    assert 'href="/company/"' in text_of(admin.get("/"))
    assert 'href="/company/"' not in text_of(login(alice).get("/"))
    assert login(alice).get("/company/").status_code == 403


def test_the_name_and_the_clock_are_chosen(admin):
    assert "Europe/Amsterdam, as on the server" in text_of(admin.get("/company/"))
    answer = admin.post("/company/", data={"name": "Van Rijnsbergen", "timezone": "America/Paramaribo"})

    assert (answer.status_code, answer.location) == (303, "/company/?saved=1")
    page = text_of(admin.get(answer.location))
    assert 'value="Van Rijnsbergen"' in page and "Saved." in page
    assert '<option value="America/Paramaribo" selected>' in page
    assert queries.facts()["timezone"] == "America/Paramaribo"


def test_colleagues_who_chose_no_clock_go_by_the_companys(admin, login, alice):
    customer = factories.customer(owner=alice)
    moment = factories.at("2024-01-15T12:00:00+00:00")
    factories.interaction(customer, by=alice, occurred_at=moment)
    assert ">13:00<" in text_of(login(alice).get(f"/customers/{customer.id}"))
    admin.post("/company/", data={"name": "Van Rijnsbergen", "timezone": "America/Paramaribo"})
    assert ">09:00<" in text_of(login(alice).get(f"/customers/{customer.id}"))


def test_what_was_typed_stays_where_it_is_refused_and_nothing_is_kept(admin):
    answer = admin.post("/company/", data={"name": "Van Rijn", "timezone": "Europe/Lutjebroek"})

    assert answer.status_code == 422
    assert 'value="Van Rijn"' in text_of(answer) and "Choose a place from the list." in text_of(answer)
    assert queries.facts() == {}


def test_a_channel_is_added_and_stands_on_the_page(admin):
    answer = admin.post("/company/channels", data={"name": "WhatsApp"})

    assert (answer.status_code, answer.location) == (303, "/company/#channels")
    assert 'value="WhatsApp"' in text_of(admin.get("/company/"))
    again = admin.post("/company/channels", data={"name": "whatsapp"})
    assert again.status_code == 422 and "There is a channel of this name already." in text_of(again)
    assert 'value="whatsapp"' in text_of(again) and len(queries.own_channels()) == 1


def test_a_refused_name_stands_beside_its_own_channel(admin, diana):
    beurs, balie = (actions.add_channel(name, by=diana) for name in ("Beurs", "Balie"))
    page = text_of(admin.post(f"/company/channels/{balie.id}", data={"name": "BEURS"}))

    assert f'id="channel-{balie.id}-error"' in page and f'id="channel-{beurs.id}-error"' not in page
    assert 'value="BEURS"' in page and queries.own_channels()[1].name == "Balie"
    assert page.count('id="name"') == 1


def test_retiring_offers_the_way_back(admin, diana):
    channel = actions.add_channel("Fax", by=diana)
    page = text_of(admin.post(f"/company/channels/{channel.id}/retire", follow_redirects=True))

    assert "Fax is no longer offered" in page and f"/company/channels/{channel.id}/bring-back" in page
    admin.post(f"/company/channels/{channel.id}/bring-back")
    assert queries.own_channels()[0].retired_at is None


def test_ten_more_channels_cost_no_more_queries(admin, diana, query_count):
    actions.add_channel("Beurs", by=diana)
    admin.get("/company/")
    with query_count() as count:
        admin.get("/company/")
        before = count()
    for number in range(10):
        actions.add_channel(f"Kanaal {number}", by=diana)
    with query_count() as count:
        admin.get("/company/")
        assert count() == before


def test_two_administrators_do_not_overwrite_each_other(admin, login):
    other = login(factories.user("Els Vonk", role=Role.ADMIN))
    admin.post("/company/", data={"name": "Van Rijnsbergen", "timezone": ""})
    seen = re.search(r'name="seen" value="(\d+)"', text_of(other.get("/company/")))[1]
    admin.post("/company/", data={"name": "Van Rijnsbergen Techniek", "timezone": "", "seen": seen})
    late = {"name": "Rijnsbergen BV", "timezone": "", "seen": seen}
    answer = other.post("/company/", data=late)
    assert answer.status_code == 409 and 'value="Rijnsbergen BV"' in text_of(answer)
    assert queries.facts()["company_name"] == "Van Rijnsbergen Techniek"
    again = re.search(r'name="seen" value="(\d+)"', text_of(answer))[1]
    assert other.post("/company/", data=late | {"seen": again}).status_code == 303
