"""A customer of Alice, and a call in which they praise somebody; people read English: the source’s sentences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from crm import clock
from crm.compliments import actions, months
from crm.compliments.actions import Vote
from crm.compliments.models import Nomination
from crm.settings import Settings
from tests import factories


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en", timezone="Europe/Amsterdam")


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice)


@pytest.fixture
def contact(customer, alice):
    return factories.interaction(customer, by=alice, body="Kees belt over de pomp in kas 3.", direction="in")


@pytest.fixture
def ingrid(app):
    return factories.user("Ingrid van ’t Hof", department="Buitendienst")


@pytest.fixture
def youssef(app):
    return factories.user("Youssef el Amrani", department="Binnendienst")


@pytest.fixture
def at(monkeypatch) -> Callable[[str], datetime]:
    """``at("2026-10-31T23:30:00+01:00")``: it is that moment from now on."""

    def of(text: str) -> datetime:
        moment = factories.at(text)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return of


@pytest.fixture
def nominate() -> Callable[..., Nomination]:
    """``nominate(bob, youssef, "Reed op zaterdag.")``: Bob’s vote in the running month."""

    def of(by, nominee, reason: str = "Reed op zaterdag naar de kas.", **about) -> Nomination:
        values = Vote(nominee.id, reason, about.pop("customer_id", None))
        return actions.vote(about.pop("month", months.current()), values, by=by, **about)

    return of
