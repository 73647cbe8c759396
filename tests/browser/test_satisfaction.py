"""The public page on which a customer gives a mark, under abuse: twice, too late, hostile, and without scripts."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from crm import clock, db
from crm.accounts import keys as hashing
from crm.accounts.models import User
from crm.customers.models import Customer
from crm.journal import Change
from crm.satisfaction import asked, keys
from crm.satisfaction.models import Rating, RatingRequest
from tests import factories
from tests.browser.conftest import Company

HOSTILE = "<script>document.title='gehackt'</script><img src=x onerror=\"document.title='gehackt'\"> Mooi werk."
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def link(company: Company) -> Callable[[], str]:
    """``link()``: a link about a contact that was just logged."""

    def of() -> str:
        with db.database.connection_context():
            by, key, now = User.get(), keys.new(), clock.now()
            contact = factories.interaction(Customer.get_by_id(company.customer), by=by)
            about = {"customer": company.customer, "interaction": contact, "email": "annelies@vandenberg.example"}
            about |= {"created_at": now, "expires_at": now + asked.VALID, "person": company.person}
            RatingRequest.create(key_hash=hashing.hash_of(key), **about)
        return company.url + keys.path(key)

    return of


@contextlib.contextmanager
def a_customer(browser: Browser, **options) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="nl-NL", viewport=PHONE, **options)
    context.set_default_timeout(8000)
    yield context
    context.close()


def scores() -> list[tuple[int, str]]:
    with db.database.connection_context():
        return list(Rating.select(Rating.score, Rating.body).order_by(Rating.id).tuples())


def give(page: Page, score: int, words: str = "") -> None:
    page.locator(f".score:has([value='{score}'])").click()
    page.locator("textarea").fill(words)
    page.locator(".btn-primary").click()


def test_once_whatever_is_tried_with_two_tabs_reload_back_and_a_second_time(browser: Browser, company: Company, link):
    address, before = link(), len(scores())
    with a_customer(browser) as context:
        first, second = context.new_page(), context.new_page()
        for tab in (first, second):
            tab.goto(address)
        assert first.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        first.locator(".btn-primary").click()  # without a mark the browser sends nothing
        expect(first.locator(".score")).to_have_count(10)
        give(first, 8, HOSTILE)
        expect(first.locator(".score")).to_have_count(0)
        expect(first.locator(".lead")).to_contain_text("8")
        give(second, 2, "Toch maar een twee.")
        expect(second.locator(".lead")).to_contain_text("8")
        first.reload()
        expect(first.locator(".lead")).to_contain_text("8")
        first.go_back()
        expect(first.locator(".score")).to_have_count(0)
    with a_customer(browser) as elsewhere:
        page = elsewhere.new_page()
        page.goto(address)
        expect(page.locator(".lead")).to_contain_text("8")
        answer = page.goto(address[:-4] + "xxxx")
        assert answer and answer.status == 404
        expect(page.locator("form")).to_have_count(0)
    assert scores()[before:] == [(8, HOSTILE)]


def test_without_scripts_by_keyboard_and_hostile_words_are_only_words(
    browser: Browser, company: Company, link, page: Page
):
    address = link()
    with a_customer(browser, java_script_enabled=False) as context:
        theirs = context.new_page()
        theirs.goto(address)
        theirs.locator("[name=score]").first.focus()
        theirs.keyboard.press("ArrowRight")
        theirs.keyboard.press("ArrowRight")
        theirs.locator("textarea").fill(HOSTILE)
        theirs.locator(".btn-primary").click()
        expect(theirs.locator(".lead")).to_contain_text("3")
    with db.database.connection_context():
        made = Rating.select().order_by(Rating.id.desc()).get()
        assert Change.get(Change.verb == "rating.give", Change.record == made.id).user is None
    for url in (f"/satisfaction/{made.id}", f"/interactions/{made.interaction_id}", "/satisfaction/"):
        page.goto(company.url + url)
        expect(page.locator("main")).to_contain_text("<script>")
        assert "gehackt" not in page.title()
    page.goto(f"{company.url}/satisfaction/{made.id}")
    complaint = page.locator(".page-actions .btn-primary")
    expect(complaint).to_have_attribute(
        "href", f"/complaints/new?customer={company.customer}&interaction={made.interaction_id}"
    )


def test_when_cookies_are_thrown_away_meanwhile_nothing_typed_is_lost(browser: Browser, link):
    with a_customer(browser) as context:
        page = context.new_page()
        page.goto(link())
        context.clear_cookies()
        give(page, 9, "Netjes geholpen.")
        expect(page.locator(".banner-late")).to_be_visible()
        expect(page.locator("textarea")).to_have_value("Netjes geholpen.")
        expect(page.locator("[name=score]:checked")).to_have_value("9")
        page.locator(".btn-primary").click()
        expect(page.locator(".lead")).to_contain_text("9")
