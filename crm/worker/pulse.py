"""The worker's pulse: a thread that says that it lives, and keeps the job at hand while it takes long.

It has a database connection of its own, for a few milliseconds each time.
"""

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from peewee import InterfaceError, OperationalError

from crm import clock
from crm.db import database, transaction
from crm.jobs import work
from crm.jobs.models import Job, Worker

SEEN_EVERY = 20  # seconds
RETRY = 1.0  # seconds after a beat that failed: a lease must not end over a database that was away for a moment
FORGOTTEN = timedelta(minutes=5)  # after which others forget one that ended without a word
LONGEST_GOODBYE = 20  # seconds in which the job at hand may still be finished


class Pulse:
    """Beats from ``with`` on until its end."""

    def __init__(self, lease: timedelta, tell: Callable[[str, BaseException], None]) -> None:
        self.name = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(3)}"
        self._lease, self._tell = lease, tell
        self._job: Job | None = None
        self._leave_at: float | None = None
        self._seen = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)

    def __enter__(self) -> "Pulse":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join(LONGEST_GOODBYE)
        self._say_goodbye()

    @contextmanager
    def holding(self, job: Job) -> Iterator[None]:
        """Keep this job meanwhile."""
        self._job = job
        try:
            yield
        finally:
            self._job = None

    def leave_soon(self) -> None:
        """The worker was asked to stop: a job that takes too long is left, and done by another after its lease."""
        self._leave_at = time.monotonic() + LONGEST_GOODBYE

    def _beat(self) -> None:
        usual, failed = min(self._lease.total_seconds() / 3, SEEN_EVERY), False
        while True:
            pause = usual
            try:
                self._once()
                failed = False
            except Exception as error:
                if not failed:  # once is enough for a log
                    self._tell("pulse", error)
                pause, failed = min(usual, RETRY), True
            wait = time.monotonic() + pause
            while time.monotonic() < wait:
                if self._ended.wait(min(1.0, pause)):
                    return
                if self._leave_at and time.monotonic() > self._leave_at:
                    self._leave()

    def _once(self) -> None:
        """One transaction, and none where there is nothing to say."""
        job, now = self._job, clock.now()
        seen = time.monotonic() - self._seen < SEEN_EVERY if self._seen else False
        if not job and seen:
            return
        with database.connection_context():
            if job:
                work.hold_on(job, now, self._lease)
            if not seen:
                self._be_seen()
                self._seen = time.monotonic()

    def _be_seen(self) -> None:
        now = clock.now()
        with transaction():
            if not Worker.update(seen_at=now).where(Worker.name == self.name).execute():
                Worker.insert(name=self.name, started_at=now, seen_at=now).execute()
            Worker.delete().where(Worker.seen_at < now - FORGOTTEN).execute()

    def _leave(self) -> None:
        """As if it were killed: the job stays, and nothing of it was written that is not whole."""
        goodbye = threading.Thread(target=self._say_goodbye, daemon=True)  # the job may be keeping others from writing
        goodbye.start()
        goodbye.join(2)
        os._exit(0)

    def _say_goodbye(self) -> None:
        with suppress(OperationalError, InterfaceError), database.connection_context(), transaction():
            Worker.delete().where(Worker.name == self.name).execute()
