"""/digest/: any week or day of it as a page, how one wants it by mail, and the way out at the end of each mail."""

from crm.digest.views import choice, page, stop
from crm.digest.views.room import bp

__all__ = ["bp", "choice", "page", "stop"]
