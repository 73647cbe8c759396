"""The disk under the data folder: how much room there is, and whether an error came from there being none."""

import errno
import shutil
from pathlib import Path

from crm.db.faults import is_disk_full

FULL_FILES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
CAUSES = 10


def is_full(error: BaseException, writing: bool) -> bool:
    """Whether ``error``, or what led to it, is that nothing more could be written. ``writing``: see ``db.faults``."""
    found: BaseException | None = error
    for _step in range(CAUSES):
        if found is None:
            return False
        if is_disk_full(found, writing):
            return True
        if isinstance(found, OSError) and found.errno in FULL_FILES:
            return True
        found = found.__cause__ or found.__context__
    return False


def free(folder: Path) -> int:
    """Bytes that we may still write there."""
    return shutil.disk_usage(folder).free
