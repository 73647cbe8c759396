"""Who must hear of a warning at once: whose customer it is, and who follows it."""

from crm.customers.following import concerned
from crm.journal import Change
from crm.news import Notice


def notices(change: Change) -> list[Notice]:
    """Of a new one only: that it was reworded or ended shows where it stands."""
    if change.verb != "headsup.create" or change.record is None or change.customer is None:
        return []
    body = change.values["after"]["body"]
    users = concerned(change.customer)
    return [Notice("headsup", ("headsup", change.record), customer=change.customer, users=users, words=body)]
