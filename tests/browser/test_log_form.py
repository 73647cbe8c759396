"""What other rooms add to the log form: by keyboard, from "More", out of a draft, on a phone, without scripts."""

import re

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import Company

WARNING = "Niet over de winterorder beginnen"


def more(page: Page) -> Locator:
    return page.locator(".log-more > summary")


def row(page: Page) -> Locator:
    return page.locator("[data-row=headsup]")


def test_by_keyboard_more_opens_ticks_and_names_what_is_on(page: Page, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    expect(row(page)).to_be_hidden()
    more(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".log-more .menu-list")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".log-more .menu-list")).to_be_hidden()
    expect(more(page)).to_be_focused()
    expect(more(page)).not_to_contain_text("Let op", use_inner_text=True)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".headsup-text")).to_be_focused()
    expect(page.locator(".log-more .menu-list")).to_be_hidden()  # it does not stand before what is written
    expect(more(page)).to_contain_text("Let op", use_inner_text=True)


def test_a_text_of_a_row_ticks_its_box_when_it_comes_back(page: Page, company: Company):
    url = f"{company.url}/customers/{company.customer}"
    page.goto(url)
    more(page).click()
    page.locator(".log-more [name=headsup]").check()
    page.locator(".headsup-text").press_sequentially(WARNING)
    page.goto(company.url + "/search")
    page.goto(url)
    expect(row(page)).to_be_visible()
    expect(page.locator(".headsup-text")).to_have_value(WARNING)


def test_on_a_phone_each_is_a_row_that_says_what_was_filled_in(context: BrowserContext, company: Company):
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 844})
    page.goto(f"{company.url}/interactions/new?customer={company.customer}")
    asked = page.locator(".log-toggle:has([name=followup])")
    expect(asked).to_contain_text("Toevoegen", use_inner_text=True)
    assert asked.bounding_box()["height"] >= 48
    asked.click()
    page.locator(".followup-text").fill("Kees terugbellen")
    expect(asked).to_contain_text("Kees terugbellen", use_inner_text=True)
    expect(asked).not_to_contain_text("Toevoegen", use_inner_text=True)
    more(page).click()
    page.locator(".log-more [name=headsup]").check()
    expect(more(page)).to_have_text(re.compile("Let op"), use_inner_text=True)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_house_rule_appears_below_what_is_typed_and_goes_with_its_word(page: Page, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    text, note = page.locator("#body"), page.locator(".rules-beside")
    expect(note).to_have_attribute("role", "status")
    text.fill("Kees belt.")
    before = text.bounding_box()
    text.press_sequentially(" Hij wil kortingen.")
    expect(note).to_contain_text("Korting geven we alleen via Verkoop.")
    expect(text).to_be_focused()
    after = text.bounding_box()
    assert (before["x"], before["y"], before["height"]) == (after["x"], after["y"], after["height"])
    assert note.bounding_box()["y"] >= after["y"] + after["height"]  # below what is typed, never over it
    text.fill("Kees belt terug.")
    expect(note).not_to_contain_text("Korting")


def test_without_scripts_more_opens_and_its_row_is_written(browser: Browser, company: Company, signed_in: dict):
    context = browser.new_context(locale="nl-NL", storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{company.url}/customers/{company.customer}")
    page.locator("#body").fill("Zonder scripts gewaarschuwd.")
    more(page).click()
    page.locator(".log-more [name=headsup]").check()
    page.locator(".headsup-text").fill(WARNING)
    page.locator(".log-submit").click()
    expect(page.locator(".headsups")).to_contain_text(WARNING)
    context.close()


def test_an_agreement_goes_from_its_tick_to_every_place_where_it_must_be_known(page: Page, company: Company):
    there, promise = f"{company.url}/customers/{company.customer}", "nieuwe CP-40 leveren"
    page.goto(there)
    page.locator("#body").fill("Kees wil de pomp in kas 3 vervangen hebben.")
    page.locator(".log-toggle:has([name=agreement])").click()
    expect(page.locator(".agreement-text")).to_be_focused()
    page.keyboard.type(promise)
    page.locator(".agreement-day").fill("vrijdag")
    expect(page.locator(".agreement-due .due-said")).to_have_text(re.compile(r"^vr \d+ \w+ \d{4}$"))
    page.locator(".log-submit").click()
    page.locator(".row-story .row-link", has_text="Kees wil de pomp in kas 3").click()
    expect(page.locator(".entry-fact", has_text=promise)).to_be_visible()
    for url in (f"{there}/brief", f"{company.url}/agreements/", f"{company.url}/search?q=soort:agreement+leveren"):
        page.goto(url)
        expect(page.get_by_text("vervangen hebben" if "search" in url else promise).first).to_be_visible()
    page.goto(f"{company.url}/agreements/")
    page.locator(".row-link", has_text=promise).click()
    page.locator(".agreement-ends label").first.click()
    page.locator(".agreement-end-form [name=settled_in]").first.check()
    page.locator(".agreement-end-form .btn-primary").click()
    expect(page.locator(".followup-outcome")).to_contain_text("Kees wil de pomp in kas 3")
