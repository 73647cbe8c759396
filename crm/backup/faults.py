"""What the disk and SQLite say when they cannot go on, as one sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError, sqlite3

from crm.errors import Refused
from crm.words import N_

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def plain_faults(place: Path) -> Iterator[None]:
    """Turn what went wrong with a disk while working in ``place`` into Refused."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise _full(place) from None
        raise Refused(
            N_("%(file)s cannot be used: %(reason)s.", file=error.filename or place, reason=error.strerror or error)
        ) from None
    except (DatabaseError, sqlite3.Error) as error:
        if "disk is full" in str(error):
            raise _full(place) from None
        if "no such" in str(error):  # an old schema, which commands have a line for
            raise
        raise Refused(N_("The database cannot be read or written: %(reason)s.", reason=error)) from None


def _full(place: Path) -> Refused:
    return Refused(N_("The disk of %(place)s is full. Nothing was changed; make room and try again.", place=place))
