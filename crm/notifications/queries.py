"""Reading what somebody must hear of: the count at the bell, a page of the inbox, what is to be mailed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import peewee
from peewee import JOIN

from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.notifications import kinds
from crm.notifications.models import COUNTED, TO_MAIL, UNREAD, How, Notification
from crm.words import N_, Text

PAGE = 50
MOST = 99  # the bell says "99+" above it
STALE = timedelta(days=2)  # what could not be mailed for so long stays in the inbox


@dataclass(frozen=True)
class Item:
    """A notification as the inbox, a mail and the digest show it."""

    id: int
    kind: str
    how: str
    record: tuple[str, int]
    customer_id: int | None
    customer_name: str | None
    actor: str | None
    department: Any  # of the actor now: ``name`` and ``mark``
    instead_of_id: int | None
    instead_of: str | None
    words: str
    created_at: datetime
    read_at: datetime | None
    about: Text | None = None  # what the kind says of this very record

    @property
    def is_unread(self) -> bool:
        """Whether it was not opened and not marked as read."""
        return self.read_at is None

    @property
    def said(self) -> Text:
        """What it tells, as a sentence."""
        if self.about:
            return self.about
        kind = kinds.get(self.kind)
        said = kind.said if kind else N_("News for you")
        return Text(said.message, {"name": self.actor or N_("The system")}) if "%(name)s" in said.message else said

    @property
    def names_actor(self) -> bool:
        """Whether the sentence says who did it."""
        return "name" in self.said.values


@dataclass(frozen=True)
class Page:
    """Some of the inbox, the newest first, and the id before which the next page begins."""

    items: list[Item]
    next: int | None


def unread_count(user_id: int) -> int:
    """What the bell counts: unread, but for what waits for the digest; at most ``MOST`` + 1."""
    mine = (Notification.user == user_id) & COUNTED
    return Notification.select(Notification.id).where(mine).limit(MOST + 1).count()


def page(user_id: int, before: int | None = None, *, unread: bool = False) -> Page:
    """The newest, those before this id, or of them what is unread."""
    query = _select(Notification.user == user_id).limit(PAGE + 1)
    if before is not None:
        query = query.where(Notification.id < before)
    found = _items(query.where(UNREAD) if unread else query)
    return Page(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def some(user_id: int, ids: list[int]) -> list[Item]:
    """Those of these that are this colleague's."""
    return _items(_select((Notification.user == user_id) & Notification.id.in_(ids)))


def mine(notification_id: int, user_id: int) -> Notification:
    """One of this colleague's. Raises NotFound, also where it is another's."""
    found = Notification.get_or_none((Notification.id == notification_id) & (Notification.user == user_id))
    if found is None:
        raise NotFound(N_("This notification is no longer kept."))
    return found


def to_mail(user_id: int, now: datetime, limit: int) -> list[Item]:
    """What waits to be mailed and was not read meanwhile, the newest first."""
    fresh = Notification.created_at > now - STALE
    return _items(_select((Notification.user == user_id) & TO_MAIL & UNREAD & fresh).limit(limit))


def for_digest(user_id: int, starts_at: datetime, ends_at: datetime, limit: int) -> list[Item]:
    """What came for the digest within this time and is not read, the newest first."""
    within = (Notification.created_at >= starts_at) & (Notification.created_at < ends_at)
    theirs = (Notification.user == user_id) & UNREAD & (Notification.how == How.DIGEST)
    return _items(_select(theirs & within).limit(limit))


def _select(condition: peewee.Expression) -> peewee.ModelSelect:
    absent = User.alias("absent")
    return (
        Notification.select(
            *(Notification.id, Notification.kind, Notification.how, Notification.record_kind, Notification.record),
            *(Notification.customer_id, Customer.name, User.name, Department.name, Department.mark),
            *(Notification.instead_of_id, absent.name, Notification.words),
            *(Notification.created_at, Notification.read_at),
        )
        .join(Customer, JOIN.LEFT_OUTER)
        .switch(Notification)
        .join(User, JOIN.LEFT_OUTER, on=Notification.actor == User.id)
        .join(Department, JOIN.LEFT_OUTER)
        .switch(Notification)
        .join(absent, JOIN.LEFT_OUTER, on=Notification.instead_of == absent.id)
        .where(condition)
        .order_by(Notification.id.desc())
    )


def _items(query: peewee.ModelSelect) -> list[Item]:
    found = [_item(*row) for row in query.tuples()]
    return _with_about(found) if any(_tells_more(item.kind) for item in found) else found


def _tells_more(kind: str) -> bool:
    known = kinds.get(kind)
    return known is not None and known.about is not None


def _with_about(found: list[Item]) -> list[Item]:
    """The same, with what each kind that does so says of its records: a query for each such kind."""
    told: dict[tuple[str, int], Text] = {}
    for name in {item.kind for item in found if _tells_more(item.kind)}:
        said = kinds.get(name).about([item.record[1] for item in found if item.kind == name])
        told |= {(name, id): text for id, text in said.items()}
    return [replace(item, about=told.get((item.kind, item.record[1]))) for item in found]


def _item(id, kind, how, record_kind, record, customer_id, customer, actor, department, mark, *rest) -> Item:
    where = SimpleNamespace(name=department, mark=mark) if department else None
    return Item(id, kind, how, (record_kind, record), customer_id, customer, actor, where, *rest)
