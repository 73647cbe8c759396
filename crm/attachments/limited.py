"""Running a module of ours on a file that somebody sent, in a process that cannot do much harm.

    limited.run("crm.attachments.draw", [source, …], seconds=15, megabytes=768)

The child gives itself its limits before it imports the module or opens the file: memory, processor time, size of
what it writes, no core dump. It knows none of our settings or secrets. The clock on the wall is held by us; then the
child is killed with everything it started. At most one child at a time per web process, and it yields to the pages.
"""

import contextlib
import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from crm.attachments.store import MEGABYTE

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 15
TOO_LITTLE = 0.5  # seconds in which nothing is done: not even begun
_turn = threading.Lock()


@dataclass
class Budget:
    """The seconds that one request may spend on looking into files, of all its files together."""

    left: float = SECONDS

    @property
    def enough(self) -> bool:
        """Whether it is worth while to begin something."""
        return self.left >= TOO_LITTLE

    @contextlib.contextmanager
    def spending(self) -> Iterator[None]:
        """Take off what is spent within, however it ends."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.left -= time.monotonic() - began


def run(module: str, arguments: Sequence[str], *, seconds: float, megabytes: int) -> bytes | None:
    """What ``module`` printed; or None where it failed, ran into a limit or took too long.

    Takes no longer than ``seconds``, the wait for its turn included.
    """
    ends = time.monotonic() + seconds
    if not _turn.acquire(timeout=seconds):
        return None
    try:
        left = max(ends - time.monotonic(), 0)
        limits = [str(megabytes), str(math.ceil(left) or 1)]
        words = [sys.executable, "-P", "-s", "-m", "crm.attachments.limited", *limits, module, *arguments]
        return _outcome(words, left)
    finally:
        _turn.release()


def _outcome(words: list[str], seconds: float) -> bytes | None:
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 (a module of ours; the file is an argument)
            words,
            cwd="/",
            env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=said,  # a file and no pipe: what the child prints has a limit as well
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as child,
    ):
        try:
            child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _kill_group(child)
        said.seek(0)
        return said.read() if child.returncode == 0 else None


def _kill_group(child: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def restrict(megabytes: int, seconds: int) -> None:
    """Give this process its limits, for good."""
    import resource

    os.umask(0o077)
    os.nice(10)
    signal.alarm(seconds + 5)  # should whoever started us be gone
    for limit, most in (
        (resource.RLIMIT_AS, megabytes * MEGABYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 32 * MEGABYTE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))


def main(megabytes: str, seconds: str, module: str, *arguments: str) -> None:
    """In the child: the limits first, then the module as if it had been called itself."""
    import runpy

    restrict(int(megabytes), int(seconds))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
