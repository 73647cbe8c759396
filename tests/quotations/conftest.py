"""A customer of Alice with a call, and quotations; people read English: the source’s sentences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crm.quotations.models import Quotation
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
    return factories.interaction(customer, by=alice, ago=timedelta(days=20))


@pytest.fixture
def quote(contact, bob) -> Callable[..., Quotation]:
    """``quote(stage="sent")``: Bob wrote down in that call that a quotation came up."""

    def of(body: str = "Twaalf circulatiepompen", **about: Any) -> Quotation:
        at, by = about.pop("at", contact), about.pop("by", bob)
        return factories.quotation(at, by=by, body=body, **about)

    return of
