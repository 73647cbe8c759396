"""How it went with a job: written on its row, and on that of its task where it comes back. Inside a transaction."""

from datetime import datetime, timedelta

from crm import clock
from crm.jobs import registry
from crm.jobs.models import Job, Task
from crm.words import N_

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440, 1440))  # after each failure
LONGEST_WAIT = max(WAITS)
KILLED = N_("The worker ended while it was busy with this.")


def begun(job: Job, now: datetime) -> None:
    """A task begins, unless it goes on where it was left."""
    over = Task.begun_at.is_null() | (Task.done_at >= Task.begun_at) | (Task.error_at >= Task.begun_at)
    if job.kind in registry.tasks:
        Task.update(begun_at=now).where((Task.name == job.kind) & over).execute()


def done(job: Job, seconds: float) -> None:
    """It went well, and took ``seconds`` since it was claimed; a task that went on counts from where it began."""
    task = Task.get_or_none(Task.name == job.kind) if job.kind in registry.tasks else None
    if task:
        now = clock.now()
        since = (now - task.begun_at).total_seconds() if task.begun_at else 0
        took = since if since > seconds + 1 else seconds  # moments are whole seconds
        told = {"error": "", "error_at": None, "done_at": now, "seconds": round(took, 3)}
        Task.update(told).where(Task.name == job.kind).execute()


def failed(job: Job, error: Exception, now: datetime) -> None:
    """It is tried again later, or given up; what was said is kept, of an error of ours only its type."""
    again = error if isinstance(error, registry.Again) else None
    if again and not again.tried:
        job.tries -= 1
    last = job.tries > len(WAITS)
    wait = (again and again.wait) or WAITS[min(max(job.tries, 1), len(WAITS)) - 1]
    said = str(error) if again else type(error).__name__
    _put_off(job, said[:1000], now, None if last else now + min(wait, LONGEST_WAIT))


def killed(job: Job, now: datetime) -> None:
    """Each worker that took it on ended; what it does not survive is not tried for ever."""
    _put_off(job, str(KILLED), now, None)


def _put_off(job: Job, said: str, now: datetime, until: datetime | None) -> None:
    """``until`` is when it is tried again; None: it is given up. A task never is, for its next moment comes anyway."""
    this = Job.id == job.id
    kept = {"error": said, "tries": job.tries, "lease_until": None, "holder": ""}
    if job.kind in registry.tasks:
        upcoming = registry.tasks[job.kind].next(now)
        Task.update(error=said, error_at=now).where(Task.name == job.kind).execute()
        if until is None or until >= upcoming:
            Job.delete().where(this).execute()
            return
    Job.update(kept | ({"run_at": until} if until else {"failed_at": now})).where(this).execute()
