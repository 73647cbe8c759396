"""Before a call, on a telephone: one screen, one tap, and afterwards the log form that knows it all."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from crm import clock, db
from crm.accounts.models import User
from crm.consults.models import Consult
from crm.customers.models import Customer
from crm.presence.models import Presence
from tests import factories
from tests.browser.conftest import Company

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# a browser on a desk has nothing that dials: the number is kept instead, after the page had its turn
KEEP_NUMBER = """addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='tel:']");
  if (link) { sessionStorage.setItem("dialled", link.href); event.preventDefault(); }
});"""


@pytest.fixture
def telephone(browser: Browser, signed_in: dict) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", storage_state=signed_in, **PHONE)
    context.set_default_timeout(8000)
    context.add_init_script(KEEP_NUMBER)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
    context.close()


def brief(company: Company) -> str:
    return f"{company.url}/customers/{company.customer}/brief"


def test_a_tap_on_the_number_dials_and_leads_to_the_log_form(telephone: Page, company: Company):
    began = clock.now()
    telephone.goto(brief(company))
    telephone.locator(".dial .btn-main").tap()
    telephone.wait_for_url("**/interactions/new?customer=*&person=*&called=*")
    assert telephone.evaluate("sessionStorage.getItem('dialled')") == "tel:+31612345678"
    form = telephone.locator("#log-form")
    expect(form.locator("[name=channel][value=phone]")).to_be_checked()
    expect(form.locator("[name=direction_phone]")).to_have_value("out")
    expect(form.locator(f"[name=people][value='{company.person}']")).to_be_checked()
    typed = datetime.strptime(form.locator("[name=when]").input_value(), "%d-%m-%Y %H:%M")
    assert abs(typed - began.astimezone(ZoneInfo("Europe/Amsterdam")).replace(tzinfo=None)) < timedelta(minutes=2)
    form.locator(".log-text").fill("Annelies zet de tweede pomp nu wel door.")
    form.locator(".log-submit").tap()
    telephone.wait_for_url(f"**/customers/{company.customer}#i*")
    expect(telephone.locator("#timeline")).to_contain_text("Annelies zet de tweede pomp nu wel door")


def test_a_tap_says_that_the_customer_is_being_called_and_was_read_about(telephone: Page, company: Company):
    telephone.goto(brief(company))
    with telephone.expect_response(f"**/presence/{company.customer}"):
        pass  # the page said that it is open
    telephone.locator(".dial .btn-main").tap()
    telephone.wait_for_url("**/interactions/new*")
    with db.database.connection_context():
        mine = Presence.get(Presence.customer == company.customer)
        consult = Consult.select().where(Consult.customer == company.customer).order_by(Consult.id.desc()).first()
    assert mine.doing == "calls" and mine.until_at - clock.now() > timedelta(minutes=13)
    assert consult.brief_at is not None


def test_a_customer_fits_on_one_screen_and_at_320_nothing_scrolls_sideways(telephone: Page, company: Company):
    telephone.goto(brief(company))
    high = "(() => { const book = document.querySelector('.book'); return book.scrollHeight - book.clientHeight })()"
    assert telephone.evaluate(high) <= 0
    telephone.set_viewport_size({"width": 320, "height": 640})
    assert telephone.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_stays_current_and_what_was_opened_stays_open(page: Page, company: Company):
    page.goto(brief(company))
    line = page.locator(".last").nth(1)
    name = line.get_attribute("id")
    line.locator("summary").click()
    with db.database.connection_context():
        customer, ingrid = Customer.get_by_id(company.customer), User.get(User.name.startswith("Ingrid"))
        factories.interaction(customer, by=ingrid, subject="Vervanging staat klaar op het magazijn")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('customer-changed'))")
    expect(page.locator(".brief-book")).to_contain_text("Vervanging staat klaar op het magazijn")
    expect(page.locator(f"#{name}")).to_have_attribute("open", "")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('brief-stale'))")
    expect(page.locator(f"#{name}")).to_have_attribute("open", "")


def test_who_is_choosing_somebody_else_to_call_is_not_disturbed(page: Page, company: Company):
    page.goto(brief(company))
    page.locator(".dial-others summary").click()
    with page.expect_response("**/brief?part=page*"):
        page.evaluate("document.body.dispatchEvent(new CustomEvent('customer-changed'))")
    page.wait_for_timeout(100)
    expect(page.locator(".dial-others")).to_have_attribute("open", "")


def test_without_scripts_the_number_dials_and_the_lines_open(browser: Browser, signed_in: dict, company: Company):
    context = browser.new_context(locale="nl-NL", storage_state=signed_in, java_script_enabled=False, **PHONE)
    page = context.new_page()
    page.goto(brief(company))
    expect(page.locator(".dial .btn-main")).to_have_attribute("href", "tel:+31612345678")
    expect(page.locator(".dial noscript a")).to_be_visible()
    line = page.locator(".last").first
    line.locator("summary").click()
    expect(line.locator(".last-text")).to_be_visible()
    context.close()


def test_on_paper_it_is_one_page_also_of_a_busy_customer(page: Page, company: Company):
    with db.database.connection_context():
        customer, ingrid = Customer.get_by_id(company.customer), User.get(User.name.startswith("Ingrid"))
        for name in ("Kees van den Berg", "Dirk-Jan Vermeulen", "Samira Benali", "Wilma Kortekaas"):
            factories.person(customer, name, phones=["0174 12 34 61"], role="technische dienst")
        for days in range(5):
            factories.followup(
                customer, by=ingrid, days=days, what="Nieuwe CP-40 brengen en Kees bellen vanaf de poort"
            )
            factories.interaction(customer, by=ingrid, body="Kas 3 draait nu op één pomp. " * 20)
    page.goto(brief(company))
    page.locator(".last summary").first.click()
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    import pypdfium2  # not in the process of the other tests, which hold that it is never loaded

    assert len(pypdfium2.PdfDocument(paper)) == 1
