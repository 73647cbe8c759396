"""Who hears at once that an expectation is to be reviewed: who wrote it down, and whose customer it is."""

from crm.customers.models import Customer
from crm.journal import Change
from crm.news import Notice
from crm.quoting import within_quotes

REMIND = "expectation.remind"


def notices(change: Change) -> list[Notice]:
    """Of a reminder only; see ``reminding``."""
    if change.verb != REMIND or change.record is None:
        return []
    about = change.values["after"]
    owner = Customer.select(Customer.owner_id).where(Customer.id == change.customer).scalar()
    users = frozenset(id for id in (about["created_by"], owner) if id)
    record, words = ("expectation", change.record), within_quotes(about["body"])
    return [Notice("expectation_due", record, customer=change.customer, users=users, words=words)]
