"""The worker's own life: it looks what is due, does it, and rests; until somebody asks it to stop."""

import os
import select
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta

from crm import clock
from crm.db import database
from crm.jobs import mending, periodic, work
from crm.jobs.models import Job
from crm.worker.pulse import Pulse

REST = 1.0  # seconds between two looks where nothing is due
TASKS = 5.0  # seconds between two looks at the tasks
TROUBLE = (1, 2, 5, 10, 30)  # seconds of rest after each look that failed, one after the other
Tell = Callable[[str, BaseException], None]  # what it was busy with, and what went wrong


class Loop:
    """Does what is due until ``stop``. ``tell`` writes a line of the log; each job is done inside ``around()``."""

    def __init__(
        self, lease: timedelta, tell: Tell, around: Callable[[], AbstractContextManager] = nullcontext
    ) -> None:
        self._lease, self._tell, self._around = lease, tell, around
        self._pulse = Pulse(lease, tell)
        self._stopping = False
        self._hear, self._call = os.pipe()
        os.set_blocking(self._call, False)
        self._next_tasks = 0.0

    def stop(self, *_signal: object) -> None:
        """Finish the job at hand, then come back. May be called by a signal, at any moment and more than once."""
        if not self._stopping:
            self._stopping = True
            self._pulse.leave_soon()
            os.write(self._call, b".")

    def run(self, once: bool = False) -> None:
        """Work until ``stop``; with ``once`` until nothing is due. A database that is away is waited for."""
        trouble = 0
        with self._pulse:
            while not self._stopping:
                try:
                    busy, trouble = self._look(), 0
                except Exception as error:
                    self._tell("worker", error)
                    if once:
                        raise
                    busy, trouble = False, trouble + 1
                if once and not busy:
                    return
                if not busy:
                    self._rest(TROUBLE[min(trouble, len(TROUBLE)) - 1] if trouble else REST)

    def _look(self) -> bool:
        """Do one job, if any is due; says whether there was one. Over a new connection: the last may have ended."""
        database.connect(reuse_if_open=True)
        try:
            if time.monotonic() >= self._next_tasks:
                self._next_tasks = time.monotonic() + TASKS  # first: what cannot be reckoned must not stop the jobs
                with self._around():
                    self._look_at_tasks()
            return work.run_one(self._lease, lambda kind, error: self._tell(f"job {kind}", error), self._at)
        finally:
            database.close()

    @contextmanager
    def _at(self, job: Job) -> Iterator[None]:
        with self._pulse.holding(job), self._around():
            yield

    def _look_at_tasks(self) -> None:
        now = clock.now()
        mending.mend(now)
        periodic.tick(now)

    def _rest(self, seconds: float) -> None:
        """Or less, where it is asked to stop meanwhile."""
        select.select([self._hear], [], [], seconds)
