"""Reading, choosing and clearing away notifications. What somebody read is theirs: the journal does not keep it."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import peewee

from crm import clock, journal
from crm.accounts.models import Role, User
from crm.accounts.rules import require
from crm.db import transaction
from crm.errors import Invalid
from crm.jobs.portion import SECONDS, Portion
from crm.notifications import choices, kinds, queries
from crm.notifications.models import UNREAD, How, Notification, NotificationChoice
from crm.words import N_

KEPT = timedelta(days=90)
BATCH = 500


def open_record(notification_id: int, *, by: User) -> Notification:
    """Mark as read whatever tells ``by`` of the same record, since that is read now. Raises NotFound."""
    require(by, Role.READER)
    with transaction():
        found = queries.mine(notification_id, by.id)
        same = (Notification.record_kind == found.record_kind) & (Notification.record == found.record)
        _set_read(same, clock.now(), by)
    return found


def mark_read(ids: Collection[int], *, by: User) -> None:
    """Mark these as read, as far as they are of ``by``."""
    require(by, Role.READER)
    with transaction():
        _set_read(Notification.id.in_(list(ids)), clock.now(), by)


def mark_all_read(until: int, *, by: User) -> tuple[int, int]:
    """Mark as read all up to and including the one with this id, the newest shown: how many, and when (seconds)."""
    require(by, Role.READER)
    now = clock.now()
    with transaction():
        return _set_read(Notification.id <= until, now, by), int(now.timestamp())


def mark_unread(until: int, read_at: int, *, by: User) -> None:
    """Undo ``mark_all_read``: what was read at that moment is unread again."""
    require(by, Role.READER)
    with transaction():
        then = (Notification.user == by.id) & (Notification.id <= until) & (Notification.read_at == read_at)
        Notification.update(read_at=None).where(then).execute()


def mark_read_at(customer_id: int, *, by: User) -> None:
    """Mark as read what tells ``by`` of new contacts at a customer whose timeline they read."""
    with transaction():
        _set_read((Notification.customer == customer_id) & (Notification.kind == "contact"), clock.now(), by)


def choose(wanted: Mapping[str, str], *, by: User) -> None:
    """Let ``by`` hear of these kinds like this from now on. Raises Invalid per kind."""
    require(by, Role.READER)
    before = {kind: how.value for kind, how in choices.of(by).items()}
    mailable = choices.may_be_mailed(by)
    wrong = {kind: _fault(kind, how, mailable) for kind, how in wanted.items()}
    if wrong := {kind: fault for kind, fault in wrong.items() if fault}:
        raise Invalid(**wrong)
    changed = {kind: how for kind, how in wanted.items() if before[kind] != how}
    if not changed:
        return
    with transaction():
        mine = (NotificationChoice.user == by.id) & NotificationChoice.kind.in_(list(changed))
        NotificationChoice.delete().where(mine).execute()
        rows = [{"user": by.id, "kind": kind, "how": how} for kind, how in changed.items()]
        NotificationChoice.insert_many(rows).execute()
        told = {"before": {kind: before[kind] for kind in changed}, "after": changed}
        journal.record("notification.choose", by, by=by, **told)


def forget_some(seconds: float = SECONDS) -> bool:
    """Clear away what came more than 90 days ago, in batches; says whether there is more."""
    old = Notification.created_at < clock.now() - KEPT
    with Portion(seconds) as portion:
        while ids := [id for (id,) in Notification.select(Notification.id).where(old).limit(BATCH).tuples()]:
            portion.step()
            with transaction():
                Notification.delete().where(Notification.id.in_(ids)).execute()
    return portion.is_over


def _set_read(which: peewee.Expression, now: datetime, by: User) -> int:
    return Notification.update(read_at=now).where((Notification.user == by.id) & UNREAD & which).execute()


def _fault(kind: str, how: str, mailable: bool) -> object:
    if kinds.get(kind) is None or how not in list(How):
        return N_("Choose one of the list.")
    return N_("You cannot be mailed now.") if how == How.MAIL and not mailable else None
