"""A customer of Alice, a call with it an hour ago, and complaints; people read English: the source’s sentences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crm.accounts.models import Role
from crm.complaints.models import Complaint
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
    return factories.interaction(customer, by=alice, ago=timedelta(hours=1))


@pytest.fixture
def eva(app):
    """A manager of another department."""
    return factories.user("Eva Prins", department="Directie", role=Role.MANAGER)


@pytest.fixture
def complain(contact, bob) -> Callable[..., Complaint]:
    """``complain("Pomp lekt.", state="solved")``: written down by Bob, and seen to by him, in Alice’s call."""

    def of(body: str = "CP-40 in kas 3 lekt, derde melding", **about: Any) -> Complaint:
        return factories.complaint(about.pop("told", contact), by=about.pop("by", bob), body=body, **about)

    return of
