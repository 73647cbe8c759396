"""``python -m crm.serve``: the web server and the worker together, for who starts one thing. Knows neither.

It ends when the web server ends, and as that did. A worker that dies is started again, after ever longer waits.
Neither survives it, also where it is killed: then the system ends them.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = (sys.executable, "-m", "gunicorn", "wsgi:app")
WORKER = (sys.executable, "-m", "flask", "worker")
WAITS = (1, 2, 5, 10, 30, 60)  # seconds before a worker that died is started again
HEALTHY = 60  # seconds after which it counts as well, and the waits begin anew
WORKER_ENDS = 30  # seconds that it may take; longer than it gives itself
LOOKS = 0.2  # seconds between two looks at the two
PR_SET_PDEATHSIG = 1  # prctl(2)


class Service:
    """One web server and one worker."""

    def __init__(self, web: Sequence[str] = WEB, worker: Sequence[str] = WORKER) -> None:
        self._commands = web, worker
        self._stopping = False
        self._deaths = 0
        self._begun = self._again_at = 0.0
        self._web: subprocess.Popen | None = None
        self._worker: subprocess.Popen | None = None

    def run(self) -> int:
        """Until the web server ends; returns what the shell is to get."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        self._web = web = _start(self._commands[0])
        if self._stopping:  # asked before there was anything to stop
            web.send_signal(signal.SIGTERM)
        try:
            while web.poll() is None:
                if not self._stopping:
                    self._look_after_worker()
                time.sleep(LOOKS)
        finally:
            self._end_worker()
        code = web.returncode
        return 128 - code if code < 0 else code

    def _stop(self, number: int, _frame: object) -> None:
        """Ctrl+C reaches us alone; both get what they know as a request to finish what they are at."""
        self._stopping = True
        for process in (self._web, self._worker):
            if process and process.poll() is None:
                process.send_signal(signal.SIGTERM)

    def _look_after_worker(self) -> None:
        now = time.monotonic()
        if self._worker and self._worker.poll() is not None:
            self._deaths = 1 if now - self._begun > HEALTHY else self._deaths + 1
            wait = WAITS[min(self._deaths, len(WAITS)) - 1]
            _say(f"The worker ended with status {self._worker.returncode}; it is started again in {wait} s.")
            self._worker, self._again_at = None, now + wait
        if not self._worker and now >= self._again_at:
            self._worker, self._begun = _start(self._commands[1]), now

    def _end_worker(self) -> None:
        if not self._worker or self._worker.poll() is not None:
            return
        self._worker.send_signal(signal.SIGTERM)
        try:
            self._worker.wait(WORKER_ENDS)
        except subprocess.TimeoutExpired:
            self._worker.kill()
            self._worker.wait()


def _start(command: Sequence[str]) -> subprocess.Popen:
    """In a session of its own, so that a key pressed here reaches it through us and only once."""
    parent = os.getpid()
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, preexec_fn=lambda: _die_with(parent))  # noqa: S603


def _die_with(parent: int) -> None:
    """In the child: let the system end it when we are gone. Only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # too late to be told
            os._exit(1)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(Service().run())
