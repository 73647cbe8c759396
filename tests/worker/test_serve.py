"""One thing to start: web server and worker live and end together."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from crm.settings import ROOT
from tests.worker.processes import wait_until

LASTS = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit({code})); time.sleep(60)"


def serve(folder: Path, web: str, worker: str) -> subprocess.Popen:
    """The supervisor over two small programs, each of which first writes its number to a line of a file."""
    noting = "import os; open({file!r}, 'a').write(f'{{os.getpid()}}\\n'); "
    web, worker = (
        noting.format(file=str(folder / name)) + program for name, program in (("web", web), ("worker", worker))
    )
    program = (
        "import sys; from crm import serve; serve.WAITS = (0.1,);"
        f"sys.exit(serve.Service((sys.executable, '-c', {web!r}), (sys.executable, '-c', {worker!r})).run())"
    )
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE, text=True)


def begun(file: Path) -> list[int]:
    """The process ids of those that began."""
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def lives(pid: int) -> bool:
    """Whether it still runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def both(folder: Path) -> bool:
    return bool(begun(folder / "web") and begun(folder / "worker"))


def test_it_ends_as_the_web_server_does_and_takes_the_worker_along(tmp_path):
    ends = "import time; time.sleep(1); raise SystemExit(3)"
    process = serve(tmp_path, ends, LASTS.format(code=0))
    assert process.wait(10) == 3
    [worker] = begun(tmp_path / "worker")
    assert not lives(worker)


def test_asked_to_stop_it_asks_both(tmp_path):
    process = serve(tmp_path, LASTS.format(code=0), LASTS.format(code=0))
    wait_until(lambda: both(tmp_path))
    wait_until(lambda: not time_to_listen(tmp_path))
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0
    assert not any(map(lives, begun(tmp_path / "web") + begun(tmp_path / "worker")))


def test_asked_to_stop_before_anything_began_it_ends_all_the_same(tmp_path):
    program = (
        "import os, signal, sys; from crm import serve; start = serve._start;"
        "serve._start = lambda command: (os.kill(os.getpid(), signal.SIGTERM), start(command))[1];"
        f"sys.exit(serve.Service((sys.executable, '-c', {LASTS.format(code=0)!r}), ('never',)).run())"
    )
    process = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE, text=True, timeout=20, check=False
    )
    assert process.returncode in (0, 128 + signal.SIGTERM) and process.stderr == ""


def time_to_listen(folder: Path) -> bool:
    """Whether one of them does not catch the signal yet."""
    for pid in begun(folder / "web") + begun(folder / "worker"):
        status = Path(f"/proc/{pid}/status").read_text()
        caught = int(next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:")), 16)
        if not caught >> (signal.SIGTERM - 1) & 1:
            return True
    return False


def test_a_worker_that_dies_is_started_again_and_that_is_said(tmp_path):
    process = serve(tmp_path, LASTS.format(code=0), "raise SystemExit(7)")
    try:
        wait_until(lambda: len(begun(tmp_path / "worker")) > 2)
        assert "The worker ended with status 7; it is started again in 0.1 s." in process.stderr.readline()
        assert len(begun(tmp_path / "web")) == 1 and process.poll() is None
    finally:
        process.terminate()
        process.wait(10)


def test_neither_survives_when_it_is_killed(tmp_path):
    process = serve(tmp_path, LASTS.format(code=0), LASTS.format(code=0))
    wait_until(lambda: both(tmp_path))
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    pids = begun(tmp_path / "web") + begun(tmp_path / "worker")
    wait_until(lambda: not any(map(lives, pids)), 10)
