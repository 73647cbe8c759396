"""A form that was begun without a customer asks first whom it is about, and leads on from there."""

from html import unescape

import pytest

from crm.customers import actions
from tests import factories
from tests.conftest import text_of

BEGUN = ["/headsups/new", "/followups/new"]


@pytest.fixture
def browser(login, bob):
    return login(bob)


@pytest.mark.parametrize("url", BEGUN)
def test_whom_one_looked_at_last_is_offered_where_nothing_was_typed(browser, bob, diana, url):
    nearby, archived = factories.customer("Bakkerij Smit"), factories.customer("Slagerij Vos", number="20002")
    unseen = factories.customer("Viskraam Mol", number="30003")
    for one in (nearby, archived):
        actions.mark_viewed(one.id, by=bob)
    actions.archive(archived.id, by=diana)
    for nothing in ("", "?q=", "?q=+"):
        page = text_of(browser.get(url + nothing))
        assert f'href="{url}?customer={nearby.id}"' in page and nearby.number in page
        assert f"customer={archived.id}" not in page and f"customer={unseen.id}" not in page


@pytest.mark.parametrize("url", BEGUN)
def test_who_looked_at_nobody_yet_can_search_or_go_back(browser, url):
    page = text_of(browser.get(url))
    assert 'name="q"' in page and f'href="{url.removesuffix("new")}"' in page and "customer=" not in page


@pytest.mark.parametrize("url", BEGUN)
def test_what_was_typed_is_looked_up_and_leads_to_the_form(browser, bob, url):
    found, seen = factories.customer("Bakkerij Smit"), factories.customer("Slagerij Vos", number="20002")
    actions.mark_viewed(seen.id, by=bob)
    page = text_of(browser.get(f"{url}?q=smit"))
    assert f'href="{url}?customer={found.id}"' in page and f"customer={seen.id}" not in page
    assert browser.get(f"{url}?customer={found.id}").status_code == 200


def test_what_was_filled_in_already_comes_along_by_either_way(browser, bob):
    shop = factories.customer("Bakkerij Smit")
    actions.mark_viewed(shop.id, by=bob)
    for typed in ("", "&q=smit"):
        page = unescape(text_of(browser.get(f"/followups/new?what=Kees+bellen&kind=call{typed}")))
        assert '<input type="hidden" name="what" value="Kees bellen">' in page
        assert f'href="/followups/new?customer={shop.id}&what=Kees+bellen&kind=call"' in page


@pytest.mark.parametrize("url", BEGUN)
def test_a_name_that_nobody_has_can_become_a_new_customer(browser, url):
    assert 'href="/customers/new?name=Jansen"' in text_of(browser.get(f"{url}?q=Jansen"))
