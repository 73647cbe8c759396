"""One colleague mentions another, who sees it at the bell without reloading, and lands on the contact."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from crm import db
from crm.notifications.models import Notification
from tests import factories
from tests.browser.conftest import PASSWORD, Company

TEXT = "Kees wil de tweede pomp ook. "


@pytest.fixture(scope="module")
def bob(company: Company) -> str:
    """A colleague who can log in; his address."""
    with db.database.connection_context():
        email = "bob@vanrijnsbergen.example"
        return factories.user("Bob de Wit", department="Binnendienst", email=email, password=PASSWORD).email


@pytest.fixture
def his(browser: Browser, company: Company, bob: str) -> Iterator[Page]:
    """A page of Bob's, whose clock the test moves on."""
    context = browser.new_context(locale="nl-NL")
    context.set_default_timeout(8000)
    page = context.new_page()
    page.clock.install()
    page.goto(company.url + "/login")
    page.get_by_label("E-mail").fill(bob)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(company.url + "/")
    yield page
    context.close()


def test_a_mention_reaches_the_bell_and_leads_to_the_contact(page: Page, his: Page, company: Company):
    bell = his.locator("#bell")
    expect(bell.locator(".bell-count")).to_have_count(0)

    page.goto(f"{company.url}/customers/{company.customer}")
    text = page.locator("#log-form .log-text")
    text.click()
    page.keyboard.type(TEXT + "@bo")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["Bob de Witbinnendienst"])
    page.keyboard.press("Enter")
    expect(text).to_have_value(TEXT + "@Bob de Wit ")
    page.keyboard.type("regel jij het?")
    page.keyboard.press("Control+Enter")
    entry = page.locator("#timeline .entry", has_text="tweede pomp ook").first
    entry.get_by_role("link").first.click()
    expect(entry.locator(".mention")).to_have_text("@Bob de Wit")

    his.clock.run_for(61_000)
    expect(bell.locator(".bell-count")).to_have_text("1")
    bell.click()
    his.wait_for_url(f"{company.url}/notifications/")
    his.get_by_role("button", name="Joost van der Heijden").click()
    his.wait_for_url("**/interactions/*")
    expect(his.locator("main")).to_contain_text("regel jij het?")
    expect(bell.locator(".bell-count")).to_have_count(0)


def test_the_list_of_names_gets_out_of_the_way(page: Page, bob: str, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    text = page.locator("#log-form .log-text")
    text.click()
    names = page.locator(".mention-names")
    page.keyboard.type("@i")
    expect(names).to_be_visible()
    expect(text).to_have_attribute("aria-activedescendant", "suggestions-2-0")
    page.keyboard.press("Escape")
    expect(names).to_be_hidden()
    expect(text).to_have_value("@i")
    page.keyboard.press("Enter")
    page.keyboard.type("mail info@i")
    page.wait_for_timeout(300)  # an address is none
    expect(names).to_be_hidden()
    page.route("**/notifications/names*", lambda route: None)  # is never answered
    page.keyboard.type(" @b")
    page.wait_for_timeout(300)
    expect(names).to_be_hidden()
    expect(text).to_have_value("@i\nmail info@i @b")
    text.fill("")


def test_read_in_the_inbox_without_leaving_it(his: Page, company: Company):
    with db.database.connection_context():
        Notification.delete().execute()
        by = factories.user("Sanne Bakker")
        factories.interaction(factories.customer("Wasserij Steenbeek BV"), by=by, body="@Bob de Wit, kijk even.")
    his.goto(f"{company.url}/notifications/")
    row = his.locator(".notice", has_text="Wasserij Steenbeek BV")
    row.get_by_role("button").last.click()
    expect(row.locator(".notice-read")).to_have_count(0)
    expect(his.locator("#bell .bell-count")).to_have_count(0)
    expect(row).to_be_visible()
