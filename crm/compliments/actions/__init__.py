"""Everything that writes compliments and nominations. One transaction and one Change each."""

from crm.compliments.actions.closing import CLOSE, close_ended
from crm.compliments.actions.nominating import Vote, vote, vote_again, withdraw
from crm.compliments.actions.praising import Values, check, create, delete, edit, restore

__all__ = [
    "CLOSE",
    "Values",
    "Vote",
    "check",
    "close_ended",
    "create",
    "delete",
    "edit",
    "restore",
    "vote",
    "vote_again",
    "withdraw",
]
