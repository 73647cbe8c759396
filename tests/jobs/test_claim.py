"""Who does a job: one worker at a time, for as long as its lease lasts, whatever becomes of it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from crm import clock
from crm.db import database, transaction
from crm.jobs import actions, outcome
from crm.jobs import work as doing
from crm.jobs.models import Job, Rank
from tests.drained import drain
from tests.jobs.conftest import times

MINUTE = timedelta(minutes=1)


def test_a_job_is_there_with_what_caused_it_or_not_at_all(errand):
    with pytest.raises(ZeroDivisionError), transaction():
        actions.add(errand, number=1)
        _ = 1 / 0
    assert not Job.select().exists()
    with transaction():
        actions.add(errand, number=1)
    assert drain() == 1 and times() == {1: 1} and not Job.select().exists()


def test_of_two_with_the_same_key_one_is_kept_until_it_is_done(errand):
    for number in (1, 2):
        actions.add(errand, key="klant 7", number=number)
    assert drain() == 1 and times() == {1: 1}
    actions.add(errand, key="klant 7", number=2)
    assert drain() == 1 and times() == {1: 1, 2: 1}


def test_nothing_is_done_before_its_time_and_the_oldest_first(errand, travel):
    now = clock.now()
    for number, later in ((1, 3), (2, 1), (3, 2)):
        actions.add(errand, run_at=now + later * MINUTE, number=number)
    assert drain() == 0
    moment = travel(3 * MINUTE)
    order = [doing.claim(moment, MINUTE).args for _time in range(3)]
    assert order == ['{"number": 2}', '{"number": 3}', '{"number": 1}'] and doing.claim(moment, MINUTE) is None


def test_what_somebody_sits_waiting_for_goes_before_all_that_waits_longer(errand, travel):
    for number in (1, 2):
        actions.add(errand, number=number)
    moment = travel(MINUTE)
    actions.add(errand, rank=Rank.FIRST, number=3)
    actions.add(errand, rank=Rank.FIRST, run_at=moment + MINUTE, number=4)
    order = [doing.claim(moment, MINUTE).args for _time in range(3)]
    assert order == ['{"number": 3}', '{"number": 1}', '{"number": 2}'] and doing.claim(moment, MINUTE) is None


def test_who_looks_and_finds_nothing_locks_nothing(errand, statements):
    with statements() as seen:
        assert doing.claim(clock.now(), MINUTE) is None
    assert len(seen) == 1 and seen[0].startswith("SELECT")


def test_another_takes_over_once_the_lease_has_passed_and_only_then(errand, travel):
    actions.add(errand, number=1)
    first = doing.claim(clock.now(), MINUTE)
    assert doing.claim(travel(MINUTE), MINUTE) is None  # to the second: moments have no smaller parts
    second = doing.claim(travel(timedelta(seconds=2)), MINUTE)
    assert second.id == first.id and second.holder != first.holder and second.tries == 2


def test_who_lost_the_lease_writes_nothing(errand, travel):
    actions.add(errand, number=1)
    slow = doing.claim(clock.now(), MINUTE)
    quick = doing.claim(travel(2 * MINUTE), MINUTE)
    doing.run(slow)
    assert times() == {} and Job.get().holder == quick.holder
    doing.run(quick)
    assert times() == {1: 1} and not Job.select().exists()
    doing.run(slow)
    assert times() == {1: 1}


def test_a_failure_of_who_lost_the_lease_is_not_written_either(work, travel):
    work.handle("broken", lambda: 1 / 0)
    actions.add("broken")
    slow = doing.claim(clock.now(), MINUTE)
    quick = doing.claim(travel(2 * MINUTE), MINUTE)
    doing.run(slow)
    assert (Job.get().holder, Job.get().error) == (quick.holder, "")


def test_a_lease_that_is_held_on_to_lasts(errand, travel):
    actions.add(errand, number=1)
    job = doing.claim(clock.now(), MINUTE)
    doing.hold_on(job, travel(MINUTE), MINUTE)
    assert doing.claim(travel(MINUTE), MINUTE) is None
    other = doing.claim(travel(MINUTE), MINUTE)
    doing.hold_on(job, clock.now(), 5 * MINUTE)
    assert Job.get().lease_until == other.lease_until and Job.get().holder == other.holder


def test_a_job_that_kills_its_worker_is_given_up_in_the_end_and_the_others_are_done(errand, travel):
    actions.add(errand, number=1)
    for _death in range(len(outcome.WAITS) + 1):
        assert doing.claim(clock.now(), MINUTE)
        travel(2 * MINUTE)
    actions.add(errand, number=2)
    assert drain() == 1 and times() == {2: 1}
    left = Job.get()
    assert left.failed_at == clock.now() and "worker ended" in left.error and left.lease_until is None


def test_a_kind_that_nobody_knows_waits_for_a_version_that_does(work, errand):
    actions.add("from tomorrow", number=1)
    actions.add(errand, number=2)
    assert drain() == 1 and Job.get().tries == 0
    work.handle("from tomorrow", work.handlers["errand"])
    assert drain() == 1 and times() == {1: 1, 2: 1}


def test_three_workers_at_once_do_each_job_once(errand):
    with transaction():
        for number in range(60):
            actions.add(errand, number=number)
    begin = threading.Barrier(3, timeout=10)

    def worker() -> int:
        with database.connection_context():
            begin.wait()
            return drain()

    with ThreadPoolExecutor(3) as threads:
        done = [thread.result(30) for thread in [threads.submit(worker) for _number in range(3)]]
    assert sum(done) == 60 and times() == dict.fromkeys(range(60), 1) and not Job.select().exists()
