"""What happened to a follow-up."""

from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from peewee import JOIN

from crm.accounts.models import Department, User
from crm.journal import Change

REMINDED = "followup.remind"  # by the clock: nobody did anything


def history(followup_id: int) -> list[SimpleNamespace]:
    """Who did what with it, newest last: ``at``, ``verb``, ``user_name``; whom it went ``to``, with which ``word``.

    At most three queries.
    """
    mine_only = (Change.kind == "followup") & (Change.record == followup_id) & (Change.verb != REMINDED)
    query = Change.select(Change, User.name.alias("user_name")).join(User, JOIN.LEFT_OUTER, on=Change.user == User.id)
    changes = list(query.where(mine_only).order_by(Change.id).limit(200).objects())
    went = {one.id: one.values.get("after") or {} for one in changes if one.verb == "followup.hand_over"}
    names = _names(went.values())
    return [_told(one, names.get(_whose(went.get(one.id)), "")) for one in changes]


def _told(change: Any, to: str) -> SimpleNamespace:
    at: datetime = change.at
    word = change.values.get("word", "")
    return SimpleNamespace(at=at, verb=change.verb, user_name=change.user_name, to=to, word=word)


def _whose(after: dict | None) -> tuple[str, int | None]:
    after = after or {}
    return ("user", after["user"]) if after.get("user") else ("department", after.get("department"))


def _names(wents: Iterable[dict]) -> dict[tuple[str, int | None], str]:
    wanted = {_whose(one) for one in wents}
    found: dict[tuple[str, int | None], str] = {}
    for kind, model in (("user", User), ("department", Department)):
        if ids := [id for one, id in wanted if one == kind and id]:
            rows = model.select(model.id, model.name).where(model.id.in_(ids)).tuples()
            found |= {(kind, id): name for id, name in rows}
    return found
