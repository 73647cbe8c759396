"""Everything that writes expectations. One transaction each."""

from crm.expectations.actions.reviewing import reopen, review
from crm.expectations.actions.writing import create, delete, edit, get, restore, snapshot

__all__ = ["create", "delete", "edit", "get", "reopen", "restore", "review", "snapshot"]
