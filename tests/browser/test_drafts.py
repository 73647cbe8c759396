"""What was typed is there again until it was saved, and not a moment longer."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import PASSWORD, Company

TEXT = "Kees wil dinsdag om zeven uur gebeld worden."
FAILURES = {
    "the file is away": lambda route: route.fulfill(status=503, content_type="text/html", body="<h1>Even niet</h1>"),
    "not allowed": lambda route: route.fulfill(status=403, content_type="text/html", body="<h1>Niet voor u</h1>"),
    "no network": lambda route: route.abort("internetdisconnected"),
}


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Without the watch over the console: a failed save is meant to be noted there."""
    return context.new_page()


def _text(page: Page) -> Locator:
    return page.get_by_placeholder("Wat is er besproken?")


def _write(page: Page, url: str, text: str = TEXT) -> None:
    page.goto(url)
    _text(page).fill(text)


def _fail(page: Page, url: str, failure: str) -> None:
    """Send the form, and have the server answer as in ``failure``."""

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            FAILURES[failure](route)
        else:
            route.fallback()

    page.route(url, answer)
    with page.expect_event("requestfailed" if failure == "no network" else "response", lambda sent: _is_post(sent)):
        page.locator(".log-submit").click()
    page.unroute(url)


def _is_post(sent: object) -> bool:
    return getattr(sent, "request", sent).method == "POST"


@pytest.mark.parametrize("failure", FAILURES)
def test_a_save_that_failed_leaves_the_text(page: Page, company: Company, failure: str):
    form = f"{company.url}/interactions/new?customer={company.customer}"
    _write(page, form)
    _fail(page, f"{company.url}/interactions/", failure)
    page.wait_for_timeout(200)
    page.goto(form)
    expect(_text(page)).to_have_value(TEXT)


def test_after_a_save_that_worked_the_text_is_gone(page: Page, company: Company):
    form = f"{company.url}/interactions/new?customer={company.customer}"
    _write(page, form)
    _fail(page, f"{company.url}/interactions/", "the file is away")
    page.goto(form)
    expect(_text(page)).to_have_value(TEXT)
    page.locator(".log-submit").click()
    page.wait_for_url(re.compile(rf"/customers/{company.customer}#i\d+"))
    expect(page.locator("#timeline .entry").first).to_contain_text(TEXT.rstrip("."))
    page.goto(form)
    expect(_text(page)).to_have_value("")


def test_a_redirect_long_after_a_failed_save_does_not_count(page: Page, company: Company):
    form = f"{company.url}/interactions/new?customer={company.customer}"
    _write(page, form)
    _fail(page, f"{company.url}/interactions/", "not allowed")
    page.goto(f"{company.url}/nergens")
    page.goto(f"{company.url}/customers")  # is led on to /customers/
    page.goto(form)
    expect(_text(page)).to_have_value(TEXT)


def test_a_failed_save_on_the_customers_page_leaves_the_text(page: Page, company: Company):
    page_of_customer = f"{company.url}/customers/{company.customer}"
    _write(page, page_of_customer)
    _fail(page, f"{company.url}/interactions/", "the file is away")
    expect(_text(page)).to_have_value(TEXT)
    page.reload()
    expect(_text(page)).to_have_value(TEXT)


def test_an_edit_that_failed_comes_back(page: Page, company: Company):
    _write(page, f"{company.url}/interactions/new?customer={company.customer}")
    page.locator(".log-submit").click()
    page.wait_for_url(re.compile(r"#i\d+"))
    form = f"{company.url}/interactions/{page.url.rpartition('#i')[2]}/edit"
    page.goto(form)
    page.locator("#edit-form textarea").fill("Kees belt niet meer over de CP-40.")
    _fail(page, form, "the file is away")
    page.goto(form)
    expect(page.locator("#edit-form textarea")).to_have_value("Kees belt niet meer over de CP-40.")


def test_text_sent_again_after_the_log_in_ended_is_not_offered_once_more(page: Page, company: Company):
    form = f"{company.url}/interactions/new?customer={company.customer}"
    _write(page, form)
    page.context.clear_cookies()
    page.locator(".log-submit").click()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Log in op een nieuw tabblad").click()
    opened.value.get_by_label("E-mail").fill(company.email)
    opened.value.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    opened.value.keyboard.press("Enter")
    opened.value.wait_for_url(company.url + "/")
    again = page.get_by_role("button", name="Opnieuw versturen")
    again.click()
    page.wait_for_load_state()
    if again.is_visible():  # the first offer was made to nobody: its token does not count after the log-in
        again.click()
    page.wait_for_url(re.compile(rf"/customers/{company.customer}#i\d+"))
    page.goto(form)
    expect(_text(page)).to_have_value("")
