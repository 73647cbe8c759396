"""A customer of Alice with addresses, a call with Annelies, a mail server that is set, and links that were mailed."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from crm import clock
from crm.interactions.models import Interaction
from crm.jobs import registry
from crm.mail import post
from crm.mail.letter import Letter
from crm.mail.models import Mail
from crm.satisfaction import actions, asked, pace
from crm.settings import Settings
from crm.settings_mail import Smtp
from tests import factories

KEY = re.compile(r"/satisfaction/give/([\w-]{43})")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """People read English, the source's sentences; customers reach the server by its name."""
    found = {"locale": "en", "timezone": "Europe/Amsterdam", "base_url": "http://crm.vanrijnsbergen.example"}
    return replace(settings, **found)


@pytest.fixture(autouse=True)
def unhurried() -> None:
    pace.forget()


@pytest.fixture
def mail_server(app, monkeypatch: pytest.MonkeyPatch) -> None:
    """One is set; what is put in the outbox stays there, to be read."""
    there = replace(post.current, smtp=Smtp("127.0.0.1", 2525), company=lambda: "Van Rijnsbergen Techniek")
    monkeypatch.setattr(post, "current", there)
    monkeypatch.delitem(registry.handlers, "mail.deliver", raising=False)


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice, emails=["info@vandenberg.example"])


@pytest.fixture
def annelies(customer):
    return factories.person(customer, emails=["annelies@vandenberg.example"])


@pytest.fixture
def contact(customer, annelies, alice):
    return factories.interaction(customer, by=alice, people=[annelies], subject="Pomp in kas 3 lekt weer")


@pytest.fixture
def ask(mail_server, contact, bob) -> Callable[..., str]:
    """``ask()``: Bob asks for a mark about the contact; the key in the mail."""

    def of(about: Interaction = contact) -> str:
        made = actions.ask(about.id, asked.addresses(about)[0].point_id, by=bob, write=a_letter)
        return KEY.search(Mail.select().where(Mail.address == made.email).order_by(Mail.id.desc()).get().text)[1]

    return of


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], datetime]:
    """``later(timedelta(days=30))``: from now on the clock shows so much more."""

    def of(more: timedelta) -> datetime:
        then = clock.now() + more
        monkeypatch.setattr(clock, "now", lambda: then)
        return then

    return of


def a_letter(_contact: Interaction, key: str, _until: datetime) -> Letter:
    """A letter of nothing but its link."""
    return Letter("Cijfer", f"http://localhost/satisfaction/give/{key}", "")
