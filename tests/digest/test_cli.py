"""flask digest send: for who has not got it yet, once, and nothing with --dry-run."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import Role, User
from crm.digest import actions
from crm.digest.models import Digest, Series
from crm.jobs.models import Job
from crm.mail.models import Mail
from tests import factories
from tests.digest.travel import DAY, beginning, got, reader
from tests.drained import drain
from tests.factories import at


@pytest.fixture
def travel(app, monkeypatch):
    """Tuesday the 24th of November 2026."""
    with app.app_context(), beginning(monkeypatch, at("2026-11-24T10:00Z")) as journey:
        yield journey


def lines(output: str) -> dict[str, list[str]]:
    """What is said of each colleague."""
    rows = [line.split("\t") for line in output.splitlines() if "\t" in line]
    return {row[0]: row[1:] for row in rows}


def test_everybody_who_wants_one_gets_last_week_s_once(travel, command):
    alice, bob = reader("Alice van den Bosch"), reader("Bob de Wit", rhythm="off")
    done = command("digest", "send")
    assert done.exit_code == 0, done.output
    assert lines(done.output).keys() == {alice.email, bob.email}
    assert lines(done.output)[alice.email][:2] == ["own", "2026-W47"]
    assert got(alice) == ["2026-W47"] and got(bob) == []
    assert Job.select().where(Job.kind == "mail.deliver").count() == 1  # for the worker

    again = command("digest", "send")
    assert again.exit_code == 0 and Mail.select().count() == 1


def test_what_is_new_is_named(travel, command):
    alice = reader()
    other = factories.user("Bob de Wit", department="Binnendienst")
    customer = factories.customer(owner=alice)
    travel.at = at("2026-11-19T10:00Z")
    factories.interaction(customer, by=other)
    travel.at = at("2026-11-24T10:00Z")
    done = command("digest", "send")
    assert done.exit_code == 0, done.output
    assert lines(done.output)[alice.email][2][0] == "1"
    assert Digest.get().mail.subject.startswith("1 ")


def test_a_trial_writes_nothing_and_says_the_same(travel, command):
    alice = reader()
    trial = command("digest", "send", "--dry-run")
    assert trial.exit_code == 0, trial.output
    assert Digest.select().count() == Mail.select().count() == Job.select().count() == 0
    assert lines(trial.output) == lines(command("digest", "send").output)
    assert got(alice) == ["2026-W47"]


def test_an_older_week_can_be_asked_for_and_one_that_is_not_over_waits(travel, command):
    alice = reader()
    assert command("digest", "send", "--week", "2026-W45").exit_code == 0
    assert command("digest", "send", "--week", "2026-W48").exit_code == 0
    assert got(alice) == ["2026-W45"]
    row = Digest.get()
    assert (row.starts_at, row.ends_at) == (at("2026-11-02T06:30Z"), at("2026-11-09T06:30Z"))


def test_who_wrote_just_before_the_hour_is_waited_for_here_too(travel, command):
    alice = reader()
    travel.at = at("2026-11-23T06:30Z") + actions.SETTLED - timedelta(seconds=1)
    assert command("digest", "send").exit_code == 0
    assert got(alice) == []
    travel.at += timedelta(seconds=1)
    assert command("digest", "send").exit_code == 0
    assert got(alice) == ["2026-W47"]


def test_the_worker_does_not_send_what_the_command_sent(travel, command):
    alice = reader()
    User.update(created_at=clock.now() - 30 * DAY).execute()
    command("digest", "send")
    travel.work()
    travel.at += DAY
    travel.work()
    drain()
    assert got(alice) == ["2026-W47"] and Mail.select().count() == 1


def test_who_reads_daily_or_cannot_log_in_is_passed_over(travel, command):
    daily = reader("Dagelijkse Lezer", rhythm="daily")
    factories.user("Nog Niet")
    done = command("digest", "send")
    assert lines(done.output).keys() == {daily.email}
    assert Mail.select().count() == 0


def test_who_leads_a_department_gets_both(travel, command):
    chef = reader("Chef", role=Role.MANAGER, department=True)
    assert command("digest", "send").output.count(chef.email) == 2
    assert [got(chef, series) for series in Series] == [["2026-W47"], ["2026-W47"]]


@pytest.mark.parametrize("nonsense", ["2026-W54", "2025-W53", "gisteren", "2026-11-20", "2026-W", "0001-W01", ""])
def test_nonsense_is_one_clear_line(travel, command, nonsense):
    reader()
    done = command("digest", "send", "--week", nonsense)
    assert done.exit_code == 2
    assert len(done.output.splitlines()) == 1 and "2026-W47" in done.output
    assert Mail.select().count() == 0
