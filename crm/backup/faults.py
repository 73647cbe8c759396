"""What the disk and SQLite say when they cannot go on, as one sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError, sqlite3

from crm.backup.shelf import WORK
from crm.errors import Refused
from crm.words import N_, Text

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def plain_faults(place: Path) -> Iterator[None]:
    """Turn what went wrong with a disk while working in ``place`` into Refused."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise _full(place) from None
        raise Refused(_of_file(error, place)) from None
    except (DatabaseError, sqlite3.Error) as error:
        if "disk is full" in str(error):
            raise _full(place) from None
        if "no such" in str(error):  # an old schema, which commands have a line for
            raise
        raise Refused(_of_database(str(error))) from None


def _of_file(error: OSError, place: Path) -> Text:
    """What is wrong with which file; the words of the system are in its own language, so they stay out."""
    scrap = not error.filename or WORK in str(error.filename)
    file = place if scrap else error.filename
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return N_("%(file)s does not exist.", file=file)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return N_("%(file)s may not be read or written here.", file=file)
        case errno.EISDIR:
            return N_("%(file)s is a folder; this needs a file.", file=file)
        case _:
            return N_("%(file)s cannot be used.", file=file)


def _of_database(told: str) -> Text:
    if "locked" in told or "lock timeout" in told:
        return N_("The database is busy; try again.")
    if "readonly" in told:
        return N_("The database may not be written here.")
    if "not a database" in told or "malformed" in told:
        return N_("The database is damaged.")
    return N_("The database cannot be read or written.")


def _full(place: Path) -> Refused:
    return Refused(N_("The disk of %(place)s is full. Nothing was changed; make room and try again.", place=place))
