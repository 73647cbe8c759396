"""After a restore no digest of before is sent again, and those that come go on."""

from datetime import timedelta

import pytest

from crm import clock
from crm.digest.models import Digest
from crm.jobs.models import Job
from crm.mail.models import Mail
from tests import factories
from tests.digest.travel import HOUR, WEEK, beginning, got, reader
from tests.factories import at

MONDAY = at("2026-11-23T06:30Z")


@pytest.fixture
def travel(app, monkeypatch):
    with app.app_context(), beginning(monkeypatch, MONDAY - WEEK - 5 * HOUR) as journey:
        journey.work()
        yield journey


def test_what_was_sent_since_the_backup_is_not_sent_again(travel, command, shelf):
    user = reader()
    factories.interaction(factories.customer(owner=user), by=user)
    travel.awake(MONDAY - WEEK + 2 * HOUR)
    assert got(user) == ["2026-W46"]
    travel.at = MONDAY + timedelta(minutes=1, seconds=5)
    assert command("backup", str(shelf / "klant.zip")).exit_code == 0  # just before that of this week is made
    travel.awake(MONDAY + 5 * HOUR)
    assert got(user) == ["2026-W46", "2026-W47"]

    done = command("restore", str(shelf / "klant.zip"), "--yes")
    assert done.exit_code == 0, done.output
    travel.awake(MONDAY + WEEK - HOUR)
    assert got(user) == ["2026-W46"]
    assert Mail.select().where(Mail.message_id.startswith("digest.own.2026-W47")).count() == 0
    travel.awake(MONDAY + WEEK + HOUR)
    assert got(user) == ["2026-W46", "2026-W48"]
    assert Digest.get(Digest.period == "2026-W48").starts_at == MONDAY - WEEK


def test_what_was_asked_for_or_planned_when_the_backup_was_made_is_let_go(travel, command, shelf):
    for kind in ("digest.make", "digest.now", "search.read"):
        Job.create(kind=kind, run_at=clock.now(), created_at=clock.now())
    assert command("backup", str(shelf / "klant.zip")).exit_code == 0
    assert command("restore", str(shelf / "klant.zip"), "--yes").exit_code == 0
    assert {kind for (kind,) in Job.select(Job.kind).tuples()} & {"digest.make", "digest.now"} == set()
    assert Job.select().where(Job.kind == "search.read").exists()
