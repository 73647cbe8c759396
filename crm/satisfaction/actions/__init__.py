"""Everything that writes marks and the links by which they are asked. One transaction and one Change each."""

from crm.satisfaction.actions.links import ask, count_wrong, give, refuse_hasty, revoke
from crm.satisfaction.actions.marks import (
    create,
    delete,
    edit,
    get,
    is_given,
    may_edit,
    may_take_back,
    require_may_edit,
    require_may_take_back,
    restore,
)
from crm.satisfaction.actions.values import HIGHEST, LONGEST, LONGEST_REASON, LOWEST, Values, check, snapshot

__all__ = [
    "HIGHEST",
    "LONGEST",
    "LONGEST_REASON",
    "LOWEST",
    "Values",
    "ask",
    "check",
    "count_wrong",
    "create",
    "delete",
    "edit",
    "get",
    "give",
    "is_given",
    "may_edit",
    "may_take_back",
    "refuse_hasty",
    "require_may_edit",
    "require_may_take_back",
    "restore",
    "revoke",
    "snapshot",
]
