"""Who hears of complaints at once: whose customer it is, who sees to it, and who wrote down what is solved."""

from crm.customers.following import concerned
from crm.journal import Change
from crm.news import Notice

QUOTED = 300  # characters


def notices(change: Change) -> list[Notice]:
    """Of a new one, of one that was handed over, and of one that was solved."""
    if change.record is None or change.verb not in WHO:
        return []
    return WHO[change.verb](change)


def _new(change: Change) -> list[Notice]:
    """Who sees to it hears that it is theirs; owner of the customer and followers that there is one."""
    after = change.values["after"]
    owner = frozenset({after["owner"]} if after["owner"] else ())
    others = (concerned(change.customer) if change.customer else frozenset()) - owner
    body = after["body"]
    return [_notice("complaint_yours", change, owner, body), _notice("complaint", change, others, body)]


def _handed_over(change: Change) -> list[Notice]:
    after = change.values["after"]
    words = change.values.get("word") or after["body"]
    return [_notice("complaint_yours", change, frozenset({after["owner"]}), words)]


def _solved(change: Change) -> list[Notice]:
    """To who wrote it down, and so told a customer that it would be seen to."""
    made = Change.select(Change.user).where((Change.kind == "complaint") & (Change.record == change.record))
    maker = made.where(Change.verb == "complaint.create").scalar()
    after = change.values["after"]
    words = after["remedy"] or after["body"]
    return [_notice("complaint", change, frozenset({maker} if maker else ()), words)]


def _notice(kind: str, change: Change, users: frozenset[int], words: str) -> Notice:
    said = " ".join(words.split())[:QUOTED]
    return Notice(kind, ("complaint", change.record or 0), customer=change.customer, users=users, words=said)


WHO = {"complaint.create": _new, "complaint.hand_over": _handed_over, "complaint.solve": _solved}
