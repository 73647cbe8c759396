"""Putting work down for later."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from crm import clock
from crm.jobs.models import Job, Rank

KEPT = timedelta(days=90)  # so long can somebody look at what was given up


def add(
    kind: str, *, key: str | None = None, rank: Rank = Rank.USUAL, run_at: datetime | None = None, **args: object
) -> None:
    """Let a worker do this, from ``run_at`` on (else at once). Inside the transaction of what causes it.

    With a ``key`` of a job that still waits or was given up, nothing is added; see ``make_way``.
    """
    now = clock.now()
    Job.insert(
        kind=kind, args=json.dumps(args), key=key, rank=rank, run_at=run_at or now, created_at=now
    ).on_conflict_ignore().execute()


def make_way(key: str) -> None:
    """Drop the job with this key, waiting or given up, unless a worker has it now: it is asked for anew."""
    free = Job.lease_until.is_null() | (Job.lease_until <= clock.now())
    Job.delete().where((Job.key == key) & free).execute()


def add_many(kind: str, works: Mapping[str, dict[str, object]], rank: Rank = Rank.USUAL) -> None:
    """``add`` for many of a kind, to be done at once: their args by their keys."""
    now = clock.now()
    same = {"kind": kind, "rank": rank, "run_at": now, "created_at": now}
    rows = [{**same, "key": key, "args": json.dumps(args)} for key, args in works.items()]
    if rows:
        Job.insert_many(rows).on_conflict_ignore().execute()


def forget() -> None:
    """Clear away what was given up so long ago that nobody will look any more. Inside a transaction."""
    Job.delete().where(Job.failed_at < clock.now() - KEPT).execute()
