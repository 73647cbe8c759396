"""Everything that writes compliments and nominations. One transaction and one Change each."""

from crm.compliments.actions.closing import CLOSE, close_ended
from crm.compliments.actions.nominating import LONGEST_REASON, Vote, vote, vote_again, withdraw
from crm.compliments.actions.praising import LONGEST_BODY, Values, check, create, delete, edit, restore, snapshot

__all__ = [
    "CLOSE",
    "LONGEST_BODY",
    "LONGEST_REASON",
    "Values",
    "Vote",
    "check",
    "close_ended",
    "create",
    "delete",
    "edit",
    "restore",
    "snapshot",
    "vote",
    "vote_again",
    "withdraw",
]
