"""Reading who is with a customer now, and what colleagues wrote there since a page was made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN

from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.presence.models import Doing, Presence
from crm.words import N_

LOGGED = "interaction.log"
MOST = 50  # changes of colleagues that are looked through; a page that missed more says "50"
SLACK = timedelta(minutes=1)  # a clock that was set back may give a later change an earlier moment
RANK = {Doing.CALLS: 0, Doing.WRITES: 1, Doing.READS: 2}


@dataclass(frozen=True)
class Mark:
    """The newest change at a customer that a page knows of: its moment in seconds and its id."""

    at: int = 0
    id: int = 0

    def __str__(self) -> str:
        return f"{self.at}.{self.id}"


@dataclass(frozen=True)
class News:
    """What colleagues did since a mark: how many contacts they logged and who, and the mark of all they did."""

    mark: Mark
    contacts: int = 0
    names: tuple[str, ...] = ()


def require_customer(customer_id: int) -> None:
    """Raises NotFound where the customer is not in the file, or in the bin."""
    there = (Customer.id == customer_id) & Customer.deleted_at.is_null()
    if not Customer.select().where(there).exists():
        raise NotFound(N_("This customer is not in the file."))


def rows(customer_id: int, now: datetime) -> list[Presence]:
    """Everybody who is with the customer at this moment; who is on the phone first, then by name."""
    query = (
        Presence.select(Presence, User, Department)
        .join(User)
        .join(Department)
        .where((Presence.customer == customer_id) & (Presence.until_at > now) & User.disabled_at.is_null())
    )
    return sorted(query, key=lambda one: (RANK.get(one.doing, 2), one.user.sort_name, one.user_id))


def newest(customer_id: int) -> Mark:
    """The mark of a page that is made now. One step in the index."""
    found = (
        Change.select(Change.at, Change.id)
        .where(Change.customer == customer_id)
        .order_by(Change.at.desc(), Change.id.desc())
        .limit(1)
        .tuples()
        .first()
    )
    return Mark(int(found[0].timestamp()), found[1]) if found else Mark()


def news(customer_id: int, seen: Mark, reader: User) -> News:
    """What others than ``reader`` did at the customer since ``seen``.

    Bulk changes (an import) belong to no customer, so nobody is told of them here.
    """
    since = (Change.at >= seen.at - int(SLACK.total_seconds())) & (Change.id > seen.id)
    others = Change.user.is_null() | (Change.user != reader.id)
    found: list[Any] = list(
        Change.select(Change.id, Change.at, Change.verb, User.name, Interaction.id.alias("present"))
        .join(User, JOIN.LEFT_OUTER, on=Change.user == User.id)
        .join(Interaction, JOIN.LEFT_OUTER, on=_present())
        .where((Change.customer == customer_id) & since & others)
        .order_by(Change.at.desc(), Change.id.desc())
        .limit(MOST)
        .namedtuples()
    )
    if not found:
        return News(seen)
    logged = [one for one in found if one.verb == LOGGED and one.present]
    names = tuple(dict.fromkeys(one.name for one in logged if one.name))
    last = max(found, key=lambda one: one.id)
    return News(Mark(int(last.at.timestamp()), last.id), len(logged), names)


def _present() -> Any:
    """The contact that a change logged, if it is not in the bin by now."""
    return (Change.verb == LOGGED) & (Change.record == Interaction.id) & Interaction.deleted_at.is_null()
