"""What databases and disks say when they cannot go on, in a sentence of ours and on one line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import peewee
from playhouse.migrations import MigrationError

from crm.db import DatabaseError
from crm.errors import Refused
from crm.words import Text

FAULTS = (peewee.PeeweeException, MigrationError, DatabaseError, OSError)


@contextmanager
def told(sentence: Callable[[str], Text]) -> Iterator[None]:
    """Turn what goes wrong inside into Refused; ``sentence`` makes one of the database's own words."""
    try:
        yield
    except FAULTS as error:
        raise Refused(sentence(" ".join(str(error).split()))) from None
