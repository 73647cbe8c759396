"""A clock that the tests set."""

from datetime import datetime, timedelta

import pytest

from crm import clock
from tests import factories


class Clock:
    """What time it is, until it is set anew."""

    def __init__(self) -> None:
        self.time = factories.at("2026-11-20T10:00:00+00:00")

    def now(self) -> datetime:
        """As ``crm.clock.now``."""
        return self.time

    def on(self, **ago: float) -> datetime:
        """So much later."""
        self.time += timedelta(**ago)
        return self.time


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    set_by_hand = Clock()
    monkeypatch.setattr(clock, "now", set_by_hand.now)
    return set_by_hand
