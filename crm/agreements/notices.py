"""Who hears of agreements: at once those that must know, and shortly before one is due or ends who sees to it."""

from crm.agreements.reminding import VERB
from crm.customers.following import concerned
from crm.journal import Change
from crm.news import Notice


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
    return [_notice(change, users, frozenset(about["departments"]), "agreement_due")]


def _notice(change: Change, users: frozenset[int], departments: frozenset[int], kind: str = "agreement") -> Notice:
    words = change.values["after"]["body"]
    where = {"record": ("agreement", change.record), "customer": change.customer}
    return Notice(kind, **where, users=users, departments=departments, words=words)


def _departments(change: Change, side: str) -> list[int]:
    return (change.values.get(side) or {}).get("departments") or []
