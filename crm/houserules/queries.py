"""Reading the house rules: there are so few that all are read at once."""

from dataclasses import dataclass
from datetime import datetime

import peewee

from crm.accounts.models import User
from crm.errors import NotFound
from crm.houserules.models import HouseRule
from crm.words import N_

MOST_REMOVED = 20
THERE = HouseRule.deleted_at.is_null()


@dataclass(slots=True)
class Rule:
    """One of them; ``does``: we do this, else we do not."""

    id: int
    title: str
    body: str
    does: bool
    words: str
    deleted_at: datetime | None

    @property
    def word_list(self) -> list[str]:
        """The words of which each alone makes it stand beside what somebody types."""
        return [word for one in self.words.split(",") if (word := one.strip())]


def every() -> list[Rule]:
    """All that hold, in the order of the page. One query."""
    return _rules(HouseRule.select().where(THERE).order_by(HouseRule.does.desc(), HouseRule.position, HouseRule.id))


def removed() -> list[Rule]:
    """Those that were removed last, the last first."""
    gone = HouseRule.select().where(HouseRule.deleted_at.is_null(False))
    return _rules(gone.order_by(HouseRule.deleted_at.desc(), HouseRule.id.desc()).limit(MOST_REMOVED))


def rule(rule_id: int) -> Rule:
    """One of them, removed or not. Raises NotFound."""
    found = _rules(HouseRule.select().where(HouseRule.id == rule_id))
    if not found:
        raise NotFound(N_("This house rule is not there."))
    return found[0]


def made_by(rule_id: int) -> tuple[User | None, datetime]:
    """Who made it, and when."""
    found = HouseRule.select(HouseRule, User).join(User, peewee.JOIN.LEFT_OUTER, on=HouseRule.created_by == User.id)
    one = found.where(HouseRule.id == rule_id).get()
    return one.created_by if one.created_by_id else None, one.created_at


def _rules(query: peewee.ModelSelect) -> list[Rule]:
    columns = (HouseRule.title, HouseRule.body, HouseRule.does, HouseRule.words, HouseRule.deleted_at)
    rows = query.select(HouseRule.id, *columns).tuples()
    return [Rule(id, title, body, bool(does), *rest) for id, title, body, does, *rest in rows]
