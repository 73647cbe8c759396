"""/followups/: what must be done, by whom and by when; and its part of the log form and of a colleague's page."""

from crm.followups.views import asking, doing, lists, moving
from crm.followups.views.asking import log_extra
from crm.followups.views.moving import open_work
from crm.followups.views.room import bp

__all__ = ["asking", "bp", "doing", "lists", "log_extra", "moving", "open_work"]
