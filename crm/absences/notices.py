"""Who must hear at once that they stand in."""

from crm import clock
from crm.absences import queries
from crm.journal import Change
from crm.news import Notice

TOLD = ("absence.create", "absence.edit", "absence.restore")
ABOUT = ("starts_on", "ends_on", "stand_in")  # a note alone is no news


def notices(change: Change) -> list[Notice]:
    """To the stand-in: for whom they are there is in the absence. Nothing of what is over already."""
    if change.verb not in TOLD or change.record is None:
        return []
    before, after = change.values.get("before") or {}, change.values.get("after") or {}
    if not after.get("stand_in") or after["ends_on"] < queries.today(clock.now()).isoformat():
        return []
    if all(before.get(name) == after[name] for name in ABOUT):
        return []
    to = frozenset({after["stand_in"]})
    return [Notice("absence", ("absence", change.record), users=to, words=after["note"])]
