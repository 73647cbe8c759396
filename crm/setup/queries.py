"""Whether anybody uses this file yet."""

import peewee

from crm.accounts.models import User
from crm.db import database

_in_use: peewee.Database | None = None  # the database that was seen with colleagues in it; none ever empties again


def is_empty() -> bool:
    """Whether the file has no colleagues. Asked on every request, so a no is remembered."""
    global _in_use
    if _in_use is database.obj:
        return False
    empty = not User.select().exists()
    if not empty:
        _in_use = database.obj
    return empty
