"""The worker's loop and its pulse, in this process."""

import threading
import time
from datetime import timedelta

import pytest
from flask import g

from crm import clock
from crm.db import database
from crm.jobs import actions, registry
from crm.jobs import work as doing
from crm.jobs.models import Job, Task, Worker
from crm.worker import loop as looping
from crm.worker.loop import Loop
from tests.databases import drop, make_anew
from tests.worker.errands import KIND, put_down, run_errand, times
from tests.worker.processes import wait_until

SECOND = timedelta(seconds=1)


@pytest.fixture
def errand(app):
    """The kind of job that is counted."""
    registry.handle(KIND, run_errand)
    yield app
    del registry.handlers[KIND]


@pytest.fixture
def working(errand):
    """``working(lease)``: a loop that runs in a thread of its own, and what it told."""
    begun = []

    def begin(lease: timedelta = 60 * SECOND) -> tuple[Loop, list[str]]:
        told: list[str] = []
        loop = Loop(lease, lambda what, error: told.append(f"{what} {type(error).__name__}"), errand.app_context)
        thread = threading.Thread(target=loop.run)
        thread.start()
        begun.append((loop, thread))
        return loop, told

    yield begin
    for loop, thread in begun:
        loop.stop()
        thread.join(10)
        assert not thread.is_alive()


def test_a_job_longer_than_the_lease_is_kept_by_who_is_at_it(working):
    put_down(range(1), seconds=3.2)
    _loop, told = working(SECOND)
    wait_until(lambda: Job.select().where(Job.tries == 1).exists())
    while Job.select().exists():
        assert doing.claim(clock.now(), SECOND) is None
        time.sleep(0.02)
    assert times() == {0: 1} and told == []


def test_it_is_seen_from_the_beginning_and_gone_at_the_end(working):
    loop, _told = working()
    wait_until(lambda: Worker.select().exists())
    loop.stop()
    wait_until(lambda: not Worker.select().exists())


def test_who_was_not_heard_of_for_a_day_is_forgotten(working):
    long_ago = clock.now() - timedelta(days=2)
    Worker.create(name="server:1:abc", started_at=long_ago, seen_at=long_ago)
    working()
    wait_until(lambda: Worker.select().where(Worker.seen_at > long_ago).exists())
    assert not Worker.select().where(Worker.name == "server:1:abc").exists()


def test_one_that_waits_for_work_locks_nothing(errand, statements, monkeypatch):
    monkeypatch.setattr(looping, "TASKS", 0.0)
    loop = Loop(60 * SECOND, lambda _what, error: None, errand.app_context)
    assert not loop._look()  # puts the tasks down
    with statements() as seen:
        assert not loop._look()
    assert sum('FROM "task"' in one for one in seen) == 1 and sum('FROM "job"' in one for one in seen) > 1
    assert not [one for one in seen if not one.startswith("SELECT")]


def test_a_pulse_that_failed_beats_again_at_once_and_tells_it_once(working):
    drop("worker")
    _loop, told = working()
    wait_until(lambda: told)
    time.sleep(1.2)
    make_anew(Worker)
    wait_until(lambda: Worker.select().exists(), seconds=5)  # the usual pause is twenty
    assert len(told) == 1 and told[0].startswith("pulse ")


def test_a_task_that_cannot_be_reckoned_is_told_and_stops_neither_jobs_nor_other_tasks(working, monkeypatch):
    def nowhere(_after):
        raise KeyError("Europe/Atlantis")

    tasks = {"broken": registry.Periodic("broken", "", run_errand, nowhere), **registry.tasks}
    monkeypatch.setattr(registry, "tasks", tasks)  # the first of all
    put_down(range(2), seconds=0)
    _loop, told = working()
    wait_until(lambda: len(times()) == 2)
    assert told == ["worker KeyError"] and Task.select().count() == len(tasks) - 1


def test_a_database_that_lets_it_down_is_told_each_time_and_waited_for(working, monkeypatch):
    monkeypatch.setattr(looping, "TROUBLE", (0.05,))
    drop("job")
    _loop, told = working()
    wait_until(lambda: len(told) > 2)
    make_anew(Job)
    put_down(range(1), seconds=0)
    wait_until(times)
    assert {one.split()[0] for one in told} == {"worker"}


def test_what_a_job_keeps_for_itself_is_not_there_for_the_next(errand, working):

    seen = []

    def look() -> None:
        seen.append("locale" in g)
        g.locale = "en"

    registry.handle(KIND, look)
    for _number in range(2):
        actions.add(KIND)
    working()
    wait_until(lambda: len(seen) == 2)
    assert seen == [False, False]
    assert not database.is_closed()
