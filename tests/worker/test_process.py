"""``flask worker`` as a process: it ends as it should, and takes over from one that did not."""

import signal

from crm.db import database
from crm.jobs import registry
from crm.jobs.models import Job, Task, Worker
from tests.databases import drop, make_anew
from tests.worker.errands import KIND, put_down, run_errand, times
from tests.worker.processes import start, wait_until


def test_asked_to_stop_it_finishes_what_it_is_at_and_says_goodbye(app, settings):
    put_down(range(2), seconds=1)
    process = start(settings.data_dir)
    try:
        wait_until(lambda: Job.select().where(Job.tries == 1).exists())
        wait_until(lambda: Worker.select().count() == 1)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)  # who is in a hurry presses twice
        assert process.wait(10) == 0, process.stderr.read()
    finally:
        process.kill()
    assert times() == {0: 1} and Job.get().tries == 0 and not Worker.select().exists()
    assert process.stderr.read() == ""


def test_asked_to_stop_it_leaves_a_job_that_takes_too_long_to_another(app, settings):
    put_down(range(1), seconds=30)
    process = start(settings.data_dir, "--lease", "600", goodbye=0.5)
    try:
        wait_until(lambda: Job.select().where(Job.tries == 1).exists())
        process.terminate()
        assert process.wait(10) == 0
    finally:
        process.kill()
    assert not Worker.select().exists() and times() == {}
    assert (Job.get().tries, Job.get().error) == (1, "")


def test_asked_to_stop_while_nothing_is_due_it_is_gone_at_once(app, settings):
    process = start(settings.data_dir)
    try:
        wait_until(lambda: Worker.select().exists() and Task.select().exists())
        process.terminate()
        assert process.wait(2) == 0
    finally:
        process.kill()
    assert not Worker.select().exists()


def test_once_does_what_is_due_and_ends(app, command):
    registry.handle(KIND, run_errand)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        put_down(range(3), seconds=0)
        assert command("worker", "--once").exit_code == 0
    finally:
        del registry.handlers[KIND]
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert times() == {0: 1, 1: 1, 2: 1} and not Worker.select().exists()


def test_a_database_that_was_not_upgraded_is_refused_in_one_line(app, command):
    [table] = [name for name in database.get_tables() if "migration" in name]
    database.execute_sql(f"DELETE FROM {table} WHERE name = '0005_digest'")
    answer = command("worker", "--once")
    assert answer.exit_code == 1
    assert answer.output == "Error: The database lacks 0005_digest: run `flask db upgrade` first.\n"


def test_a_database_that_lets_it_down_is_told_in_lines_and_waited_for(app, settings):
    process = start(settings.data_dir)
    try:
        wait_until(lambda: Worker.select().exists() and Task.select().exists())
        drop("job")
        line = process.stderr.readline()
        assert " worker: peewee." in line and "no such" not in line and process.poll() is None
        make_anew(Job)
        put_down(range(1), seconds=0)
        wait_until(times)
    finally:
        process.kill()
    assert times() == {0: 1}
