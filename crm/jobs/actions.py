"""Putting work down for later."""

import json
from datetime import datetime, timedelta

from crm import clock
from crm.jobs.models import Job

KEPT = timedelta(days=90)  # so long can somebody look at what was given up


def add(kind: str, *, key: str | None = None, run_at: datetime | None = None, **args: object) -> None:
    """Let a worker do this, from ``run_at`` on (else at once). Inside the transaction of what causes it.

    With a ``key`` of a job that still waits or was given up, nothing is added.
    """
    now = clock.now()
    Job.insert(
        kind=kind, args=json.dumps(args), key=key, run_at=run_at or now, created_at=now
    ).on_conflict_ignore().execute()


def forget() -> None:
    """Clear away what was given up so long ago that nobody will look any more. Inside a transaction."""
    Job.delete().where(Job.failed_at < clock.now() - KEPT).execute()
