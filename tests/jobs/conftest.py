"""Kinds of jobs and tasks that exist only in one test, and what their effects leave behind."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from crm import clock
from crm.company.models import Setting
from crm.jobs import registry


@pytest.fixture
def work(app) -> Iterator[type]:
    """The registry without the product's own kinds; as it was afterwards."""
    tables = (registry.handlers, registry.words, registry.tasks, registry.dropped)
    kept = [dict(table) for table in tables]
    for table in tables:
        table.clear()
    yield registry
    for table, was in zip(tables, kept, strict=True):
        table.clear()
        table.update(was)


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], datetime]:
    """``travel(minutes)``: the clock shows so much later, or earlier; it begins at ten past ten."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 10, 10, 5, tzinfo=UTC))

    def go(by: timedelta) -> datetime:
        moment = clock.now() + by
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return go


@pytest.fixture
def errand(work) -> str:
    """A kind of job whose effect is a row in the database: its args, once for each time it was done."""
    work.handle("errand", lambda number: lambda: written(number))
    return "errand"


def written(number: int) -> None:
    """One more time, in the transaction of the job."""
    was = Setting.get_or_none(Setting.key == f"errand {number}")
    if was:
        Setting.update(value=int(was.value) + 1).where(Setting.id == was.id).execute()
    else:
        Setting.create(key=f"errand {number}", value=1)


def times() -> dict[int, int]:
    """How often each errand was done."""
    found = Setting.select(Setting.key, Setting.value).where(Setting.key.startswith("errand "))
    return {int(key.removeprefix("errand ")): int(value) for key, value in found.tuples()}
