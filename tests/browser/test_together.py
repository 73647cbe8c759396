"""Two colleagues at one customer at the same time, each in a browser of their own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from crm import db
from crm.accounts.models import User
from crm.interactions import actions
from crm.interactions.actions import Values
from tests import factories
from tests.browser.conftest import PASSWORD, Company, kept_of

HALF = "Annelies vraagt of de klemmen"


@pytest.fixture(scope="module")
def sanne(company: Company) -> User:
    with db.database.connection_context():
        return factories.user("Sanne Bakker", department="Binnendienst", email="sanne@x.example", password=PASSWORD)


@pytest.fixture(scope="module")
def of_sanne(browser: Browser, company: Company, sanne: User) -> dict:
    """What her browser keeps after she logged in."""
    return kept_of(browser, company, sanne.email)


@pytest.fixture
def hers(browser: Browser, of_sanne: dict) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="nl-NL", storage_state=of_sanne)
    context.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def log(company: Company, sanne: User) -> Callable[[str], None]:
    """``log(text)``: Sanne logs a contact elsewhere."""

    def write(text: str) -> None:
        with db.database.connection_context():
            actions.log(company.customer, Values("phone", "in", text), by=sanne)

    return write


def ask(page: Page) -> None:
    """Ask now what a page asks every eight seconds: as when somebody comes back to it."""
    with page.expect_response("**/presence/*"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def here(page: Page):
    return page.locator(".page-head [data-here]")


def test_who_reads_is_seen_by_the_other_and_gone_when_she_leaves(page: Page, hers: BrowserContext, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    expect(here(page)).to_be_empty()
    head = page.locator("#log-form").bounding_box()
    other = hers.new_page()
    with other.expect_response("**/presence/*"):
        other.goto(f"{company.url}/customers/{company.customer}")
    expect(here(other)).to_have_text("Joost van der Heijden (verkoop) leest dit")
    ask(page)
    expect(here(page)).to_have_text("Sanne Bakker (binnendienst) leest dit")
    assert page.locator("#log-form").bounding_box() == head  # nothing moved
    with other.expect_response(lambda answer: "writes" in (answer.request.post_data or "")):
        other.locator(".log-text").press_sequentially("Kees ")
    ask(page)
    expect(here(page)).to_have_text("Sanne Bakker (binnendienst) schrijft een contactmoment")
    other.close(run_before_unload=True)
    page.wait_for_timeout(300)
    ask(page)
    expect(here(page)).to_be_empty()


def test_a_call_stays_a_call_while_its_page_is_hidden(page: Page, hers: BrowserContext, company: Company):
    other = hers.new_page()
    other.goto(f"{company.url}/customers/{company.customer}")
    other.evaluate("document.querySelector('[data-presence]').dataset.doing = 'calls'")
    ask(other)
    page.goto(f"{company.url}/customers/{company.customer}")
    expect(here(page)).to_have_text("Sanne Bakker (binnendienst) belt nu")
    other.locator(".log-text").fill("Zij wil dinsdag geleverd krijgen.")
    other.locator(".log-submit").click()
    expect(other.locator("#timeline .entry").first).to_contain_text("Zij wil dinsdag")
    other.close(run_before_unload=True)
    page.wait_for_timeout(300)
    ask(page)
    expect(here(page)).to_be_empty()


def test_a_new_contact_waits_and_disturbs_nothing_that_is_typed(page: Page, company: Company, log):
    page.goto(f"{company.url}/customers/{company.customer}?channel=phone")
    text = page.locator(".log-text")
    text.press_sequentially(HALF)
    expect(page.locator("[data-draft-state]")).not_to_be_empty()
    before = page.locator("#timeline .entry").first.bounding_box()
    log("De pomp is vanmorgen geleverd.")
    ask(page)
    bar = page.get_by_role("link", name="1 nieuw contact van Sanne Bakker")
    expect(bar).to_be_visible()
    assert page.locator("#timeline .entry").first.bounding_box() == before
    with page.expect_request(lambda one: one.url.endswith(f"/consults/{company.customer}")):
        bar.click()
    expect(page.locator("#timeline .entry").first).to_contain_text("De pomp is vanmorgen geleverd")
    expect(bar).to_have_count(0)
    expect(text).to_be_focused()
    page.keyboard.type(" er zijn.")
    expect(text).to_have_value(f"{HALF} er zijn.")
    expect(page).to_have_url(f"{company.url}/customers/{company.customer}?channel=phone")
    ask(page)
    expect(bar).to_have_count(0)


def test_with_the_keyboard_the_bar_leads_to_the_newest_contact(page: Page, company: Company, log):
    page.goto(f"{company.url}/customers/{company.customer}")
    log("Annelies vroeg naar de factuur.")
    ask(page)
    page.get_by_role("link", name="1 nieuw contact").press("Enter")
    expect(page.locator("#timeline .row-link").first).to_be_focused()
    expect(page.locator("#timeline .entry").first).to_contain_text("Annelies vroeg naar de factuur")


def test_the_brief_is_told_once_of_each_change(page: Page, company: Company, log):
    page.goto(f"{company.url}/customers/{company.customer}")
    page.evaluate("window.told = 0; document.body.addEventListener('customer-changed', () => window.told++)")
    ask(page)
    assert page.evaluate("window.told") == 0
    log("Nieuw slot op de poort.")
    for _time in range(3):
        ask(page)
    assert page.evaluate("window.told") == 1


def test_my_own_contact_does_not_wait_behind_a_bar(page: Page, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    page.locator(".log-text").fill("Annelies teruggebeld over de factuur.")
    page.locator(".log-submit").click()
    expect(page.locator("#timeline .entry").first).to_contain_text("teruggebeld over de factuur")
    ask(page)
    expect(page.locator("[data-news]")).to_have_count(0)
