"""Who must hear at once that customers are theirs now."""

from crm.handovers import queries
from crm.journal import Change
from crm.news import Notice


def notices(change: Change) -> list[Notice]:
    """One to the new owner, however many customers came along, with the word of who handed them over."""
    if change.verb != "handover.create" or change.record is None:
        return []
    word = queries.get(change.record).word
    to = frozenset({change.values["after"]["to"]})
    return [Notice("customers", ("handover", change.record), users=to, words=word)]
