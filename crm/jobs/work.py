"""Doing what is due: claim a job, do it, and be done with it in the same transaction as its effect."""

import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from crm import clock
from crm.db import transaction
from crm.jobs import registry
from crm.jobs.models import Job, Task

LEASE = timedelta(seconds=60)
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440, 1440))  # after each failure
Tell = Callable[[str, BaseException], None]  # the kind of a job that failed, and why


def drain(limit: int = 1000) -> int:
    """Do what is due until nothing is, at most ``limit`` jobs; returns how many. For commands and tests."""
    done = 0
    while done < limit and run_one():
        done += 1
    return done


def run_one(lease: timedelta = LEASE, tell: Tell | None = None) -> bool:
    """Do one job that is due, if there is one; says whether there was."""
    job = claim(clock.now(), lease)
    if job is None:
        return False
    run(job, tell)
    return True


def claim(now: datetime, lease: timedelta) -> Job | None:
    """The job that is due longest, held until ``lease`` from now; None where there is none. Looks before it locks."""
    if not due(now):
        return None
    with transaction():
        job = _due(now).first()
        if job is None:
            return None
        job.holder, job.lease_until, job.tries = secrets.token_hex(8), now + lease, job.tries + 1
        job.save(only=[Job.holder, Job.lease_until, Job.tries])
    return job


def due(now: datetime) -> bool:
    """Whether there is anything to do. Only reads."""
    return _due(now).exists()


def hold_on(job: Job, until: datetime) -> bool:
    """Keep a job that takes longer; False where another worker took it over."""
    with transaction():
        return bool(_mine(job, Job.update(lease_until=until)).execute())


def run(job: Job, tell: Tell | None = None) -> None:
    """Do a job that was claimed. What goes wrong is written on the job, and it is tried again or given up."""
    try:
        effect = registry.handlers[job.kind](**json.loads(job.args))
        with transaction():
            if _mine(job, Job.delete()).execute():  # else somebody took it over, and does it
                _note(job, clock.now(), "")
                if effect:
                    effect()
    except Exception as error:
        if tell:
            tell(job.kind, error)
        _failed(job, error)


def _failed(job: Job, error: Exception) -> None:
    now = clock.now()
    said = str(error) if isinstance(error, registry.Again | registry.GiveUp) else type(error).__name__
    last = isinstance(error, registry.GiveUp) or job.tries > len(WAITS)
    wait = getattr(error, "wait", None) or WAITS[min(job.tries, len(WAITS)) - 1]
    after = {"failed_at": now} if last else {"run_at": now + wait}
    with transaction():
        _mine(job, Job.update(error=said[:1000], lease_until=None, holder="", **after)).execute()
        _note(job, now, said[:1000])


def _note(job: Job, now: datetime, error: str) -> None:
    """How a periodic task went."""
    if job.kind in registry.tasks:
        took = (now - job.lease_until + LEASE).total_seconds()
        told = {"error": error, "error_at": now} if error else {"error": "", "done_at": now, "seconds": max(took, 0)}
        Task.update(**told).where(Task.name == job.kind).execute()


def _due(now: datetime):
    free = Job.lease_until.is_null() | (Job.lease_until <= now)
    return (
        Job.select().where(Job.failed_at.is_null() & (Job.run_at <= now) & free).order_by(Job.run_at, Job.id).limit(1)
    )


def _mine(job: Job, query):
    return query.where((Job.id == job.id) & (Job.holder == job.holder))
