"""A customer of Alice, what Bob logged there yesterday, and Alice's call of today in which the customer had to say it.

People read English: the source’s sentences.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from crm import clock
from crm.interactions.models import Interaction
from crm.settings import Settings
from crm.surprises import actions
from crm.surprises.models import Surprise
from tests import factories


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en", timezone="Europe/Amsterdam")


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice)


@pytest.fixture
def note(customer, bob) -> Interaction:
    """What could have been known: it took place and was logged yesterday."""
    found = factories.interaction(
        customer, by=bob, ago=timedelta(days=1), subject="Levering uitgesteld", body="De pomp komt pas in week 50."
    )
    return logged(found, found.occurred_at)


@pytest.fixture
def call(customer, alice) -> Interaction:
    """In which the customer had to tell us."""
    body = "Kees zegt dat de levering van de pomp is uitgesteld. Wij wisten van niets."
    return factories.interaction(customer, by=alice, body=body, direction="in")


@pytest.fixture
def surprise(call, note, alice) -> Surprise:
    return actions.mark(call.id, note.id, by=alice)[0]


def logged(contact: Interaction, moment: datetime) -> Interaction:
    """As if it had been written down then."""
    contact.created_at = contact.updated_at = moment
    contact.save(only=[Interaction.created_at, Interaction.updated_at])
    return contact


@pytest.fixture
def surprised(customer, alice, bob) -> Callable[..., Surprise]:
    """``surprised("Wij wisten van niets", days=40, stood=True)``: another one, marked so many days ago."""

    def of(body: str = "Zij hoorden het van de monteur.", days: int = 0, stood: bool = False, **about) -> Surprise:
        at, by = about.get("at", customer), about.get("by", alice)
        earlier = factories.interaction(at, by=bob, ago=timedelta(days=days + 2), body="Monteur verhinderd.")
        told = factories.interaction(at, by=by, ago=timedelta(days=days), body=body, direction="in")
        logged(earlier, earlier.occurred_at)
        made = actions.mark(told.id, earlier.id if stood else None, by=by)[0]
        made.created_at = clock.now() - timedelta(days=days)
        made.save(only=[Surprise.created_at])
        return made

    return of
