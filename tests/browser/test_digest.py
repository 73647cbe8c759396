"""The digest as people meet it: from the first page, as the mail that would come, and how it comes."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Company


def test_from_the_first_page_to_the_mail_and_on_into_the_product(page: Page, company: Company):
    page.goto(company.url + "/")
    page.locator(".digest-link").click()
    page.wait_for_url(f"{company.url}/digest/")
    expect(page.locator("h1")).to_contain_text("Week")
    preview = page.locator('a[href="/digest/preview"]').get_attribute("href")
    page.goto(company.url + preview)
    page.locator('a[href*="#i"]').first.click()
    page.wait_for_url(f"{company.url}/customers/**")
    expect(page.locator(".bar .home")).to_be_visible()  # out of the sandbox: a page with all that belongs to it


def test_the_mail_fits_a_phone(page: Page, company: Company):
    page.set_viewport_size({"width": 380, "height": 700})
    page.goto(company.url + "/digest/preview")
    assert page.locator("html").bounding_box()["width"] == 380
    assert page.locator("h1").bounding_box()["width"] <= 380 - 2 * 16


def test_a_choice_made_with_the_keyboard_is_what_stands_there_afterwards(page: Page, company: Company):
    page.goto(company.url + "/digest/choice")
    page.locator("#rhythm-weekly").focus()
    page.keyboard.press("ArrowDown")
    page.locator("#minute").select_option("960")
    page.locator("form.form .btn-primary").click()
    page.wait_for_url(f"{company.url}/digest/")
    expect(page.locator(".aside")).to_contain_text("16:00")
    page.goto(company.url + "/digest/choice")
    expect(page.locator("#rhythm-daily")).to_be_checked()
