"""A customer of Alice, a call with it of two weeks ago, and what was agreed in it; people read English."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crm.agreements.models import Agreement
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
    return factories.interaction(customer, by=alice, ago=timedelta(days=14))


@pytest.fixture
def today() -> date:
    return factories.today()


@pytest.fixture
def agree(contact, bob) -> Callable[..., Agreement]:
    """``agree("nieuwe CP-40 leveren", days=3)``: what Bob wrote down of that call, due in so many days."""

    def of(body: str = "nieuwe CP-40 leveren", **about) -> Agreement:
        return factories.agreement(about.pop("contact", contact), by=about.pop("by", bob), body=body, **about)

    return of
