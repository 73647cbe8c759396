"""A customer of Alice, a call with it, and what must be done; people read English: the source’s sentences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from crm import clock
from crm.followups import actions
from crm.followups.actions import Values
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
    return clock.now().date()


@pytest.fixture
def ask(customer, alice, today) -> Callable[..., FollowUp]:
    """``ask("Kees bellen", user=bob, days=2)``: a follow-up that Alice asks for, due in so many days."""

    def of(what: str = "Kees terugbellen over de vervangende pomp", **about: Any) -> FollowUp:
        days, at = about.pop("days", 1), about.pop("at", customer)
        user, department = about.pop("user", None), about.pop("department", None)
        whose = {"user_id": user and user.id, "department_id": department and department.id}
        if not user and not department:
            whose["user_id"] = alice.id
        values = Values(what, today + timedelta(days=max(days, 0)), **whose)
        made = actions.create(at.id, values, by=about.pop("by", alice), today=today, **about)
        if days < 0:
            made.due_on = today + timedelta(days=days)
            made.save()
        return made

    return of
