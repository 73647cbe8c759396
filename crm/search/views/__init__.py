"""/search: one box for customers, people and contacts; what people keep of their searching, and what they missed."""

from crm.search.views import kept, missed, results, shown, suggest  # noqa: F401 - they add their addresses to the room
from crm.search.views.room import bp

__all__ = ["bp"]
