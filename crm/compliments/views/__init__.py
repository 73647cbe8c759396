"""/compliments/: what customers said in praise, and who helped a customer most; and its part of the log form."""

from crm.compliments.views import lists, month, writing
from crm.compliments.views.room import bp
from crm.compliments.views.writing import log_extra

__all__ = ["bp", "lists", "log_extra", "month", "writing"]
