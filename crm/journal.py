"""The journal: one Change per thing a person did, written in the same transaction as what it did.

Everything that wants to know what happened (search, history, digest) either reads
the table or subscribes here; subscribers are wired in ``wiring/telling.py`` and run inside the
transaction, so that what they keep can never differ from what was written.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee

from crm import clock
from crm.db import Model, MomentField
from crm.errors import Outdated
from crm.words import N_

BATCH = 500  # rows per statement


class Change(Model):
    """Who did what to which record, when, and what it looked like before and after.

    ``verb`` is ``<kind>.<what>``: ``customer.edit``, ``interaction.log``. A bulk change
    (an import) has no ``record`` and says in ``data`` which ids it wrote.
    """

    at = MomentField()
    user = peewee.IntegerField(null=True, index=True)
    verb = peewee.CharField(40)
    kind = peewee.CharField(20)
    record = peewee.IntegerField(null=True)
    customer = peewee.IntegerField(null=True)
    data = peewee.TextField()

    class Meta:
        indexes = ((("customer", "at"), False), (("kind", "record"), False))

    @property
    def values(self) -> dict[str, Any]:
        """``{"before": {...}, "after": {...}}``, or what a bulk change wrote."""
        return json.loads(self.data)


@dataclass(frozen=True)
class Deed:
    """What was done to one of many records."""

    record: int
    customer: int | None
    before: dict[str, Any]
    after: dict[str, Any]


Subscriber = Callable[["Change", list[int]], None]
_subscribers: list[Subscriber] = []


def subscribe(subscriber: Subscriber) -> None:
    """Call ``subscriber(change, ids)`` inside the transaction of every change from now on, with the ids it wrote."""
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)


_rewording: dict[str, set[str]] = {}  # by kind the verbs that change what its edit form shows


def rewords(kind: str, *what: str) -> None:
    """Beside ``edit`` these verbs change what the edit form of a kind shows: ``rewords("complaint", "solve")``."""
    _rewording.setdefault(kind, set()).update(what)


def revision(kind: str, record_id: int) -> int:
    """The newest edit of a record, so that a form can tell whether somebody changed it meanwhile; 0 if none."""
    verbs = [f"{kind}.{what}" for what in ("edit", "hand_over", *sorted(_rewording.get(kind, ())))]
    edits = (Change.kind == kind) & (Change.record == record_id) & Change.verb.in_(verbs)
    newest = Change.select(Change.id).where(edits)
    return newest.order_by(Change.id.desc()).limit(1).scalar() or 0


def last(verb: str, record_id: int) -> int:
    """The newest Change with this verb of a record, so that an undo can name what it undoes; 0 if none."""
    done = (Change.kind == verb.partition(".")[0]) & (Change.record == record_id) & (Change.verb == verb)
    return Change.select(Change.id).where(done).order_by(Change.id.desc()).limit(1).scalar() or 0


def refuse_if_changed(kind: str, record_id: int, seen: int | None) -> None:
    """Raise Outdated where the record changed after the revision that was ``seen``; None asks for no check."""
    if seen is None or revision(kind, record_id) == seen:
        return
    raise Outdated(N_("A colleague changed this while you were writing. Nothing of yours is saved yet."))


def record(
    verb: str,
    thing: Model,
    *,
    by: Any,
    customer: int | None = None,
    before: dict | None = None,
    after: dict | None = None,
    word: str = "",
) -> Change:
    """Write down that ``by`` did ``verb`` to ``thing``, with their ``word`` about it. Inside the deed's transaction."""
    kind = verb.partition(".")[0]
    data: dict[str, Any] = {key: value for key, value in (("before", before), ("after", after)) if value is not None}
    if word:
        data["word"] = word
    change = _write(verb, kind, thing.id, customer, by, data)
    _tell(change, [thing.id])
    return change


def record_many(verb: str, ids: Iterable[int], *, by: Any, **data: Any) -> Change:
    """Write down one bulk change of many records of one kind."""
    kind, ids = verb.partition(".")[0], list(ids)
    change = _write(verb, kind, None, None, by, {**data, "ids": ids})
    _tell(change, ids)
    return change


def record_each(verb: str, deeds: Sequence[Deed], *, by: Any) -> None:
    """Write down the same deed to many records, a Change each; subscribers hear of all at once, as of a bulk one."""
    kind, at = verb.partition(".")[0], clock.now()
    whole = Change(at=at, user=by.id, verb=verb, kind=kind, data=_json({"ids": [deed.record for deed in deeds]}))
    rows = [
        {**whole.__data__, "record": one.record, "customer": one.customer, "data": _json(_sides(one.before, one.after))}
        for one in deeds
    ]
    for start in range(0, len(rows), BATCH):
        Change.insert_many(rows[start : start + BATCH]).execute()
    if rows:
        _tell(whole, [deed.record for deed in deeds])


def as_kept(values: dict) -> dict[str, Any]:
    """A snapshot as the journal would give it back, so that the two can be compared."""
    return json.loads(_json(values))


def forget(kind: str, ids: Iterable[int]) -> None:
    """Blank what is kept of records that were removed for good; who did what and when stays."""
    mine = (Change.kind == kind) & Change.record.in_(list(ids))
    Change.update(data="{}").where(mine).execute()


def let_go(kind: str, ids: Iterable[int]) -> None:
    """The same for records of small tables, whose numbers a database may give out again: theirs stand below zero."""
    mine = (Change.kind == kind) & Change.record.in_(list(ids))
    Change.update(data="{}", record=Change.record * -1).where(mine).execute()


def _write(verb: str, kind: str, record_id: int | None, customer: int | None, by: Any, data: dict) -> Change:
    return Change.create(
        at=clock.now(),
        user=by.id,
        verb=verb,
        kind=kind,
        record=record_id,
        customer=customer,
        data=_json(data),
    )


def _sides(before: dict | None, after: dict | None) -> dict[str, dict]:
    return {key: value for key, value in (("before", before), ("after", after)) if value is not None}


def _tell(change: Change, ids: list[int]) -> None:
    for subscriber in _subscribers:
        subscriber(change, ids)


def _json(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value)
