"""/departures/: who left and why, who went silent, and whom to choose again."""

from crm.departures.views import leaving, lists
from crm.departures.views.leaving import status_changed
from crm.departures.views.room import bp

__all__ = ["bp", "leaving", "lists", "status_changed"]
