"""A file of a given size (made once and kept), and gunicorn on it."""

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

KEPT = Path(os.environ.get("CRM_BENCH_DIR", ROOT / "data" / "bench"))
FLASK, GUNICORN = (str(ROOT / ".venv" / "bin" / name) for name in ("flask", "gunicorn"))


def file_of(interactions: int, customers: int) -> Path:
    """A data folder with the demo company at this size."""
    folder = KEPT / f"{interactions}"
    environment = _environment(folder)

    def flask(*words: str) -> None:
        subprocess.run([FLASK, *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

    flask("db", "upgrade")  # the file may be of an earlier version
    if not (folder / "done").exists():
        print(f"making a file with {interactions:,} contacts (once) …", flush=True)
        flask("demo", "--customers", f"{customers}", "--interactions", f"{interactions}")
        (folder / "done").touch()
    return folder


@contextmanager
def running(folder: Path, workers: int = 2, quiet: bool = False) -> Iterator[tuple[int, int]]:
    """gunicorn on this folder: its port and process id. ``quiet``: its log goes nowhere."""
    port = free_port()
    process = start(folder, port, workers, quiet)
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


def start(folder: Path, port: int, workers: int = 2, quiet: bool = False) -> subprocess.Popen:
    """Start gunicorn on this folder, as the head of a process group of its own; ``wait_for`` it."""
    environment = _environment(folder) | {"PORT": str(port), "WEB_CONCURRENCY": str(workers)}
    outputs = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL if quiet else None}
    return subprocess.Popen([GUNICORN, "wsgi:app"], cwd=ROOT, env=environment, start_new_session=True, **outputs)


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


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "CRM_DATA_DIR": str(folder), "CRM_DATABASE_URL": "", "CRM_BASE_URL": ""}
