"""axe finds nothing on any page, in both themes, on a desk and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Company

AXE = next((Path(__file__).parent / "vendor").glob("axe-core-*.min.js")).read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = (
    "only => axe.run(document, {runOnly: only})"
    ".then(found => found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).slice(0, 2)}`))"
)
PAGES = {
    "today": "/",
    "customers": "/customers/",
    "customers-none": "/customers/?letter=x",
    "customer": "/customers/{customer}",
    "customer-changes": "/customers/{customer}?changes=1&channel=phone",
    "customer-none": "/customers/{customer}?q=bestaatniet",
    "customer-new": "/customers/new",
    "customer-edit": "/customers/{customer}/edit",
    "person": "/customers/people/{person}",
    "person-new": "/customers/{customer}/people/new",
    "brief": "/customers/{customer}/brief",
    "empty-chair": "/brief/empty-chair?customer={customer}",
    "headsups": "/headsups/",
    "headsup-new": "/headsups/new?customer={customer}",
    "followups": "/followups/",
    "followup": "/followups/1",
    "followup-new": "/followups/new?customer={customer}",
    "log": "/interactions/new?customer={customer}",
    "log-anyone": "/interactions/new",
    "contact": "/interactions/{interaction}",
    "contact-edit": "/interactions/{interaction}/edit",
    "search": "/search?q=pomp",
    "search-empty": "/search",
    "search-none": "/search?q=bestaatniet",
    "search-narrowed": "/search?q=pomp+kanaal:telefoon+-offerte&sort=best&customer={customer}",
    "search-saved": "/search/saved",
    "search-missed": "/search/missed",
    "surprises": "/surprises/",
    "teamwork": "/teamwork/",
    "teamwork-goals": "/teamwork/goals",
    "teamwork-counting": "/teamwork/counting",
    "surprise-new": "/surprises/new?interaction={interaction}",
    "lookup-none": "/lookup?phone=0612349999",
    "history": "/history/customer/{customer}",
    "history-contact": "/history/interaction/{interaction}",
    "absences": "/absences/",
    "handover-new": "/handovers/new",
    "bin": "/bin/",
    "digest": "/digest/",
    "digest-choice": "/digest/choice",
    "calendar": "/calendar/",
    "password": "/accounts/password",
    "notifications": "/notifications/",
    "notification-choices": "/notifications/choices",
    "not-there": "/nergens",
}
# forms and lists that are on a phone what they are on a desk, but for their width
AS_ON_A_DESK = {
    *("customers-none", "customer-changes", "customer-none", "customer-edit", "person", "person-new", "contact-edit"),
    *("search-empty", "search-none", "search-saved", "search-missed", "lookup-none", "history-contact", "bin"),
    *("digest-choice", "password", "headsup-new", "log-anyone", "notification-choices", "not-there"),
    "teamwork-counting",
}
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # what a theme changes; the rest is the same in the dark


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_axe_finds_nothing(browser: Browser, company: Company, signed_in: dict, width: int, height: int):
    context = browser.new_context(
        locale="nl-NL",
        storage_state=signed_in,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",  # axe would measure the contrast of what is still fading in
    )
    page = context.new_page()
    found = {}
    for name, path in PAGES.items():
        page.emulate_media(color_scheme="light")
        page.goto(company.url + path.format(**company.__dict__))
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found[f"{name}, sideways"] = ["scrolls sideways"]
        if width < 700 and name in AS_ON_A_DESK:
            continue
        page.evaluate(AXE)
        if problems := page.evaluate(RUN, TAGS):
            found[name] = problems
        page.emulate_media(color_scheme="dark")
        if problems := page.evaluate(RUN, {"type": "rule", "values": OF_COLOUR}):
            found[f"{name}, dark"] = problems
    context.close()
    assert found == {}


def test_axe_finds_nothing_before_logging_in(browser: Browser, company: Company):
    page = browser.new_page(locale="nl-NL")
    page.goto(company.url + "/login")
    page.evaluate(AXE)
    assert page.evaluate(RUN, TAGS) == []


@pytest.mark.parametrize("path", ["/", "/customers/{customer}", "/customers/{customer}/brief", "/search?q=pomp"])
def test_nothing_scrolls_sideways_at_320_pixels(browser: Browser, company: Company, signed_in: dict, path: str):
    context = browser.new_context(storage_state=signed_in, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(company.url + path.format(**company.__dict__))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()
