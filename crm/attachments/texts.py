"""What can be read in a file, for search: ``Attachment.text``. Read when it comes in, before its row is written.

So the transaction that gives it to a contact indexes it as well. Here nothing takes the file apart: that is done in a
child with limits, which also cleans and cuts what it found.
"""

import logging

from crm.attachments import limited, store
from crm.attachments.limited import Budget
from crm.attachments.read import MOST

SECONDS = 5  # of one file when it comes in: its previews need some of the request's time too
SECONDS_LATER = 30  # of one file, where nobody waits
FOR_ITSELF = 0.4  # seconds in which the child begins and ends
MEGABYTES = 512

log = logging.getLogger(__name__)


def read(key: str, reader: str, budget: Budget) -> str | None:
    """The text of a file that just came in, by this ``kinds.reader``; "" where there is nothing to read.

    None where it could not be read in time, or reading it came to grief: ``read_late`` tries once more. Never the
    reason that a file is not kept.
    """
    if not reader:
        return ""
    if not budget.enough:
        return None
    with budget.spending():
        return _read(key, reader, min(budget.left, SECONDS))[0]


def read_late(key: str, reader: str) -> str | None:
    """The same with more time, and for good. None only where there is no such file now, or no process to read it."""
    if not reader:
        return ""
    if not store.is_ours(store.path(key)):
        return None
    text, begun = _read(key, reader, SECONDS_LATER)
    return text or "" if begun else None


def _read(key: str, reader: str, seconds: float) -> tuple[str | None, bool]:
    """What the child said, and whether there was one."""
    words = [str(store.path(key)), reader, str(max(seconds - FOR_ITSELF, 0.1))]
    try:
        said = limited.run("crm.attachments.read", words, seconds=seconds, megabytes=MEGABYTES)
    except OSError:
        log.warning("the text of a file could not be read", exc_info=True)
        return None, False
    if said is None:
        return None, True
    return said.decode(errors="replace").replace("\0", "")[:MOST], True  # whatever became of the child
