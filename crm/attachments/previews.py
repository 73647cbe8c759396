"""Pictures of what was sent: small for a chip, large for its page. Made once, when the file comes in."""

import contextlib
import logging
from pathlib import Path

from crm.attachments import kinds, limited, store
from crm.attachments.limited import Budget

MEGABYTES = 768

log = logging.getLogger(__name__)


def make(key: str, media_type: str, budget: Budget | None = None) -> bool:
    """Whether there are pictures of this file now. Never the reason that a file is not kept."""
    budget = budget or Budget()
    if media_type not in kinds.DRAWABLE or not budget.enough:
        return False
    try:
        with budget.spending():
            return _draw(key, media_type, budget.left)
    except OSError:  # the disk is full, or no process is to be had
        log.warning("a preview could not be drawn", exc_info=True)
        return False


def _draw(key: str, media_type: str, seconds: float) -> bool:
    finals = [store.preview_path(key, size) for size in store.SIZES]
    drafts = [store.draft_of(final) for final in finals]
    try:
        words = [str(store.path(key)), media_type, *map(str, drafts)]
        done = limited.run("crm.attachments.draw", words, seconds=seconds, megabytes=MEGABYTES)
        if done is None or not all(store.is_ours(draft) and draft.stat().st_size for draft in drafts):
            return False
        for draft, final in zip(drafts, finals, strict=True):
            store.settle(draft, final)
        return True
    except OSError:
        _clear(finals)  # both or none
        raise
    finally:
        _clear(drafts)


def _clear(files: list[Path]) -> None:
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
