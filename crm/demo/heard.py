"""What colleagues of the demo company heard of: told to the rooms as it was written, so that their rules decide who."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from crm.absences.models import Absence
from crm.demo import when
from crm.demo.plan import Plan
from crm.demo.workdays import AMSTERDAM
from crm.followups import actions as followups
from crm.followups import reminding
from crm.followups.models import FollowUp
from crm.headsups.models import HeadsUp
from crm.interactions.models import Comment, Interaction
from crm.journal import Change
from crm.notifications import listening
from crm.notifications.models import Notification
from crm.surprises.models import Surprise

DAYS = 12  # working days of which notifications are kept here
READ_AFTER = timedelta(minutes=50)
MORNING = time(8)


def write(plan: Plan, absences: Iterable[Absence]) -> None:
    """Write them, the oldest first; what came before the newest working day was read. Inside a transaction."""
    since = when.at(plan.days.starts[max(plan.days.today - DAYS, 0)])
    newest, now = when.at(plan.days.starts[plan.days.today]), when.at(plan.days.now)
    changes = [*_comments(plan, since), *_followups(since, now), *_warnings(since), *_away(absences)]
    for change in sorted(changes, key=lambda one: one.at):
        listening.on_change(change, [change.record])
    for one in Notification.select().where(Notification.created_at < newest):
        one.read_at = one.created_at + READ_AFTER
        one.save(only=[Notification.read_at])


def _comments(plan: Plan, since: datetime) -> Iterator[Change]:
    there = (Interaction.customer <= len(plan.stories)) & (Comment.created_at >= since)
    for one in Comment.select(Comment, Interaction).join(Interaction).where(there):
        yield _change(
            "comment.add", one, one.created_at, one.author_id, one.interaction.customer_id, {"body": one.body}
        )


def _followups(since: datetime, now: datetime) -> Iterator[Change]:
    for one in FollowUp.select().where(FollowUp.created_at >= since):
        after = followups.snapshot(one)
        yield _change("followup.create", one, one.created_at, one.created_by_id, one.customer_id, after)
        if one.done_at:
            yield _change("followup.finish", one, one.done_at, one.done_by_id, one.customer_id, after)
        elif one.reminded_on:
            at = datetime.combine(one.due_on, MORNING, AMSTERDAM)
            if one.created_at < at < now:
                yield _change(reminding.VERB, one, at, None, one.customer_id, after)


def _warnings(since: datetime) -> Iterator[Change]:
    for one in Surprise.select().where(Surprise.created_at >= since):
        yield _change("surprise.mark", one, one.created_at, one.created_by_id, one.customer_id, {})
    for one in HeadsUp.select().where(HeadsUp.created_at >= since):
        yield _change("headsup.create", one, one.created_at, one.created_by_id, one.customer_id, {"body": one.body})


def _away(absences: Iterable[Absence]) -> Iterator[Change]:
    for one in absences:
        days = {"starts_on": one.starts_on, "ends_on": one.ends_on}
        after = {**days, "stand_in": one.stand_in_id, "note": one.note}
        yield _change("absence.create", one, one.created_at, one.created_by_id, None, after)


def _change(verb: str, record: Any, at: datetime, by: int | None, customer: int | None, after: dict) -> Change:
    """As the journal would have kept it; it is not written."""
    data = json.dumps({"after": after}, default=str)
    return Change(
        verb=verb, kind=verb.partition(".")[0], record=record.id, at=at, user=by, customer=customer, data=data
    )
