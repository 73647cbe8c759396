"""Putting periodic tasks down as jobs when they are due."""

from datetime import datetime

from crm.db import transaction
from crm.jobs import actions, registry
from crm.jobs.models import Task


def tick(now: datetime) -> None:
    """Put down each task that is due. Of two workers that look at the same moment, one does.

    A task that was never seen before is first done at its next moment; one whose moments passed while no worker ran
    is done once. Raises what went wrong with one of them after all others had their turn.
    """
    known = dict(Task.select(Task.name, Task.next_at).tuples())
    wrong: Exception | None = None
    for name, periodic in registry.tasks.items():
        try:
            seen, fresh = known.get(name), periodic.next(now)
            if seen is None or not now < seen <= fresh:  # a clock that was set back leaves a moment too far away
                _set(name, seen, fresh, now)
        except Exception as error:
            wrong = error
    if wrong:
        raise wrong


def _set(name: str, seen: datetime | None, fresh: datetime, now: datetime) -> None:
    """When it is next, and the job where that moment came: both, or neither."""
    with transaction():
        if seen is None:
            Task.insert(name=name, next_at=fresh).on_conflict_ignore().execute()
            return
        mine = (Task.name == name) & (Task.next_at == seen)
        if Task.update(next_at=fresh).where(mine).execute() and seen <= now:
            actions.add(name, key=f"task:{name}")
