"""/complaints/: what went wrong, how far we are with it and what we learnt; and its part of the log form."""

from crm.complaints.views import causes, doing, lists, writing
from crm.complaints.views.doing import open_work
from crm.complaints.views.room import bp
from crm.complaints.views.writing import log_extra

__all__ = ["bp", "causes", "doing", "lists", "log_extra", "open_work", "writing"]
