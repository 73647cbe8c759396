"""Reading how the worker fares: who runs, what comes back and when, what went wrong, how much waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import Expression, fn

from crm.jobs import registry
from crm.jobs.models import Job, Task, Worker
from crm.words import N_, Text

ALIVE = timedelta(minutes=2)  # a worker that was not seen for so long is gone
MOST = 50  # jobs with trouble that are shown
MOST_COUNTED = 1000
UNKNOWN = N_("This version does not know what to do with it; it waits for one that does.")
UNNAMED = N_("Other work")


@dataclass(frozen=True)
class Turn:
    """A task that comes back: when it was done last, how long that took in seconds, and when it is next."""

    word: Text
    done_at: datetime | None
    seconds: float | None
    next_at: datetime | None
    error: Text | str
    error_at: datetime | None


@dataclass(frozen=True)
class Trouble:
    """A job that went wrong; without ``failed_at`` it is tried again at ``run_at``, or waits for a newer version."""

    id: int
    word: Text
    kind: str
    since: datetime
    tries: int
    error: Text | str
    failed_at: datetime | None
    run_at: datetime | None


def running(now: datetime) -> list[Worker]:
    """The workers that were seen lately, the one that runs longest first."""
    lately = Worker.seen_at.between(now - ALIVE, now + ALIVE)
    return list(Worker.select().where(lately).order_by(Worker.started_at, Worker.name))


def last_seen() -> datetime | None:
    """When any worker was seen last; None where none ever was, or the last one ended in good order."""
    newest = Worker.select(Worker.seen_at).order_by(Worker.seen_at.desc()).first()
    return newest.seen_at if newest else None


def turns() -> list[Turn]:
    """Every task, the one that is next first; those that no worker has seen yet at the end."""
    rows = {task.name: task for task in Task.select().where(Task.name.in_(list(registry.tasks)))}
    known = [(one.word, rows.get(name)) for name, one in registry.tasks.items()]
    known.sort(key=lambda pair: (pair[1] is None, pair[1].next_at.timestamp() if pair[1] else 0))
    facts = ("done_at", "seconds", "next_at", "error", "error_at")
    return [Turn(word, *(_told(getattr(row, name, None)) for name in facts)) for word, row in known]


def went_wrong() -> Expression:
    """The condition of jobs that were given up, that failed so far, or that nobody here can do."""
    return Job.failed_at.is_null(False) | (Job.error != "") | Job.kind.not_in(list(registry.handlers))


def troubles() -> list[Trouble]:
    """Jobs that were given up or failed so far, the newest first; at most ``MOST``."""
    return [
        Trouble(
            job.id,
            registry.words.get(job.kind, UNNAMED),
            job.kind,
            job.created_at,
            job.tries,
            _told(job.error) or (UNKNOWN if job.kind not in registry.handlers else ""),
            job.failed_at,
            job.run_at if job.kind in registry.handlers else None,
        )
        for job in Job.select().where(went_wrong()).order_by(Job.id.desc()).limit(MOST)
    ]


def waiting(now: datetime) -> tuple[int, datetime | None]:
    """How many jobs are due and were not done yet, at most ``MOST_COUNTED``, and since when the first of them is."""
    due = Job.failed_at.is_null() & (Job.run_at <= now)
    oldest = Job.select(fn.MIN(Job.run_at)).where(due).scalar()
    return Job.select(Job.id).where(due).limit(MOST_COUNTED).count(), oldest


def later(now: datetime) -> int:
    """How many jobs are put down for later, or are tried again then; at most ``MOST_COUNTED``."""
    return Job.select(Job.id).where(Job.failed_at.is_null() & (Job.run_at > now)).limit(MOST_COUNTED).count()


def _told(value: object) -> object:
    """Sentences of ours are kept in English; marked again, they can be said in the reader's language."""
    return Text(value) if isinstance(value, str) and value else value
