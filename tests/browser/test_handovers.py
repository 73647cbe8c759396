"""Choosing which customers go, in a browser: looking further keeps what is ticked and what was written."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Company


def test_looking_further_keeps_what_is_ticked_with_and_without_the_button(page: Page, company: Company):
    page.goto(f"{company.url}/handovers/new")
    page.locator('[name="which"][value="ticked"]').check()
    box = page.locator("#handover-rows input").first
    box.check()
    value = box.get_attribute("value")
    page.locator("#word").fill("Kees belt vóór half acht.")
    page.locator("#handover-q").press_sequentially("zzz")
    expect(page.locator("#handover-rows input")).to_have_count(1)
    expect(page.locator(f'#handover-rows input[value="{value}"]')).to_be_checked()
    with page.expect_navigation():
        page.locator("#handover-q").press("Enter")  # the first button of the form, not the hand-over
    expect(page.locator(f'#handover-rows input[value="{value}"]')).to_be_checked()
    expect(page.locator("#word")).to_have_value("Kees belt vóór half acht.")
    expect(page.locator("#handover-q")).to_have_value("zzz")
