"""Everything that writes agreements. One transaction and one Change each."""

from crm.agreements.actions.keeping import create, delete, edit, get, restore
from crm.agreements.actions.settling import Ending, ending_of, reopen, settle
from crm.agreements.actions.values import Values, check

__all__ = ["Ending", "Values", "check", "create", "delete", "edit", "ending_of", "get", "reopen", "restore", "settle"]
