"""The page of background tasks: who runs, what comes back, what went wrong and the two ways out."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from crm import clock
from crm.accounts.models import User
from crm.errors import Forbidden, NotFound, Refused
from crm.jobs import actions, periodic, registry
from crm.jobs import work as doing
from crm.jobs.models import Job, Task, Worker
from crm.journal import Change
from crm.worker import actions as worker
from tests.conftest import text_of
from tests.drained import drain

HOUR = timedelta(hours=1)
NO_WORKER = "No worker runs: mail stays where it is."


@pytest.fixture
def page(login, diana):
    """``page()``: what an administrator sees who reads English."""
    User.update(locale="en").where(User.id == diana.id).execute()
    return lambda: text_of(login(diana).get("/worker/"))


def runs(ago: timedelta = timedelta()) -> None:
    now = clock.now()
    Worker.create(name=f"server:{ago.seconds}", started_at=now - 3 * HOUR, seen_at=now - ago)


def broken(**values) -> Job:
    """A job that was given up an hour ago."""
    now = clock.now()
    told = {"kind": "bin.empty", "run_at": now - HOUR, "created_at": now - 2 * HOUR, "tries": 10}
    return Job.create(**told | {"error": "MemoryError", "failed_at": now - HOUR} | values)


def test_only_an_administrator_sees_it_and_finds_it_in_the_menu(login, alice, diana):
    assert login(alice).get("/worker/").status_code == 403
    assert "/worker/" not in text_of(login(alice).get("/"))
    assert 'href="/worker/"' in text_of(login(diana).get("/"))


def test_a_worker_that_runs_is_told_and_one_that_is_gone_is_not(page):
    assert NO_WORKER in page()
    runs(ago=timedelta(minutes=3))
    assert NO_WORKER in page()
    runs(ago=timedelta(seconds=90))
    shown = page()
    assert NO_WORKER not in shown and "1 worker runs, since" in shown and "Nothing went wrong." in shown


def test_a_moment_far_ahead_is_of_a_clock_that_was_wrong_and_not_of_a_worker_that_runs(page):
    runs(ago=-HOUR)
    assert NO_WORKER in page()


def test_how_much_waits_and_that_it_waits_too_long(page):
    runs()
    assert "Nothing is due." in page()
    actions.add("bin.empty", key="een")
    actions.add("bin.empty", key="morgen", run_at=clock.now() + HOUR)
    shown = page()
    assert "1 job waits." in shown and "Work has been waiting for minutes." not in shown
    actions.add("bin.empty", key="twee", run_at=clock.now() - HOUR)
    shown = page()
    assert "2 jobs wait." in shown and "Work has been waiting for minutes." in shown


def test_tasks_with_when_they_were_done_how_long_they_took_and_when_they_are_next(app, page):
    shown = page()
    assert "Emptying the bin" in shown and "once a worker runs" in shown
    now = clock.now()
    with app.app_context():
        periodic.tick(now)
    took = {"done_at": now, "seconds": 150, "begun_at": now}
    Task.update(took).where(Task.name == "bin.empty").execute()
    Task.update(error="OSError", error_at=now).where(Task.name == "search.read").execute()
    shown = page()
    assert "took 2 minutes" in shown and "OSError" in shown and "went wrong" in shown


def test_what_went_wrong_with_its_reason(page):
    broken()
    broken(kind="from.tomorrow", failed_at=None, error="", tries=0)
    broken(kind="search.read", failed_at=None, error="The mail server is busy.", tries=2, run_at=clock.now() + HOUR)
    shown = page()
    assert "MemoryError" in shown and "tried 10 times" in shown and "given up" in shown
    assert "This version does not know what to do with it" in shown and "from.tomorrow" in shown
    assert "The mail server is busy." in shown and "is tried again" in shown


def test_ten_more_rows_cost_no_more_queries(login, diana, query_count):
    client = login(diana)
    broken()
    runs()
    client.get("/worker/")
    with query_count() as few:
        client.get("/worker/")
        expected = few()
    for _number in range(10):
        broken()
    with query_count() as many:
        client.get("/worker/")
        assert many() == expected


def test_once_more_and_it_is_done(login, diana, page):
    job = broken(kind="bin.empty")
    assert login(diana).post(f"/worker/{job.id}/retry").status_code == 303
    found = Job.get_by_id(job.id)
    assert (found.tries, found.failed_at, found.error) == (0, None, "") and found.run_at <= clock.now()
    assert drain() == 1 and not Job.select().exists()
    change = Change.get(Change.verb == "job.retry")
    assert (change.user, change.record, change.values["before"]["error"]) == (diana.id, job.id, "MemoryError")


def test_thrown_away_it_is_gone_and_its_key_is_free_again(login, diana):
    job = broken(key="mail:7")
    login(diana).post(f"/worker/{job.id}/discard")
    assert not Job.select().exists() and Change.get(Change.verb == "job.discard").record == job.id
    actions.add("bin.empty", key="mail:7")
    assert Job.select().count() == 1
    assert login(diana).post(f"/worker/{job.id}/discard").status_code == 404


def test_what_a_worker_is_at_is_left_to_it(diana):
    broken(failed_at=None, tries=1)
    job = doing.claim(clock.now(), HOUR)
    for act in (worker.retry, worker.discard):
        with pytest.raises(Refused):
            act(job.id, by=diana)
    assert Job.get().holder == job.holder


def test_what_did_not_go_wrong_is_not_touched_whoever_has_its_number_on_an_old_page(diana):
    actions.add("bin.empty")
    for act in (worker.retry, worker.discard):
        with pytest.raises(NotFound):
            act(Job.get().id, by=diana)
    assert Job.select().count() == 1


def test_nobody_else_may_do_either(alice, diana):
    job = broken()
    for act in (worker.retry, worker.discard):
        with pytest.raises(Forbidden):
            act(job.id, by=alice)
        with pytest.raises(NotFound):
            act(job.id + 1, by=diana)
    assert Job.get().failed_at


def test_health_warns_where_no_worker_was_seen_and_stays_well(client):
    def told() -> list[str]:
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json["status"]) == (200, "ok")
        return [one for one in answer.json.get("warnings", ()) if one.startswith("worker")]

    assert told() == ["worker: none runs"]
    runs(ago=timedelta(minutes=7, seconds=5))
    assert told() == ["worker: none seen for 7 min"]
    runs()
    assert told() == []


def test_the_nightly_tasks_are_the_ones_that_a_timer_did_before(app):
    assert {"bin.empty", "search.read"} <= set(registry.tasks)
    with app.app_context():
        moment = registry.tasks["bin.empty"].next(clock.now())
        assert registry.tasks["search.read"].next(moment) - moment == timedelta(minutes=20)
    assert moment.astimezone(ZoneInfo("Europe/Amsterdam")).strftime("%H:%M") == "03:40"
