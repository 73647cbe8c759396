"""Which days of which figures a change touches: where a row counts now, and where it counted before.

Where that cannot be told, all days of a figure: too many cost the worker some time, too few would be wrong for good.
"""

from collections import defaultdict
from collections.abc import Sequence

from crm.company import clock as company
from crm.consults.models import ConsultCount
from crm.followups.models import FollowUp
from crm.journal import Change
from crm.teamwork import days
from crm.teamwork.measures import FIGURES, OF_CONTACT, OF_RECORD, Figure
from crm.teamwork.models import Tally
from crm.teamwork.stale import EVERY

Found = dict[str, set[int]]
# What is done to such a row again and again and counts in nothing
COUNTS_NOTHING = frozenset(
    {"interaction.pin", "interaction.unpin", "interaction.lose_person", "interaction.purge", "followup.remind"}
    | {"followup.purge", "agreement.remind"}
)
SAME_DAY = frozenset({"create", "import", "demo", "delete", "restore", "purge"})
MOVED_BY_EDIT_ONLY = ("interaction", "followup")
DELETED = ("delete", "restore")


def touched(change: Change, ids: Sequence[int]) -> Found:
    """Days, or EVERY, by figure."""
    what = change.verb.partition(".")[2]
    if change.kind in OF_RECORD:
        return {} if change.verb in COUNTS_NOTHING else _of_records(change, what, ids)
    if change.kind == "customer" and what in (*DELETED, "purge"):
        return _of_customers(ids) if what in DELETED else _forgotten_with_them()
    if change.verb == "user.edit":
        return _of_colleague(change, ids)
    if change.verb == "department.remove":  # and the counts per week of what is forgotten with it
        return {"consulted": _tallied_days("consulted", Tally.department.in_(list(ids)))}
    return {}


def _of_records(change: Change, what: str, ids: Sequence[int]) -> Found:
    zone, found = company.zone(), defaultdict(set)
    values = change.values
    before, after = values.get("before") or {}, values.get("after") or {}
    for figure in OF_RECORD[change.kind]:
        name = figure.on.name
        if change.record is not None and name in after:
            found[figure.name].add(days.day_in(after[name], zone))
        else:
            found[figure.name] |= figure.days_of(ids, zone)
        if name in before:
            found[figure.name].add(days.day_in(before[name], zone))
        elif figure.moves and _may_move(change.kind, what):
            found[figure.name].add(EVERY)
        found[figure.name].discard(None)
    if change.kind == "interaction" and what in DELETED:
        for figure in OF_CONTACT:
            found[figure.name] |= figure.days_where(figure.model.interaction.in_(list(ids)), zone)
    return found


def _may_move(kind: str, what: str) -> bool:
    return what == "edit" if kind in MOVED_BY_EDIT_ONLY else what not in SAME_DAY


def _of_customers(ids: Sequence[int]) -> Found:
    """All that was ever kept of them."""
    zone, found = company.zone(), {}
    for one in FIGURES.values():
        theirs = one.model.customer.in_(list(ids))
        # contacts count twice, and of a hundred thousand the days are read once
        found[one.name] = found["contacts"] if one.name == "consulted" else one.days_where(theirs, zone)
    return found


def _of_colleague(change: Change, ids: Sequence[int]) -> Found:
    """Follow-ups of somebody who works elsewhere now count there."""
    sides = [change.values.get(side, {}).get("department") for side in ("before", "after")]
    if sides[0] == sides[1]:
        return {}
    theirs: Figure = FIGURES["followups"]
    where = FollowUp.user.in_(list(ids)) & FollowUp.department.is_null()
    return {theirs.name: theirs.days_where(where, company.zone())}


def _forgotten_with_them() -> Found:
    """Who looked at them went along; as long as no week is forgotten, the oldest of that says where counting begins."""
    if ConsultCount.select().exists():
        return {}
    return {"consulted": _tallied_days("consulted", Tally.amount > 0)}


def _tallied_days(figure: str, where: object) -> set[int]:
    query = Tally.select(Tally.day).where((Tally.figure == figure) & where).distinct()
    return {day for (day,) in query.tuples()}
