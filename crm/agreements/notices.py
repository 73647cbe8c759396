"""Who hears of agreements: at once those that must know, and shortly before one is due or ends who sees to it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from crm.agreements import kinds
from crm.agreements.models import Agreement, Side
from crm.agreements.reminding import VERB
from crm.company import clock as company
from crm.customers.following import concerned
from crm.journal import Change
from crm.news import Notice
from crm.words import N_, Text

DUE, ENDS = "agreement_due", "agreement_ends"
SIDES = {Side.WE: N_("we"), Side.THEY: N_("they")}


def notices(change: Change) -> list[Notice]:
    """Of a new one, of one that another department must know from now on, and of a day that is near."""
    if change.record is None:
        return []
    if change.verb == "agreement.create":
        return [_notice(change, concerned(change.customer), frozenset(_departments(change, "after")))]
    if change.verb == "agreement.edit":
        more = frozenset(_departments(change, "after")) - frozenset(_departments(change, "before"))
        return [_notice(change, frozenset(), more)] if more else []
    return _reminder(change) if change.verb == VERB else []


def _reminder(change: Change) -> list[Notice]:
    """To who wrote it down, whose customer it is and the departments that must know."""
    about = change.values["after"]
    users = frozenset(id for id in (about["made_by"], about["owner"]) if id)
    kind = DUE if about["on"] == about["due_on"] else ENDS
    return [_notice(change, users, frozenset(about["departments"]), kind)]


def said(kind: str) -> Callable[[list[int]], dict[int, Text]]:
    """How a reminder of this kind (``DUE`` or ``ENDS``) reads, by agreement: who, what sort, by which day."""
    return partial(_said, kind)


def _said(kind: str, ids: list[int]) -> dict[int, Text]:
    """One query. As it stands now: of an agreement that has another day since, that day."""
    day = Agreement.due_on if kind == DUE else Agreement.ends_on
    found = Agreement.select(Agreement.id, Agreement.side, Agreement.kind, day)
    rows = list(found.where(Agreement.id.in_(ids) & day.is_null(False)).tuples())
    tomorrow = company.today() + timedelta(days=1) if rows else None
    told: dict[int, Text] = {}
    for id, side, sort, on in rows:
        about = {"side": SIDES[side], "kind": kinds.KINDS[sort], "day": f"{on:%d-%m-%Y}"}
        if kind == ENDS:
            told[id] = N_("Ends on %(day)s: %(side)s (%(kind)s)", **about)
        elif on == tomorrow:
            told[id] = N_("Tomorrow this must be done: %(side)s (%(kind)s, %(day)s)", **about)
        else:
            told[id] = N_("This must be done by %(day)s: %(side)s (%(kind)s)", **about)
    return told


def _notice(change: Change, users: frozenset[int], departments: frozenset[int], kind: str = "agreement") -> Notice:
    words = change.values["after"]["body"]
    where = {"record": ("agreement", change.record), "customer": change.customer}
    return Notice(kind, **where, users=users, departments=departments, words=words, readers_too=True)


def _departments(change: Change, side: str) -> list[int]:
    return (change.values.get(side) or {}).get("departments") or []
