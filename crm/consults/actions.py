"""Keeping who looked, and forgetting it. Neither is journalled: it changes no fact about a customer."""

from collections.abc import Callable
from datetime import datetime

from crm import clock
from crm.accounts.models import Department, Role, User
from crm.accounts.rules import require
from crm.consults import queries
from crm.consults.models import Consult, ConsultCount
from crm.consults.weeks import Week
from crm.customers import actions as customers
from crm.db import transaction
from crm.jobs.portion import SECONDS, Portion

BATCH = 500
after_look: list[Callable[..., None]] = []  # f(customer_id, by=user), when a timeline was opened; see wiring/telling.py
after_sitting: list[Callable[[Consult], None]] = []  # f(sitting), as it was kept, in that transaction
after_forgetting: list[Callable[[Week], None]] = []  # f(week), of which only counts are left, in that transaction


def look(customer_id: int, *, brief: bool, by: User) -> None:
    """Keep that ``by`` opened the brief of this customer, or (not ``brief``) its timeline; any colleague may.

    Within half an hour of the last opening it is the same sitting, as for "new since you last looked", which is kept
    in the same transaction. Raises NotFound.
    """
    require(by, Role.READER)
    with transaction():
        customers.mark_viewed(customer_id, by=by)
        if not brief:
            for tell in after_look:
                tell(customer_id, by=by)
        now = clock.now()
        sitting = queries.sitting(by, customer_id, now)
        if sitting is None:
            brief_at = now if brief else None
            sitting = Consult.create(user=by, customer=customer_id, started_at=now, last_at=now, brief_at=brief_at)
        else:
            sitting.last_at = max(now, sitting.last_at)
            sitting.brief_at = now if brief else sitting.brief_at
            sitting.save()
        for tell in after_sitting:
            tell(sitting)


def forget_some(seconds: float = SECONDS, now: datetime | None = None) -> bool:
    """Count the weeks that are old enough, then delete what was kept of who looked. Says whether there is more.

    A week is counted in one transaction, for every department, so that it is seen to be done; only after that anything
    of it goes, in batches. Wherever it stops, the next time goes on from there.
    """
    now = now or clock.now()
    with Portion(seconds) as portion:
        for week in queries.uncounted(now):
            portion.step()
            _count(week)
        until = queries.forget_before(now)
        while ids := [id for (id,) in Consult.select(Consult.id).where(Consult.last_at < until).limit(BATCH).tuples()]:
            portion.step()
            with transaction():
                Consult.delete().where(Consult.id.in_(ids) & (Consult.last_at < until)).execute()
    return portion.is_over


def _count(week: Week) -> None:
    with transaction():
        if ConsultCount.select().where(ConsultCount.week == week.name).exists():
            return
        found = {one.department_id: one for one in queries.count([week])}
        for department in Department.select(Department.id):
            one = found.get(department.id, queries.Share(week.name, department.id, 0, 0))
            ConsultCount.create(week=week.name, department=department, outgoing=one.outgoing, consulted=one.consulted)
        for tell in after_forgetting:
            tell(week)
