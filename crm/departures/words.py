"""What reasons are called."""

from crm.departures.models import Reason
from crm.words import N_, Text

REASONS = {
    Reason.PRICE: N_("Price"),
    Reason.SERVICE: N_("Service"),
    Reason.DELIVERY: N_("Delivery"),
    Reason.QUALITY: N_("Quality"),
    Reason.COMPLAINT: N_("A complaint"),
    Reason.COMPETITOR: N_("Went to a competitor"),
    Reason.STOPPED: N_("Stopped or went bankrupt"),
    Reason.MOVED: N_("Moved away"),
    Reason.OURS: N_("Our own choice"),
    Reason.OTHER: N_("Something else"),
}
UNKNOWN = "unknown"  # in an address: nobody said why
NOT_SAID = N_("No reason yet")


def word(reason: str) -> Text:
    """A reason as people say it; empty: nobody said one."""
    return REASONS[Reason(reason)] if reason else NOT_SAID
