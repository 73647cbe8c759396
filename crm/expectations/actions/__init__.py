"""Everything that writes expectations. One transaction each."""

from crm.expectations.actions.reviewing import reopen, review, review_of, reviewed_by
from crm.expectations.actions.writing import create, delete, edit, get, restore

__all__ = ["create", "delete", "edit", "get", "reopen", "restore", "review", "review_of", "reviewed_by"]
