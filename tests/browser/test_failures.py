"""What could not be saved or fetched is said where one was busy, and what was typed stays."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Company

TEXT = "Kees wil dinsdag om zeven uur gebeld worden."
FULL = (
    '<title>x</title><h1>Er past niets meer bij.</h1><p class="lead">De schijf is vol.</p><i data-number>Meld: 7f</i>'
)


@pytest.fixture
def page(context: BrowserContext, company: Company) -> Page:
    """The customer's page with something typed; a failed save is meant to be noted in the console."""
    page = context.new_page()
    page.goto(f"{company.url}/customers/{company.customer}")
    page.locator(".log-text").fill(TEXT)
    return page


def _answer(page: Page, company: Company, how) -> None:
    def answer(route: Route) -> None:
        how(route) if route.request.method == "POST" else route.fallback()

    page.route(f"{company.url}/interactions/", answer)


def _full(route: Route) -> None:
    route.fulfill(status=507, content_type="text/html; charset=utf-8", body=FULL)


def test_a_full_disk_is_told_in_the_form_and_the_text_stays(page: Page, company: Company):
    _answer(page, company, _full)
    page.locator(".log-submit").click()
    banner = page.locator("form.log-form [data-failure]")
    expect(banner).to_contain_text("Er past niets meer bij. De schijf is vol.")
    expect(banner).to_contain_text("Meld: 7f")
    expect(banner).to_have_attribute("role", "alert")
    expect(banner).to_be_in_viewport()
    expect(page.locator(".log-text")).to_have_value(TEXT)
    page.locator(".log-submit").click()
    expect(page.locator("[data-failure]")).to_have_count(1)


def test_once_it_works_again_the_message_is_gone(page: Page, company: Company):
    _answer(page, company, _full)
    page.locator(".log-submit").click()
    expect(page.locator("[data-failure]")).to_be_visible()
    page.unroute(f"{company.url}/interactions/")
    page.locator(".log-submit").click()
    expect(page.locator("#timeline .entry").first).to_contain_text(TEXT.rstrip("."))
    expect(page.locator("[data-failure]")).to_have_count(0)


def test_no_connection_is_told_as_such(page: Page, company: Company):
    _answer(page, company, lambda route: route.abort("internetdisconnected"))
    page.locator(".log-submit").click()
    expect(page.locator("form.log-form [data-failure=offline]")).to_be_visible()
    expect(page.locator(".log-text")).to_have_value(TEXT)


def test_what_the_page_does_by_itself_fails_in_silence(context: BrowserContext, company: Company):
    page = context.new_page()
    page.route("**/consults/*", _full)
    with page.expect_response("**/consults/*"):
        page.goto(f"{company.url}/customers/{company.customer}")
    page.wait_for_timeout(200)
    expect(page.locator("[data-failure]")).to_have_count(0)


def test_a_page_that_cannot_be_fetched_is_told_above_the_content(page: Page, company: Company):
    page.route("**/interactions/*", _full)
    page.locator("#timeline .row-link").first.click()
    expect(page.locator("#content > [data-failure]")).to_be_in_viewport()
