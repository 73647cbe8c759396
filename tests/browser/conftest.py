"""A server with a small company on it, a browser, and somebody logged in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from crm import db
from crm.accounts.models import CONSOLE
from crm.app import create_app
from crm.settings import Settings
from tests import factories, server
from tests.browser import chromium

PASSWORD = "fietspomp met lange slang"


@dataclass(frozen=True)
class Company:
    """Where the server is, and whom and what the tests may name."""

    url: str
    email: str
    customer: int
    person: int
    interaction: int


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    found = chromium.find()
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if found is None:
                item.add_marker(pytest.mark.skip(reason="LEFT OUT: no Chromium on this machine"))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[Path], str]) -> Iterator[Company]:
    folder = tmp_path_factory.mktemp("company")
    told = {"CRM_DATA_DIR": str(folder), "CRM_DATABASE_URL": new_database(folder)}
    app = create_app(Settings.load(told))
    with app.app_context(), db.database.connection_context():
        joost = factories.user("Joost van der Heijden", email="joost@vanrijnsbergen.example", password=PASSWORD)
        ingrid = factories.user("Ingrid van ’t Hof", department="Binnendienst")
        factories.department("Buitendienst")
        berg = factories.customer(
            owner=joost, phones=["0174 12 34 50"], note="Kees neemt vóór 7:30 en na 17:00 op.", since=2011
        )
        annelies = factories.person(berg, phones=["06-12345678"], emails=["annelies@vandenberg.example"], role="inkoop")
        for days in range(1, 41):
            factories.interaction(berg, by=ingrid, people=[annelies], ago=timedelta(days=days * 3))
        last = factories.interaction(
            berg,
            by=ingrid,
            people=[annelies],
            subject="Pomp lekt weer, vervanging niet gekomen",
            body="Kees belt voor de derde keer over de CP-40 in kas 3.\nHij zet de tweede pomp nu niet door.",
            direction="in",
        )
        factories.followup(berg, by=ingrid, user=joost, what="Annelies terugbellen over de korting", days=-2)
        factories.customer("Wasserij Steenbeek", city="Oudewater")
        factories.houserule(by=CONSOLE, title="Korting geven we alleen via Verkoop.")
    with server.running(folder, workers=1) as (port, _pid):
        yield Company(f"http://127.0.0.1:{port}", joost.email, berg.id, annelies.id, last.id)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def signed_in(browser: Browser, company: Company) -> dict:
    """What a browser keeps after Joost logged in."""
    return kept_of(browser, company, company.email)


def kept_of(browser: Browser, company: Company, email: str) -> dict:
    """What a browser keeps after this colleague logged in."""
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    page.goto(company.url + "/login")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(company.url + "/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def context(browser: Browser, signed_in: dict) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="nl-NL", storage_state=signed_in)
    context.set_default_timeout(8000)
    yield context
    context.close()


def _is_complaint(message: ConsoleMessage) -> bool:
    """A refused form answers 422, which Chromium notes as an error of its own."""
    return message.type == "error" and "status of 422" not in message.text


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of Joost's; what its console complains of fails the test."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
