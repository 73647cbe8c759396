"""Everything that writes complaints: what is kept, the steps forward and back, and their causes."""

from crm import journal
from crm.complaints.actions.causes import rename_cause
from crm.complaints.actions.following import on_change
from crm.complaints.actions.keeping import create, delete, edit, hand_over, hand_over_all, restore
from crm.complaints.actions.rows import get, may_change, require_may_change
from crm.complaints.actions.stepping import answer, learn, reopen, solve
from crm.complaints.actions.values import Step, Values, check

__all__ = [
    "Step",
    "Values",
    "answer",
    "check",
    "create",
    "delete",
    "edit",
    "get",
    "hand_over",
    "hand_over_all",
    "learn",
    "may_change",
    "on_change",
    "rename_cause",
    "reopen",
    "require_may_change",
    "restore",
    "solve",
]

journal.rewords("complaint", "answer", "solve", "learn", "reopen")
