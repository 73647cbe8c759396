"""Who did what with one record, as its own page tells it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from crm.accounts.models import User
from crm.journal import Change

MOST = 200  # a page tells no more than the first of them


@dataclass(slots=True)
class Deed:
    """One of them. ``user_name`` is None where the system did it; ``to`` is for a room whose records go to others."""

    at: datetime
    verb: str  # ``<kind>.<what>``
    user_name: str | None
    word: str  # of who did it, about it
    after: dict[str, Any]  # the record as it became; empty where that was not kept
    to: str = ""


def deeds(kind: str, record_id: int, *, but: str = "") -> list[Deed]:
    """What was done with this record, newest last, without the verb ``but``. One query."""
    query = Change.select(Change, User.name.alias("user_name")).join(User, JOIN.LEFT_OUTER, on=Change.user == User.id)
    mine = query.where((Change.kind == kind) & (Change.record == record_id) & (Change.verb != but))
    return [_deed(one) for one in mine.order_by(Change.id).limit(MOST).objects()]


def _deed(change: Any) -> Deed:
    values = change.values
    return Deed(change.at, change.verb, change.user_name, values.get("word", ""), values.get("after") or {})
