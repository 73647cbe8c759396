"""Workers as processes of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from crm.settings import ROOT


def start(folder: Path, *words: str, goodbye: float = 20) -> subprocess.Popen:
    """``flask worker WORDS`` on this data folder, with errands; what it says on standard error can be read.

    ``goodbye`` are the seconds that it gives itself once it was asked to stop.
    """
    command = [sys.executable, "-m", "tests.worker.errands", str(folder), *words]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "ERRANDS_GOODBYE": str(goodbye)}, stderr=subprocess.PIPE, text=True
    )


def wait_until(so: Callable[[], object], seconds: float = 20) -> None:
    """Come back as soon as it is so. Raises AssertionError where that takes too long."""
    until = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.01)
