"""The inbox as it reads: by day, and what came of one kind at one customer within a day as one line that opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crm.notifications import kinds
from crm.notifications.queries import Item
from crm.words import N_, Text


@dataclass
class Group:
    """Notifications that are told as one, the newest first; most often there is only one."""

    items: list[Item]

    @property
    def first(self) -> Item:
        """The newest."""
        return self.items[0]

    @property
    def unread(self) -> list[int]:
        """The ids of those that were not read."""
        return [item.id for item in self.items if item.is_unread]

    @property
    def said(self) -> Text:
        """What it tells: "3 new contacts at Wasserij Steenbeek"."""
        several = kinds.get(self.first.kind).several
        what = several(len(self.items))
        return N_("%(what)s at %(where)s", what=what, where=self.first.customer_name)


@dataclass
class Day:
    """What came on one date of the reader's clock; ``at`` is within it."""

    date: date
    at: datetime
    groups: list[Group]


def by_day(items: Iterable[Item], zone: str) -> list[Day]:
    """The days of ``items``, which come newest first, each with its groups where their newest stands."""
    days: dict[date, Day] = {}
    groups: dict[tuple, Group] = {}
    for item in items:
        day = day_of(item, zone)
        days.setdefault(day, Day(day, item.created_at, []))
        kind = kinds.get(item.kind)
        alone = item.customer_id is None or kind is None or kind.several is None
        key = item.id if alone else (day, item.kind, item.customer_id, item.instead_of_id, item.is_unread)
        if key not in groups:
            groups[key] = Group([])
            days[day].groups.append(groups[key])
        groups[key].items.append(item)
    return list(days.values())


def day_of(item: Item, zone: str) -> date:
    """The date on which it came, on the clock of ``zone``."""
    return item.created_at.astimezone(ZoneInfo(zone)).date()
