"""What an administrator can do about a job that went wrong."""

import json

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import NotFound, Refused
from crm.jobs import registry
from crm.jobs.models import Job
from crm.words import N_
from crm.worker import queries


def retry(job_id: int, *, by: User | Console) -> None:
    """Do it again, at once and as if it were new. Raises NotFound, Refused where a worker is at it."""
    require(by, Role.ADMIN)
    with transaction():
        job = _idle(job_id)
        journal.record("job.retry", job, by=by, before=_kept(job))
        job.run_at, job.tries, job.error, job.failed_at, job.lease_until = clock.now(), 0, "", None, None
        job.save(only=[Job.run_at, Job.tries, Job.error, Job.failed_at, Job.lease_until])


def discard(job_id: int, *, by: User | Console) -> None:
    """Never do it. Raises NotFound, Refused where a worker is at it."""
    require(by, Role.ADMIN)
    with transaction():
        job = _idle(job_id)
        journal.record("job.discard", job, by=by, before=_kept(job))
        if drop := registry.dropped.get(job.kind):
            drop(**json.loads(job.args))
        job.delete_instance()


def _idle(job_id: int) -> Job:
    """A job that went wrong, and no other: what is done is gone, and its number may be another's by now."""
    job = Job.get_or_none((Job.id == job_id) & queries.went_wrong())
    if job is None:
        raise NotFound(N_("This work is done already, or was thrown away."))
    if job.lease_until and job.lease_until > clock.now():
        raise Refused(N_("A worker is busy with this now."))
    return job


def _kept(job: Job) -> dict:
    return {"kind": job.kind, "args": job.args, "tries": job.tries, "error": job.error}
