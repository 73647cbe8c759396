"""Pictures of what was sent: small for a chip, large for its page. Made once, when the file comes in."""

from crm.attachments import kinds, limited, store

SECONDS = 15
MEGABYTES = 768


def make(key: str, media_type: str) -> bool:
    """Whether there are pictures of this file now. Raises OSError where the disk is full."""
    if media_type not in kinds.DRAWABLE:
        return False
    finals = [store.preview_path(key, size) for size in store.SIZES]
    drafts = [store.draft_of(final) for final in finals]
    try:
        words = [str(store.path(key)), media_type, *map(str, drafts)]
        done = limited.run("crm.attachments.draw", words, seconds=SECONDS, megabytes=MEGABYTES)
        if done is None or not all(store.is_ours(draft) and draft.stat().st_size for draft in drafts):
            return False
        for draft, final in zip(drafts, finals, strict=True):
            store.settle(draft, final)
        return True
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
