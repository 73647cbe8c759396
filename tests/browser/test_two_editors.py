"""Two colleagues change the same contact at once, each in a browser of their own: both texts are seen, none is lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from crm import db
from crm.accounts.models import Role
from tests import factories
from tests.browser.conftest import PASSWORD, Company

MINE = "Kees wil de pomp zelf vervangen en belt morgen."
HERS = "Kees wil een monteur, donderdag om negen uur."


@pytest.fixture
def number(company: Company, page: Page) -> int:
    """A contact that Joost logged."""
    page.goto(f"{company.url}/interactions/new?customer={company.customer}")
    page.locator("#log-form .log-text").fill("Kees belt over de pomp.")
    page.locator(".log-submit").click()
    page.wait_for_url(re.compile(r"#i\d+"))
    return int(page.url.rpartition("#i")[2])


@pytest.fixture
def hers(browser: Browser, company: Company) -> Iterator[Page]:
    """A page of Sanne's, a manager."""
    with db.database.connection_context():
        sanne = {"email": "sanne@vanrijnsbergen.example", "password": PASSWORD, "role": Role.MANAGER}
        factories.user("Sanne Bakker", department="Binnendienst", **sanne)
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(company.url + "/login")
    page.get_by_label("E-mail").fill(sanne["email"])
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(company.url + "/")
    yield page
    context.close()


def test_the_second_sees_both_and_neither_text_is_lost(context, hers: Page, company: Company, number: int):
    page = context.new_page()  # a refused save is noted in its console, which is meant so
    for one in (page, hers):
        one.goto(f"{company.url}/interactions/{number}/edit")
    hers.locator("#body").fill(HERS)
    hers.locator(".log-submit").click()
    hers.wait_for_url(re.compile(r"#i\d+"))

    page.locator("#body").fill(MINE)
    page.locator(".log-submit").click()
    both = page.locator("#both")
    expect(both).to_contain_text("Sanne Bakker")
    expect(both.locator("ins").first).to_contain_text("monteur")
    expect(page.locator("#body")).to_have_value(MINE)

    both.locator("[name=take_theirs]").click()
    expect(page.locator("#body")).to_have_value(HERS)
    expect(both.locator("ins").first).to_contain_text("zelf vervangen")
    both.locator("[name=take_mine]").click()
    expect(page.locator("#body")).to_have_value(MINE)

    page.locator("#body").fill(f"{MINE}\n{HERS}")
    page.locator(".log-submit").click()
    page.wait_for_url(re.compile(r"#i\d+"))
    page.goto(f"{company.url}/interactions/{number}/edit")
    expect(page.locator("#body")).to_have_value(f"{MINE}\n{HERS}")
    expect(page.locator("#both")).to_have_count(0)
