"""The customer had to tell us: the ear in the log form, what stood where, and how that shows."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Company

TITLE = "Pomp lekt weer, vervanging niet gekomen"


def test_pressed_while_logging_it_shows_on_both_contacts(page: Page, company: Company):
    page.goto(f"{company.url}/customers/{company.customer}")
    form = page.locator("#log-form")
    form.locator(".log-text").fill("Kees vertelt dat de vervanging niet gekomen is.")
    row = form.locator(".surprise-row")
    expect(row).to_be_hidden()
    form.locator(".log-toggle:has([name=surprise])").click()
    search = row.locator("input[type=search]")
    expect(search).to_be_focused()
    page.keyboard.press("Enter")  # in the picker's own field it must not log the contact
    expect(form.locator(".log-errors")).to_have_count(0)
    expect(row.locator(".choice")).to_have_count(11)  # fetched when the row opened

    page.keyboard.press("Control+Enter")  # without saying where: refused, and nothing is lost
    expect(form.locator(".log-errors")).to_be_visible()
    expect(form.locator(".log-text")).to_have_value("Kees vertelt dat de vervanging niet gekomen is.")
    search.press_sequentially("vervanging")
    expect(row.locator(".choice")).to_have_count(2)
    row.get_by_text(TITLE).click()
    search.fill("pomp")
    expect(row.locator(".choice").first).to_contain_text(TITLE)
    expect(row.locator(f"input[value='{company.interaction}']")).to_be_checked()
    form.locator(".log-submit").click()

    told = page.locator("#timeline .entry").first
    expect(told.locator(".mark-warn")).to_be_visible()
    expect(form.locator(".surprise-row")).to_be_hidden()
    told.locator(".row-link").click()
    expect(told.locator(".entry-surprise")).to_contain_text(TITLE)
    told.locator(".entry-surprise a").first.click()
    expect(page.locator(".surprise-later")).to_contain_text("Kees vertelt dat de vervanging")


def test_marked_afterwards_changed_and_taken_back(page: Page, company: Company):
    page.goto(f"{company.url}/surprises/new?interaction={company.interaction}")
    page.locator(".choice-nowhere").click()
    page.locator(".form-actions .btn-primary").click()
    page.wait_for_url(f"**/customers/{company.customer}#i{company.interaction}")
    page.goto(f"{company.url}/interactions/{company.interaction}")
    page.locator(".surprise-acts a").click()
    page.locator(".choice").first.click()
    page.locator(".form-actions .btn-primary").click()
    page.goto(f"{company.url}/surprises/?customer={company.customer}")
    expect(page.locator(f"a.row-link[href$='#i{company.interaction}']")).to_be_visible()
    page.goto(f"{company.url}/interactions/{company.interaction}")
    page.locator(".surprise-acts button").click()
    page.wait_for_url(f"**/customers/{company.customer}#i{company.interaction}")
    page.locator(".toast").get_by_role("button").first.click()
    page.goto(f"{company.url}/interactions/{company.interaction}")
    expect(page.locator(".entry-surprise")).to_be_visible()


def test_without_scripts_the_row_and_its_own_page_do_the_same(browser: Browser, company: Company, signed_in: dict):
    context = browser.new_context(locale="nl-NL", storage_state=signed_in, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{company.url}/interactions/new?customer={company.customer}")
    page.locator("#log-form .log-text").fill("Zonder scripts gehoord.")
    page.locator(".log-toggle:has([name=surprise])").click()
    expect(page.locator(".surprise-row .choice-find")).to_be_hidden()
    page.locator(".choice-nowhere").click()
    page.locator(".log-submit").click()
    told = page.locator("#timeline .entry").first
    expect(told.locator(".mark-warn")).to_be_visible()
    told.locator(".row-link").click()
    page.locator(".surprise-acts a").click()
    page.locator("main input[type=search], .surprise-form input[type=search]").first.fill("vervanging")
    page.locator(".surprise-find button").click()
    page.locator(".choice", has_text=TITLE).click()
    page.locator(".form-actions .btn-primary").click()
    page.locator("#timeline .entry").first.locator(".row-link").click()
    expect(page.locator(".entry-surprise")).to_contain_text(TITLE)
    context.close()
