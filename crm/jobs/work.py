"""Doing what is due: claim a job, do it, and be done with it in the same transaction as its effect."""

import json
import secrets
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from functools import partial

from peewee import InterfaceError, OperationalError

from crm import clock
from crm.db import database, transaction
from crm.jobs import outcome, registry
from crm.jobs.models import Job

LEASE = timedelta(seconds=60)
PAUSES = (0.2, 1.0, 3.0)  # seconds between which the effect of what was done is written again
Tell = Callable[[str, BaseException], None]  # the kind of a job that failed, and why
Around = Callable[[Job], AbstractContextManager]  # what a job is done inside of


def run_one(lease: timedelta = LEASE, tell: Tell | None = None, around: Around = nullcontext) -> bool:
    """Do one job that is due, if there is one; says whether there was."""
    job = claim(clock.now(), lease)
    if job is None:
        return False
    with around(job):
        run(job, tell)
    return True


def claim(now: datetime, lease: timedelta) -> Job | None:
    """The job that is due longest, of the first rank that is due; None where there is none. Looks before it locks.

    It is held until ``lease`` from now. Jobs of a kind that nobody registered stay where they are: a newer version
    will know them.
    """
    while due(now):
        with transaction():
            job = _due(now).first()
            if job is None:
                return None
            if job.tries <= len(outcome.WAITS):
                job.holder, job.lease_until, job.tries = secrets.token_hex(8), until(now, lease), job.tries + 1
                job.save(only=[Job.holder, Job.lease_until, Job.tries])
                outcome.begun(job, now)
                return job
            outcome.killed(job, now)  # each time with its worker: the next one would die of it as well
    return None


def due(now: datetime) -> bool:
    """Whether there is anything to do. Only reads."""
    return _due(now).exists()


def hold_on(job: Job, now: datetime, lease: timedelta) -> None:
    """Keep a job that takes longer; nothing where another worker took it over, or it is done."""
    with transaction():
        _mine(job, Job.update(lease_until=until(now, lease))).execute()


def until(now: datetime, lease: timedelta) -> datetime:
    """When a lease that begins now ends. Moments are whole seconds, so that ``now`` may be nearly a second ago."""
    return now + lease + timedelta(seconds=1)


def run(job: Job, tell: Tell | None = None) -> None:
    """Do a job that was claimed. What goes wrong is written on the job, and it is tried again or given up.

    ``tell`` hears of errors; that something did not work this time (``Again``) is none.
    """
    begun = time.monotonic()
    try:
        effect = registry.handlers[job.kind](**json.loads(job.args))
        _patiently(partial(_finish, job, effect, begun))
    except Exception as error:
        if tell and not isinstance(error, registry.Again):
            tell(job.kind, error)
        _patiently(partial(_fail, job, error))


def _finish(job: Job, effect: registry.Effect | None, begun: float) -> None:
    with transaction():
        if effect is registry.more:
            later = Job.update(run_at=clock.now(), tries=0, lease_until=None, holder="", error="")
            _mine(job, later).execute()
        elif _mine(job, Job.delete()).execute():  # else somebody took it over, and does it
            outcome.done(job, time.monotonic() - begun)
            if effect:
                effect()


def _fail(job: Job, error: Exception) -> None:
    with transaction():
        found = _mine(job, Job.select()).first()
        if found:
            outcome.failed(found, error, clock.now())


def _patiently(write: Callable[[], None]) -> None:
    """What was done was done, a mail that is out is out: it must not be done again for a database that was away.

    Raises what the database says in the end; then another worker takes over after the lease.
    """
    for pause in (*PAUSES, None):
        try:
            database.connect(reuse_if_open=True)
            return write()
        except (OperationalError, InterfaceError):
            if pause is None or database.in_transaction():
                raise
            database.close()
            time.sleep(pause)


def _due(now: datetime):
    free = Job.lease_until.is_null() | (Job.lease_until <= now)
    ours = Job.kind.in_(list(registry.handlers))
    waiting = Job.failed_at.is_null() & (Job.run_at <= now) & free & ours
    return Job.select().where(waiting).order_by(Job.rank, Job.run_at, Job.id).limit(1)


def _mine(job: Job, query):
    return query.where((Job.id == job.id) & (Job.holder == job.holder))
