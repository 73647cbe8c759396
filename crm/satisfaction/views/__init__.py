"""/satisfaction/: the marks that customers give, asking for one by mail, and the public page behind that link."""

from crm.satisfaction.views import asking, giving, lists, marks
from crm.satisfaction.views.marks import log_extra
from crm.satisfaction.views.room import bp

__all__ = ["asking", "bp", "giving", "lists", "log_extra", "marks"]
