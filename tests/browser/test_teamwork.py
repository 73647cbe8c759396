"""Working together: by keyboard from a chart to what is behind it, on a phone, and in a print."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Company

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_by_keyboard_from_a_column_to_the_contacts_behind_it(page: Page, company: Company):
    page.goto(f"{company.url}/teamwork/")
    column = page.locator(".finding-contacts .chart a").last
    number = column.locator(".chart-number").text_content()
    column.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    expect(page.locator(".section-head", has_text="Contact").locator("visible=true").first).to_contain_text(number)

    page.goto(f"{company.url}/teamwork/")
    summary = page.locator(".finding-contacts .chart-table summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".finding-contacts tbody tr")).to_have_count(12)
    page.locator(".finding-contacts tbody a").last.click()
    page.wait_for_url("**/search?q=*")


def test_another_period_and_department_without_a_mouse(page: Page, company: Company):
    page.goto(f"{company.url}/teamwork/")
    page.locator(".teamwork-period summary").focus()
    page.keyboard.press("Enter")
    page.locator(".teamwork-period .menu-list a").nth(1).press("Enter")
    page.wait_for_url("**/teamwork/?period=week")
    page.locator("a[rel=prev]").press("Enter")
    page.wait_for_url("**/teamwork/?period=week&on=*")
    page.locator("a[rel=next]").press("Enter")
    page.wait_for_url("**/teamwork/?period=week")


def test_on_a_phone_nothing_scrolls_sideways_and_the_numbers_stay_readable(
    browser: Browser, company: Company, signed_in: dict
):
    context = browser.new_context(locale="nl-NL", storage_state=signed_in, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"{company.url}/teamwork/")
        assert not page.evaluate(SIDEWAYS)
        size = page.locator(".finding-contacts .chart-number").first.evaluate("one => getComputedStyle(one).fontSize")
        assert size == "12px"
        for name in ("consulted", "contacts"):
            summary = page.locator(f".finding-{name} .chart-table summary")
            if summary.count():
                summary.click()
        assert not page.evaluate(SIDEWAYS)
    context.close()


def test_printed_there_is_no_bar_and_every_finding_stands_there(page: Page, company: Company):
    page.goto(f"{company.url}/teamwork/")
    findings = page.locator(".finding:visible").count()
    page.emulate_media(media="print")
    for gone in (".bar", ".tabs", ".page-actions", ".chart-table"):
        assert page.locator(f"{gone}:visible").count() == 0
    assert page.locator(".finding:visible").count() == findings >= 12
