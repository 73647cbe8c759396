"""A customer of Alice, a call with it, and warnings; people read English: the source’s sentences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from crm.headsups import actions
from crm.headsups.actions import Values
from crm.headsups.models import HeadsUp
from crm.settings import Settings
from tests import factories

WINTER = "Niet over de winterorder beginnen. Bel eerst over de vervanging van de CP-40."


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
def warn(customer, bob) -> Callable[..., HeadsUp]:
    """``warn("Hond los.", days=3)``: Bob's warning that holds for so many days more; below zero its day is over."""

    def of(body: str = WINTER, days: int = 14, **about: Any) -> HeadsUp:
        at, by = about.pop("at", customer), about.pop("by", bob)
        day = factories.today() + timedelta(days=days)
        made = actions.create(at.id, Values(body, max(day, factories.today())), by=by, **about)
        if days < 0:
            made.until_on = day
            made.save()
        return made

    return of
