"""The folder that backups are kept in: their names, who is busy there, and which may go."""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from crm.errors import Refused
from crm.words import N_

OURS = re.compile(r"rechterhand-\d{8}-\d{6}\.zip", re.ASCII)
WORK = ".rechterhand-work-"


def name_of(moment: datetime) -> str:
    """The name of a backup made at ``moment``; UTC, so that names sort as time does."""
    return f"rechterhand-{moment:%Y%m%d-%H%M%S}.zip"


def prune(folder: Path, keep: int, newest: Path) -> list[Path]:
    """Remove the oldest backups beyond ``keep``; only ours by name, and never ``newest``."""
    found = sorted((one for one in folder.iterdir() if OURS.fullmatch(one.name) and one != newest), reverse=True)
    gone = found[keep - 1 :]
    for one in gone:
        one.unlink()
    return gone


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A folder for half-done things inside ``folder``, for one backup or restore at a time; empty again afterwards.

    Who was killed here left scraps behind; the next one clears them away. Raises Refused where another is busy.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for scrap in folder.glob(f"{WORK}*") if _claimed(handle, folder) else ():
            shutil.rmtree(scrap)
        work = Path(tempfile.mkdtemp(prefix=WORK, dir=folder))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
    finally:
        os.close(handle)


def sync(path: Path) -> None:
    """Keep what was written to this file or folder through a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _claimed(handle: int, folder: Path) -> bool:
    """Whether we are alone here; False where the disk, some network's, cannot tell."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused(N_("Another backup or restore is busy in %(folder)s.", folder=folder)) from None
    except OSError:
        return False
    return True
