"""A customer of Alice, a call with it, and what must be done; people read English: the source’s sentences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from crm.followups.models import FollowUp
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
    return factories.interaction(customer, by=alice)


@pytest.fixture
def today() -> date:
    return factories.today()


@pytest.fixture
def ask(customer, alice) -> Callable[..., FollowUp]:
    """``ask("Kees bellen", user=bob, days=2)``: a follow-up that Alice asks for, due in so many days."""

    def of(what: str = "Kees terugbellen over de vervangende pomp", **about: Any) -> FollowUp:
        return factories.followup(about.pop("at", customer), what=what, **{"by": alice} | about)

    return of
