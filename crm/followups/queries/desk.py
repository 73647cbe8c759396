"""Whose list it is: a colleague's own, and those of the absent in whose place they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import peewee

from crm.absences import queries as absences
from crm.accounts.models import User
from crm.followups.models import FollowUp
from crm.followups.queries.items import Assignee, Item


@dataclass(frozen=True)
class Desk:
    """Who looks, on which day of the company's clock; ``covered`` are the absent they stand in for, and until when."""

    user: User
    today: date
    covered: dict[int, date]

    @property
    def mine(self) -> peewee.Expression:
        """What is theirs, what nobody of their department took on yet, and what the absent would see to."""
        own = FollowUp.user.in_([self.user.id, *self.covered])
        return own | (FollowUp.user.is_null() & (FollowUp.department == self.user.department_id))

    @property
    def ours(self) -> peewee.Expression:
        """All of their department, and of who works there; for a query that knows the assignee."""
        return (FollowUp.department == self.user.department_id) | (Assignee.department == self.user.department_id)

    @property
    def put_aside(self) -> peewee.Expression:
        """What comes back on a later day."""
        return FollowUp.snoozed_until > self.today

    @property
    def in_sight(self) -> peewee.Expression:
        """What was not put aside."""
        return FollowUp.snoozed_until.is_null() | (FollowUp.snoozed_until <= self.today)

    def marked(self, items: Iterable[Item]) -> list[Item]:
        """These, with until when each's colleague is away."""
        found = list(items)
        for one in found:
            one.away_until = self.covered.get(one.assignee.id) if one.assignee else None
        return found


def desk(user: User, now: datetime, today: date | None = None) -> Desk:
    """At whose desk ``user`` sits now; ``today`` where it is known. A few queries, whatever the length of the list."""
    covered = absences.covered_by(user.id, now)
    absent = absences.away(now) if covered else {}
    return Desk(user, today or absences.today(now), {one: absent[one].ends_on for one in covered if one in absent})
