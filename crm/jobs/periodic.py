"""Putting periodic tasks down as jobs when they are due."""

from datetime import datetime

from crm.db import transaction
from crm.jobs import actions, registry
from crm.jobs.models import Task


def tick(now: datetime) -> None:
    """Put down each task that is due. Of two workers that look at the same moment, one does."""
    known = {task.name: task for task in Task.select()}
    for name, periodic in registry.tasks.items():
        task = known.get(name)
        if task and task.next_at > now and task.next_at <= periodic.next(now):
            continue  # a clock that was set back leaves a moment too far away
        with transaction():
            fresh = periodic.next(now)
            if task is None:
                mine = Task.insert(name=name, next_at=fresh).on_conflict_ignore().execute()
            else:
                mine = (
                    Task.update(next_at=fresh, begun_at=now)
                    .where((Task.name == name) & (Task.next_at == task.next_at))
                    .execute()
                )
            if mine and task is not None and task.next_at <= now:
                actions.add(name, key=f"task:{name}")
