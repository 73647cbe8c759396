"""A follow-up from the log form to the timeline, the way people do it."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Company

WHAT = "Prijs doorgeven voor 40 m PE-leiding"


def test_logged_with_a_call_done_from_the_first_page_and_undone(page: Page, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    form = page.locator("#log-form")
    form.locator(".log-text").fill("Bert wil een prijs voor 40 m PE-leiding, 63 mm.")
    expect(form.locator(".followup-row")).to_be_hidden()
    form.locator(".log-toggle:has([name=followup])").click()
    text = form.locator(".followup-text")
    expect(text).to_be_focused()
    page.keyboard.press("Control+Enter")  # without saying what: refused, and nothing is lost
    expect(form.locator(".log-errors")).to_be_visible()
    expect(form.locator(".log-text")).to_have_value(re.compile("PE-leiding"))
    text.fill(WHAT)
    form.locator(".log-submit").click()
    expect(page.locator("#timeline .entry").first).to_contain_text("Bert wil een prijs")
    expect(form.locator(".followup-row")).to_be_hidden()

    page.goto(company.url + "/")
    row = page.locator(".followup", has_text=WHAT)
    row.locator(".circle").click()
    outcome = row.locator("textarea")
    expect(outcome).to_be_focused()
    outcome.fill("€ 6,90 per meter, Bert bestelt.")
    row.locator(".btn-primary").click()
    page.wait_for_url(company.url + "/")
    expect(page.locator(".followup", has_text=WHAT)).to_have_count(0)

    page.goto(f"{company.url}/customers/{company.customer}")
    note = page.locator("#timeline .entry").first
    expect(note).to_contain_text(WHAT)
    expect(note).to_contain_text("€ 6,90 per meter")


def test_undone_by_the_toast(page: Page, company: Company):
    page.goto(f"{company.url}/followups/")
    row = page.locator("#f1")
    row.locator(".circle").click()
    row.locator("textarea").fill("Korting klopt.")
    row.locator(".btn-primary").click()
    page.wait_for_url(f"{company.url}/followups/")
    expect(row).to_have_count(0)
    page.locator(".toast").get_by_role("button").first.click()
    page.wait_for_url(f"{company.url}/followups/")
    expect(row).to_be_visible()
    page.goto(f"{company.url}/customers/{company.customer}")
    expect(page.locator("#timeline")).not_to_contain_text("Korting klopt.")


def test_what_was_typed_comes_back_after_the_page_was_left(page: Page, company: Company):
    url = f"{company.url}/customers/{company.customer}"
    page.goto(url)
    page.locator(".log-toggle:has([name=followup])").click()
    page.locator(".followup-text").press_sequentially(WHAT)
    page.goto(company.url + "/search")
    page.goto(url)
    expect(page.locator(".followup-text")).to_be_visible()
    expect(page.locator(".followup-text")).to_have_value(WHAT)


def test_closing_the_form_gives_the_circle_back_its_focus(page: Page, company: Company):
    page.goto(f"{company.url}/followups/")
    page.locator("#f1 .circle").click()
    page.locator("#f1 .finish-acts .btn-quiet").click()
    expect(page.locator("#f1 textarea")).to_have_count(0)
    expect(page.locator("#f1 .circle")).to_be_focused()


def test_without_scripts_the_row_and_its_own_page_do_the_same(browser: Browser, company: Company, signed_in: dict):
    context = browser.new_context(locale="nl-NL", storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{company.url}/interactions/new?customer={company.customer}")
    page.locator("#log-form .log-text").fill("Zonder scripts gebeld.")
    page.locator(".log-toggle:has([name=followup])").click()
    page.locator(".followup-text").fill("Zonder scripts terugbellen")
    page.locator(".log-submit").click()
    page.goto(f"{company.url}/followups/")
    page.locator(".followup", has_text="Zonder scripts terugbellen").locator(".circle").click()
    page.locator("textarea[name=outcome]").fill("Zonder scripts gelukt.")
    page.locator("#finish .btn-primary").click()
    page.goto(f"{company.url}/customers/{company.customer}")
    expect(page.locator("#timeline .entry").first).to_contain_text("Zonder scripts gelukt.")
    context.close()


def test_a_due_date_in_words_is_understood_while_typing(page: Page, company: Company):
    page.goto(f"{company.url}/followups/new?customer={company.customer}")
    field, said = page.locator("#due_on"), page.locator(".due-said")
    field.fill("24-12-2031")
    expect(said).to_have_text(re.compile("24 .* 2031"))
    field.fill("zodra het kan")
    expect(said).not_to_have_text(re.compile("2031"))
    page.locator(".due-quick button").nth(1).click()
    expect(field).to_have_value(re.compile("vrijdag|friday"))
    expect(said).to_have_text(re.compile(r"^vr \d+"))


def test_only_what_goes_with_the_kind_stands_in_the_form(page: Page, company: Company):
    page.goto(f"{company.url}/followups/new?customer={company.customer}")
    phone, at = page.locator("#phone"), page.locator("#at")
    expect(phone).to_be_hidden()
    page.locator(".followup-kinds .segment").nth(2).click()
    expect(at).to_be_visible()
    expect(phone).to_be_hidden()
    page.locator(".followup-kinds .segment").nth(1).click()
    expect(phone).to_be_visible()


def test_done_and_next_in_one_go_and_both_undone(page: Page, company: Company):
    page.goto(f"{company.url}/followups/")
    row = page.locator("#f1")
    row.locator(".circle").click()
    row.locator("textarea").fill("Annelies wil het op papier.")
    expect(row.locator(".followup-row")).to_be_hidden()
    row.locator(".next-frame .followup-toggle").click()
    expect(row.locator(".followup-text")).to_be_focused()
    row.locator(".followup-text").fill("Korting bevestigen per brief")
    row.locator(".due-quick button").first.click()
    row.locator(".btn-primary").click()
    page.wait_for_url(f"{company.url}/followups/")
    expect(page.locator(".followup", has_text="Korting bevestigen per brief")).to_be_visible()
    expect(row).to_have_count(0)
    page.locator(".toast").get_by_role("button").first.click()
    expect(row).to_be_visible()
    expect(page.locator(".followup", has_text="Korting bevestigen per brief")).to_have_count(0)


def test_handed_over_and_put_aside_on_its_own_page(page: Page, company: Company):
    page.goto(f"{company.url}/followups/1")
    page.locator("#snooze summary").click()
    page.locator("#until").fill("over 2 weken")
    page.keyboard.press("Enter")  # the words that were typed, and not the first of the buttons
    back = page.locator('form[action$="/wake"]').last  # the first is the toast's
    expect(back).to_be_visible()
    page.goto(f"{company.url}/followups/")
    expect(page.locator("#f1")).to_have_count(0)
    page.goto(f"{company.url}/followups/1")
    back.get_by_role("button").click()
    expect(back).to_have_count(0)
    page.goto(f"{company.url}/followups/")
    expect(page.locator("#f1")).to_be_visible()
    page.goto(f"{company.url}/followups/1")
    page.locator("#hand-over summary").click()
    page.locator("#hand-whose").select_option(index=2)
    page.locator("#hand-word").fill("Jij kent deze korting")
    page.locator("#hand-over .btn-secondary[data-busy]").click()
    expect(page.locator(".deeds")).to_contain_text("Jij kent deze korting")
