"""Everything that writes follow-ups. One transaction and one Change each."""

from crm.followups.actions.asking import create, edit, stop
from crm.followups.actions.finishing import BACK_AGAIN, finish, reopen
from crm.followups.actions.giving import give, give_back
from crm.followups.actions.keeping import delete, restore
from crm.followups.actions.moving import claim, hand_over, pass_on, release, snooze, wake
from crm.followups.actions.rights import may_change, may_claim, may_reopen, may_snooze, require_may_change
from crm.followups.actions.rows import get, snapshot
from crm.followups.actions.values import LONGEST_PHONE, LONGEST_WHAT, LONGEST_WORD, Values, check

__all__ = [
    "BACK_AGAIN",
    "LONGEST_PHONE",
    "LONGEST_WHAT",
    "LONGEST_WORD",
    "Values",
    "check",
    "claim",
    "create",
    "delete",
    "edit",
    "finish",
    "get",
    "give",
    "give_back",
    "hand_over",
    "may_change",
    "may_claim",
    "may_reopen",
    "may_snooze",
    "pass_on",
    "release",
    "reopen",
    "require_may_change",
    "restore",
    "snapshot",
    "snooze",
    "stop",
    "wake",
]
