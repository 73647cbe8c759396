"""What goes wrong: it is tried again, ever later, and given up in the end; and nobody has to look in a log for it."""

from datetime import timedelta

import peewee
import pytest

from crm import clock
from crm.db import database
from crm.jobs import actions, outcome
from crm.jobs import work as doing
from crm.jobs.models import Job
from tests import postgres
from tests.drained import drain
from tests.jobs.conftest import times, written

MINUTE = timedelta(minutes=1)


def test_what_fails_is_tried_again_ever_later_and_then_given_up(work, travel):
    work.handle("broken", lambda customer: 1 / 0)
    actions.add("broken", customer="Jansen")
    for wait in outcome.WAITS:
        assert doing.run_one()
        job = Job.get()
        assert (job.run_at, job.failed_at, job.holder) == (clock.now() + wait, None, "")
        assert not doing.run_one()
        travel(wait)
    assert doing.run_one() and Job.get().failed_at == clock.now()
    assert Job.get().error == "ZeroDivisionError"  # never the message: that may be about a customer
    travel(timedelta(days=30))
    assert not doing.run_one()
    assert sum(outcome.WAITS, timedelta()) > timedelta(days=2)  # a weekend without a mail server


def test_a_handler_says_itself_when_to_try_again_but_not_for_ever(work, travel):
    def busy(minutes: int):
        raise work.Again("The mail server is busy.", wait=timedelta(minutes=minutes))

    work.handle("busy", busy)
    actions.add("busy", minutes=7)
    assert doing.run_one() and Job.get().run_at == clock.now() + 7 * MINUTE
    assert Job.get().error == "The mail server is busy."
    Job.update(args='{"minutes": 5000000}', run_at=clock.now()).execute()
    assert doing.run_one() and Job.get().run_at == clock.now() + outcome.LONGEST_WAIT


def test_what_was_not_tried_at_all_does_not_count_and_is_never_given_up_for_it(work, travel):
    def waits():
        raise work.Again("The mail server does not answer.", wait=MINUTE, tried=False)

    work.handle("waits", waits)
    actions.add("waits")
    for _time in range(len(outcome.WAITS) + 5):
        assert doing.run_one()
        job = Job.get()
        assert (job.tries, job.failed_at, job.run_at) == (0, None, clock.now() + MINUTE)
        travel(MINUTE)


def test_only_what_is_an_error_is_told(work):
    def later():
        raise work.Again("The mail server is busy.")

    told = []
    work.handle("later", later)
    work.handle("broken", lambda: 1 / 0)
    for kind in ("later", "broken"):
        actions.add(kind)
        assert doing.run_one(tell=lambda kind, error: told.append(kind))
    assert told == ["broken"] and Job.get(Job.kind == "later").error == "The mail server is busy."


def test_args_that_do_not_fit_are_a_failure_like_any_other(errand):
    actions.add(errand, number=1, colour="blue")
    told = []
    assert doing.run_one(tell=lambda kind, error: told.append((kind, type(error).__name__)))
    assert Job.get().error == "TypeError" and told == [("errand", "TypeError")]


def test_an_effect_that_fails_leaves_nothing_and_its_job_stays(work):
    def half():
        def effect():
            written(1)
            _ = 1 / 0

        return effect

    work.handle("half", half)
    actions.add("half")
    doing.run_one()
    assert times() == {} and Job.get().error == "ZeroDivisionError" and Job.get().tries == 1


def test_a_database_that_is_away_for_a_moment_does_not_make_it_be_done_again(work, monkeypatch):
    monkeypatch.setattr(doing, "PAUSES", (0.0, 0.0, 0.0))
    sent, failures = [], iter((True, True, False))

    def send():
        sent.append("one mail")

        def effect():
            written(1)
            if next(failures):
                break_off()

        return effect

    work.handle("send", send)
    actions.add("send")
    assert doing.run_one() and times() == {1: 1}
    assert sent == ["one mail"] and not Job.select().exists()


def break_off() -> None:
    """A server that goes away in the midst of a transaction, or a file that somebody keeps for too long."""
    if postgres.asked_for():
        database.execute_sql("SELECT pg_terminate_backend(pg_backend_pid())")
    raise peewee.OperationalError("database is locked")


def test_a_database_that_stays_away_is_told_and_leaves_the_job_to_its_lease(work, monkeypatch):
    monkeypatch.setattr(doing, "PAUSES", (0.0,))
    work.handle("send", lambda: lambda: written(1))
    actions.add("send")
    job = doing.claim(clock.now(), MINUTE)
    monkeypatch.setattr(doing, "transaction", never)
    with pytest.raises(peewee.OperationalError):
        doing.run(job)
    assert Job.get().holder == job.holder and times() == {}


def never():
    raise peewee.OperationalError("the database system is shutting down")


def test_what_takes_long_is_done_in_portions_and_others_get_their_turn(work, errand, travel):
    portions, order = iter((True, True, False)), []

    def portion() -> bool:
        order.append("portion")
        travel(timedelta(seconds=5))
        return next(portions)

    work.handle("long", work.in_portions(portion))
    work.handle("mail", lambda: order.append("mail"))
    actions.add("long")
    actions.add("mail")
    doing.run_one()
    assert Job.get(Job.kind == "long").tries == 0
    assert drain() == 3 and not Job.select().exists()
    assert order == ["portion", "mail", "portion", "portion"]
