"""Deleting and bringing back, the way people do it: at once by the toast, later by the history or the bin."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Company
from tests.browser.test_access import AXE, RUN, TAGS

COVERS = """() => {
    const toast = document.querySelector(".toast").getBoundingClientRect();
    return [...document.querySelectorAll(".tabs, .dial, .log-submit")]
        .map((one) => one.getBoundingClientRect())
        .some((one) => one.height && one.top < toast.bottom && one.bottom > toast.top && one.left < toast.right);
}"""


def log(page: Page, company: Company, text: str) -> int:
    """Log a contact of one's own; returns its number."""
    page.goto(f"{company.url}/interactions/new?customer={company.customer}")
    page.locator("#log-form .log-text").fill(text)
    page.locator(".log-submit").click()
    page.wait_for_url(re.compile(r"#i\d+"))
    return int(page.url.rpartition("#i")[2])


def test_a_deleted_contact_is_brought_back_by_the_toast(page: Page, company: Company):
    number = log(page, company, "Slang van de dompelpomp besteld.")
    page.goto(f"{company.url}/customers/{company.customer}")
    entry = page.locator(f"#i{number}")
    entry.locator(".row-link").click()
    entry.get_by_role("button", name="Verwijderen").click()
    toast = page.locator(".toast")
    expect(toast).to_contain_text("verwijderd")
    expect(page.locator("[data-announce]")).to_contain_text("verwijderd")  # for who does not see it
    expect(entry).to_have_count(0)
    toast.get_by_role("button", name="Terugdraaien").click()
    page.wait_for_url(re.compile(rf"#i{number}$"))
    expect(entry).to_contain_text("Slang van de dompelpomp besteld")
    expect(toast).to_have_count(0)


def test_an_old_version_is_brought_back_and_the_toast_can_be_put_away(page: Page, company: Company):
    number = log(page, company, "Kees wil een offerte voor twee pompen.")
    page.goto(f"{company.url}/interactions/{number}/edit")
    page.locator("#edit-form textarea").fill("Kees wil niets.")
    page.locator(".log-submit").click()
    page.wait_for_url(re.compile(r"#i\d+"))
    page.goto(f"{company.url}/interactions/{number}")
    page.locator(".entry-note a").click()
    page.wait_for_url(f"{company.url}/history/interaction/{number}")
    expect(page.locator(".version ins").first).to_contain_text("niets")
    page.locator(".version-back").click()
    expect(page.locator(".toast")).to_be_visible()
    page.locator(".toast-close").click()
    expect(page.locator(".toast")).to_have_count(0)
    page.goto(f"{company.url}/interactions/{number}")
    expect(page.locator(".entry.is-open")).to_contain_text("Kees wil een offerte voor twee pompen")


def test_the_bin_brings_back_without_scripts(browser: Browser, company: Company, signed_in: dict):
    context = browser.new_context(locale="nl-NL", storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    number = log(page, company, "Weggegooid en toch weer nodig.")
    page.goto(f"{company.url}/interactions/{number}")
    page.locator(f'form[action="/interactions/{number}/delete"] button').click()
    expect(page.locator(".toast")).to_be_visible()
    page.goto(f"{company.url}/bin/")
    page.locator(f'form[action="/interactions/{number}/restore"] button').click()
    expect(page.locator(f"#i{number}")).to_contain_text("Weggegooid en toch weer nodig")
    context.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (320, 640)])
def test_the_toast_covers_no_main_act_and_axe_finds_nothing(
    browser: Browser, company: Company, signed_in: dict, width: int, height: int
):
    context = browser.new_context(
        locale="nl-NL", storage_state=signed_in, viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    page = context.new_page()
    number = log(page, company, "Een ogenblik in de prullenbak.")
    for path in ("/customers/{customer}/brief", "/interactions/new?customer={customer}", "/"):
        page.goto(f"{company.url}/interactions/{number}")
        token = page.locator("input[name=csrf_token]").first.input_value()
        page.request.post(f"{company.url}/interactions/{number}/delete", form={"csrf_token": token}, max_redirects=0)
        page.goto(company.url + path.format(customer=company.customer))
        expect(page.locator(".toast")).to_be_visible()
        assert not page.evaluate(COVERS), path
        page.evaluate(AXE)
        assert page.evaluate(RUN, TAGS) == [], path
        page.locator(".toast-act").click()
        page.wait_for_url(re.compile(rf"#i{number}$"))
    context.close()


def test_following_swaps_the_button_in_place(page: Page, company: Company):
    page.goto(f"{company.url}/customers/2")
    page.locator("#follow").click()
    expect(page.locator("#follow.is-on")).to_be_focused()
    page.locator("#follow").click()
    expect(page.locator("#follow:not(.is-on)")).to_be_focused()
