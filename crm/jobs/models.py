"""The worker's tables."""

from enum import IntEnum

import peewee

from crm.db import Model, MomentField


class Rank(IntEnum):
    """What is due of a lower one is done first, however long the others wait."""

    FIRST = 0  # somebody sits waiting for it
    USUAL = 1


class Job(Model):
    """One thing to do, from ``run_at`` on. A row that is gone was done.

    A worker holds it until ``lease_until``; where that passed without a word, another takes over. With
    ``failed_at`` it was given up and waits for somebody to look.
    """

    kind = peewee.CharField(40)
    args = peewee.TextField(default="{}")
    key = peewee.CharField(120, null=True, unique=True)  # of two with the same key only the first is kept
    rank = peewee.SmallIntegerField(default=Rank.USUAL)
    run_at = MomentField()
    tries = peewee.IntegerField(default=0)  # begun so often; it counts also where the worker was killed
    lease_until = MomentField(null=True)
    holder = peewee.CharField(60, default="")  # the worker that has it, new for every claim
    error = peewee.TextField(default="")
    failed_at = MomentField(null=True)
    created_at = MomentField()


class Task(Model):
    """Something done time and again: when it is next, and how it went."""

    name = peewee.CharField(40, primary_key=True)
    next_at = MomentField()
    begun_at = MomentField(null=True)
    done_at = MomentField(null=True)
    seconds = peewee.FloatField(null=True)  # that the last one took
    error = peewee.TextField(default="")  # of the last one; empty: it went well
    error_at = MomentField(null=True)


class Worker(Model):
    """A worker that runs, or ran until ``seen_at``."""

    name = peewee.CharField(60, primary_key=True)
    started_at = MomentField()
    seen_at = MomentField()


Job.add_index(Job.index(Job.rank, Job.run_at, where=Job.failed_at.is_null(), name="job_due"))
