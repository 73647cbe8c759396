"""Who hears at once: whom a customer names, and when a month is over whoever was nominated in it."""

from collections import defaultdict

from crm.compliments.actions import CLOSE
from crm.compliments.models import Nomination
from crm.journal import Change
from crm.names import fold_text
from crm.news import Notice
from crm.quoting import within_quotes


def of_compliment(change: Change) -> list[Notice]:
    """To who is named in a new one, or in an edit for the first time; owner and followers read it in their digest."""
    if change.verb not in ("compliment.create", "compliment.edit") or change.record is None:
        return []
    after, before = change.values["after"], change.values.get("before", {})
    users = frozenset(after["named"]) - frozenset(before.get("named", ()))
    record = ("compliment", change.record)
    words = within_quotes(after["body"])
    return [Notice("compliment", record, customer=change.customer, users=users, words=words)] if users else []


def of_month(change: Change) -> list[Notice]:
    """The reasons, to each who was nominated in a month that is over; nothing of who gave them.

    The record is of a kind of its own: who is named with an @ in a reason must not hear by whom.
    """
    if change.verb != CLOSE:
        return []
    query = Nomination.select(Nomination.nominee_id, Nomination.id, Nomination.reason)
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for nominee_id, id, reason in query.where(Nomination.month == change.values["after"]["month"]).tuples():
        found[nominee_id].append((id, reason))
    return [
        Notice("nomination", ("nominated", min(votes)[0]), users=frozenset([nominee_id]), words=_quoted(votes))
        for nominee_id, votes in sorted(found.items())
    ]


def _quoted(votes: list[tuple[int, str]]) -> str:
    """One behind the other, in the order of their text: that of the rows would tell who voted first."""
    return within_quotes(" / ".join(sorted((reason for _id, reason in votes), key=fold_text)))
