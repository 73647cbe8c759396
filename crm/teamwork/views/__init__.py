"""/teamwork/: how well we work together, what is behind each figure, and the goals."""

from crm.teamwork.views import goals, lists, page  # noqa: F401 - they add their addresses to the room
from crm.teamwork.views.room import bp

__all__ = ["bp"]
