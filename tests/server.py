"""gunicorn on a data folder, as the tests and the bench need it."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm.settings import ROOT
from tests import postgres

FLASK, GUNICORN = (str(ROOT / ".venv" / "bin" / name) for name in ("flask", "gunicorn"))


@contextmanager
def running(folder: Path, workers: int = 2, quiet: bool = False, url: str = "") -> Iterator[tuple[int, int]]:
    """gunicorn on this folder: its port and process id. ``quiet``: its log goes nowhere; ``url``: another database."""
    port = free_port()
    process = start(folder, port, workers, quiet, url)
    try:
        wait_for(process, port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(15)


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start(folder: Path, port: int, workers: int = 2, quiet: bool = False, url: str = "") -> subprocess.Popen:
    """Start gunicorn on this folder, as the head of a process group of its own; ``wait_for`` it."""
    environment = _environment(folder, url) | {"PORT": str(port), "WEB_CONCURRENCY": str(workers)}
    outputs = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL if quiet else None}
    # a kept connection would tie a client to one worker, and eight of them could sit with the same one
    command = [GUNICORN, "--keep-alive", "0", "wsgi:app"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, **outputs)


def wait_for(process: subprocess.Popen, port: int) -> None:
    """Come back when it answers. Raises SystemExit where it ended or takes too long."""
    until = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
            return
        except urllib.error.HTTPError:
            return  # up, though not well, as on a full disk
        except OSError:
            time.sleep(0.02)
    raise SystemExit("gunicorn did not start")


def kill_9(process: subprocess.Popen) -> None:
    """End gunicorn and its workers at once, with no time to put anything away."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(15)


def memory(pid: int) -> float:
    """Megabytes that this process and its children hold, shared pages counted once (PSS)."""
    pids = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    return sum(_pss(one) for one in pids) / 1024


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _environment(folder: Path, url: str) -> dict[str, str]:
    url = url or (postgres.url() if postgres.asked_for() else "")
    return {**os.environ, "CRM_DATA_DIR": str(folder), "CRM_DATABASE_URL": url, "CRM_BASE_URL": ""}
