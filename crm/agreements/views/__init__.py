"""/agreements/: what was promised, by whom and by when, and how it ended; and its part of the log form."""

from crm.agreements.views import keeping, lists, settling
from crm.agreements.views.keeping import log_extra
from crm.agreements.views.room import bp

__all__ = ["bp", "keeping", "lists", "log_extra", "settling"]
