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
    restore,
)
from crm.satisfaction.actions.values import HIGHEST, LONGEST, LOWEST, Values, check

__all__ = [
    "HIGHEST",
    "LONGEST",
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
    "restore",
    "revoke",
]
