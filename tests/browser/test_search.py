"""Searching, the way people do it: narrow down, read in place, go back, keep it, ask."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Company


def search(page: Page, company: Company, words: str) -> None:
    """The search page with this in its box."""
    page.goto(f"{company.url}/search?q={words}")


def log_visit(page: Page, company: Company) -> None:
    """Something about the pump that was not said by phone."""
    page.goto(f"{company.url}/interactions/new?customer={company.customer}")
    page.locator("#log-form input[name=channel][value=visit]").check(force=True)
    page.locator("#log-form .log-text").fill("Pomp nagekeken, manchet past nu.")
    page.locator(".log-submit").click()
    page.wait_for_url(re.compile(r"#i\d+"))


def test_a_hit_opens_and_closes_where_it_stands_by_mouse_and_by_key(page: Page, company: Company):
    search(page, company, "vervanging")
    hit = page.locator(f"#i{company.interaction}")
    expect(hit.locator("mark")).to_have_text("vervanging")
    hit.locator(".row-link").click()
    expect(hit).to_contain_text("Hij zet de tweede pomp nu niet door.")
    expect(hit).to_contain_text("Kwekerij Van den Berg & Zonen")
    expect(hit.locator(".row-close")).to_be_focused()
    assert page.evaluate("CSS.highlights.get('found').size") == 1
    page.keyboard.press("o")
    expect(hit.locator("mark")).to_have_text("vervanging")
    expect(hit.locator(".row-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(hit).to_contain_text("Hij zet de tweede pomp nu niet door.")
    expect(page).to_have_url(re.compile(r"/search\?q=vervanging$"))


def test_j_and_k_go_through_the_hits(page: Page, company: Company):
    search(page, company, "pomp")
    rows = page.locator(".hits .row-link")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_a_search_changes_the_results_without_leaving_the_page(page: Page, company: Company):
    search(page, company, "pomp")
    expect(page.get_by_role("status").and_(page.locator("#search-said"))).to_contain_text(re.compile(r"4\d"))
    page.evaluate("window.here = true")
    box = page.get_by_role("combobox")
    box.fill("vervanging")
    page.keyboard.press("Enter")
    expect(page.locator(".hits .row-link")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/search\?q=vervanging$"))
    expect(page).to_have_title(re.compile("vervanging"))
    expect(box).to_be_focused()
    expect(page.locator("#search-said")).to_contain_text("1 ")
    assert page.evaluate("window.here")
    expect(page.get_by_role("option")).to_have_count(0)
    page.go_back()
    expect(page.locator(".hits .row-link")).to_have_count(20)
    expect(box).to_have_value("pomp")


def test_a_filter_stands_in_the_box_and_is_taken_off_by_its_cross(page: Page, company: Company):
    log_visit(page, company)
    search(page, company, "pomp")
    visits = page.locator("#search-aside .facet a").filter(has_text="Bezoek")
    visits.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("combobox")
    expect(box).to_have_value("pomp kanaal:bezoek")
    expect(visits).to_be_focused()
    page.locator(".search-chips a").click()
    expect(page.locator(".search-chips")).to_have_count(0)
    expect(box).to_have_value("pomp")
    expect(page.locator("#results")).to_be_focused()


def test_an_empty_box_offers_what_was_searched_for_once_one_goes_there(page: Page, company: Company):
    search(page, company, "slijtring")
    page.wait_for_timeout(300)  # the page tells what was searched for
    page.goto(company.url)
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_contain_text("slijtring")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=slijtring"))


def test_a_search_is_kept_renamed_and_deleted_and_comes_back(page: Page, company: Company):
    search(page, company, "lekt")
    page.locator(".found-acts summary").click()
    page.locator("#save-name").fill("Lekkages")
    page.keyboard.press("Enter")
    expect(page.locator(".found-acts .is-on")).to_be_visible()
    page.goto(f"{company.url}/search/saved")
    row = page.locator(".saved-row")
    expect(row).to_contain_text("Lekkages")
    row.locator(".saved-rename summary").click()
    row.locator("input[name=name]").fill("Alles wat lekt")
    page.keyboard.press("Enter")
    expect(row.locator("h2")).to_have_text("Alles wat lekt")
    row.locator("form[action$=delete] button").click()
    expect(row).to_have_count(0)
    page.locator(".toast-act").click()
    expect(row.locator("h2")).to_have_text("Alles wat lekt")


def test_what_nobody_wrote_down_becomes_a_question_to_colleagues(page: Page, company: Company):
    search(page, company, "frequentieregelaar")
    page.locator(".search-nothing .btn-primary").click()
    page.locator("#q").fill("kwekerij")
    page.keyboard.press("Enter")
    page.locator(".customer-choices .row-link").first.click()
    expect(page.locator("#what")).to_have_value(re.compile("“frequentieregelaar”"))
    page.locator(".form-actions .btn-primary").click()
    page.wait_for_url(re.compile(f"/customers/{company.customer}"))
    page.goto(f"{company.url}/followups/?whose=all")
    expect(page.locator(".ledger").first).to_contain_text("frequentieregelaar")


def test_searching_works_without_scripts(browser: Browser, company: Company, signed_in: dict):
    context = browser.new_context(locale="nl-NL", storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{company.url}/search")
    page.locator("#q").fill("vervanging")
    page.keyboard.press("Enter")
    page.locator(".hits .row-link").click()
    expect(page.locator(".entry.is-open")).to_contain_text("Hij zet de tweede pomp nu niet door.")
    page.go_back()
    page.locator("#order-best").click()
    page.wait_for_url(re.compile("sort=best"))
    expect(page.locator(".hits .row-link")).to_have_count(1)
    context.close()


def test_on_a_phone_the_filters_wait_behind_one_line(browser: Browser, company: Company, signed_in: dict):
    context = browser.new_context(locale="nl-NL", storage_state=signed_in, viewport={"width": 390, "height": 844})
    page = context.new_page()
    log_visit(page, company)
    search(page, company, "pomp")
    expect(page.locator(".hits .row-link").first).to_be_in_viewport()
    expect(page.locator(".facets-phone a").first).not_to_be_visible()
    page.locator(".facets-phone summary").click()
    page.locator(".facets-phone a").first.click()
    expect(page.locator(".search-chips .chip")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()
