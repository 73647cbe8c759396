"""The main job, the way people do it: find the customer, read, call, write it down, find it again."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PASSWORD, Company


def test_three_letters_and_enter_open_the_brief(page: Page, company: Company):
    page.goto(company.url)
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("kwe")
    expect(page.get_by_role("option").first).to_contain_text("Kwekerij Van den Berg & Zonen")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/customers/{company.customer}/brief"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Kwekerij Van den Berg & Zonen")
    expect(page.get_by_role("link", name="06 12 34 56 78").first).to_have_attribute("href", "tel:+31612345678")
    expect(page.get_by_text("Kees neemt vóór 7:30")).to_be_visible()


def test_who_types_on_after_enter_takes_it_back(page: Page, company: Company):
    page.goto(company.url)
    page.route("**/search/suggest?q=kwe", lambda route: None)  # is never answered
    page.keyboard.type("kwe")
    page.keyboard.press("Enter")
    page.keyboard.type("kerij")
    expect(page.get_by_role("option").first).to_contain_text("Kwekerij Van den Berg & Zonen")
    expect(page).to_have_url(company.url + "/")


def test_the_end_of_a_phone_number_finds_the_person(page: Page, company: Company):
    page.goto(company.url)
    page.keyboard.type("5678")
    expect(page.get_by_role("option").first).to_contain_text("Annelies van den Berg")


def test_a_call_is_logged_with_one_field_and_found_by_the_next_search(page: Page, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    page.keyboard.press("n")
    expect(page.get_by_placeholder("Wat is er besproken?")).to_be_focused()
    page.keyboard.type("Annelies wil de slangenklemmen vrijdag zelf ophalen.")
    page.keyboard.press("Control+Enter")
    first = page.locator("#timeline .entry").first
    expect(first).to_contain_text("Annelies wil de slangenklemmen vrijdag zelf ophalen")
    expect(first).to_contain_text("Joost van der Heijden")
    expect(first).to_contain_text("gebeld met Annelies van den Berg")
    expect(page.get_by_placeholder("Wat is er besproken?")).to_have_value("")
    page.goto(f"{company.url}/search?q=slangenklem")
    expect(page.locator("mark").first).to_have_text("slangenklemmen")


def test_a_contact_opens_in_place_and_takes_a_comment(page: Page, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    entry = page.locator(f"#i{company.interaction}")
    entry.get_by_role("link", name="Pomp lekt weer").click()
    expect(entry).to_contain_text("Hij zet de tweede pomp nu niet door.")
    entry.get_by_text("Reageren", exact=True).first.click()
    entry.get_by_role("textbox").fill("De pomp staat klaar op het magazijn.")
    entry.get_by_role("button", name="Reactie plaatsen").click()
    expect(entry).to_contain_text("De pomp staat klaar op het magazijn.")


def test_older_contacts_come_underneath(page: Page, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    before = page.locator("#timeline .entry").count()
    page.get_by_role("link", name="Oudere tonen").click()
    expect(page.locator("#timeline .entry").nth(before)).to_be_visible()
    ids = [entry.get_attribute("id") for entry in page.locator("#timeline .entry").all()]
    assert len(ids) == len(set(ids))


def test_a_filter_stands_in_the_address(page: Page, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    page.get_by_label("Kanaal", exact=True).select_option("visit")
    page.wait_for_url(re.compile("channel=visit"))
    expect(page.get_by_text("Geen contacten met deze filters")).to_be_visible()


def test_the_list_of_customers_answers_to_each_choice(page: Page, company: Company):
    page.goto(f"{company.url}/customers/")
    rows = page.locator("#customers .row-link")
    expect(rows).to_have_count(2)
    page.get_by_label("Eigenaar", exact=True).select_option("Joost van der Heijden")
    page.wait_for_url(re.compile(r"/customers/\?owner=\d+$"))
    expect(rows).to_have_text(["Kwekerij Van den Berg & Zonen"])
    expect(page.get_by_label("Eigenaar", exact=True)).to_be_focused()
    page.get_by_label("Status", exact=True).select_option("Oud-klant")
    page.wait_for_url(re.compile(r"/customers/\?status=former&owner=\d+$"))
    expect(page.get_by_role("heading", name="Geen klant past hierbij")).to_be_visible()
    page.get_by_role("link", name="Alles wissen").first.click()
    page.get_by_label("Gearchiveerd").check()
    page.wait_for_url(re.compile(r"/customers/\?archived=1$"))


def test_a_refused_form_keeps_what_was_typed(page: Page, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    page.get_by_label("Wanneer", exact=True).fill("overmorgen ofzo")
    page.get_by_placeholder("Wat is er besproken?").fill("Dit mag niet weg.")
    page.locator(".log-submit").click()
    expect(page.locator("#log-form .error").first).to_be_visible()
    expect(page.get_by_placeholder("Wat is er besproken?")).to_have_value("Dit mag niet weg.")


def test_a_closed_tab_offers_the_text_again(context: BrowserContext, company: Company):
    page = context.new_page()
    page.goto(f"{company.url}/customers/{company.customer}")
    page.get_by_placeholder("Wat is er besproken?").fill("Half geschreven, toen ging de telefoon.")
    page.wait_for_timeout(700)
    page.close()
    page = context.new_page()
    page.goto(f"{company.url}/customers/{company.customer}")
    expect(page.get_by_placeholder("Wat is er besproken?")).to_have_value("Half geschreven, toen ging de telefoon.")


def test_everything_works_without_scripts(browser: Browser, company: Company):
    context = browser.new_context(locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{company.url}/customers/{company.customer}")
    page.get_by_label("E-mail").fill(company.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.get_by_placeholder("Wat is er besproken?").fill("Zonder scripts vastgelegd.")
    page.locator(".log-submit").click()
    expect(page.locator("#timeline .entry").first).to_contain_text("Zonder scripts vastgelegd")
    page.get_by_role("link", name="Oudere tonen").click()
    expect(page.locator("#timeline .entry").first).to_be_visible()
    page.locator("#timeline .entry a").first.click()
    page.get_by_text("Reageren", exact=True).click()
    expect(page.get_by_role("textbox", name="Uw reactie")).to_be_visible()
    context.close()


def test_a_session_that_ended_keeps_the_text(browser: Browser, company: Company, signed_in: dict):
    context = browser.new_context(locale="nl-NL", storage_state=signed_in)
    page = context.new_page()
    page.goto(f"{company.url}/customers/{company.customer}")
    page.get_by_placeholder("Wat is er besproken?").fill("Getypt terwijl de sessie afliep.")
    page.wait_for_timeout(700)
    context.clear_cookies()
    page.locator(".log-submit").click()
    page.wait_for_url(re.compile("/login"))
    page.get_by_label("E-mail").fill(company.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/customers/{company.customer}"))
    expect(page.get_by_placeholder("Wat is er besproken?")).to_have_value("Getypt terwijl de sessie afliep.")
    context.close()
