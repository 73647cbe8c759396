"""What customers let us know: surprises by cause, their marks, and why they left."""

import peewee

from crm.customers.models import Customer
from crm.departures.models import Departure
from crm.interactions.models import Interaction
from crm.satisfaction.models import Rating
from crm.surprises.models import Surprise
from crm.teamwork.measures.figure import Figure, of_contact, only

UNKNOWN = "unknown"


def _present(query: peewee.ModelSelect) -> peewee.ModelSelect:
    """Who is gone, as the list of departures has them: neither taken back nor returned."""
    gone = Departure.deleted_at.is_null() & Departure.returned_on.is_null()
    return query.join(Customer).where(Customer.deleted_at.is_null() & gone)


def _why(reason: str) -> str:
    return reason or UNKNOWN


SURPRISES = Figure(
    *("surprises", Surprise, Surprise.created_at, of_contact),
    department=Surprise.department,
    details=only(Surprise.cause),
    moves=False,
)
MARKS = Figure(
    *("marks", Rating, Rating.created_at, of_contact),
    department=Interaction.department,
    details=only(Rating.score),
    moves=False,
)
DEPARTURES = Figure(
    *("departures", Departure, Departure.left_on, _present),
    department=Departure.department,
    details=only(Departure.reason),
    said=_why,
)
