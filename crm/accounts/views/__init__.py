"""/login, /logout and /accounts/: the pages of logging in, of oneself and, for administrators, of colleagues."""

from crm.accounts.views import colleagues, departments, entrance, forgot, own, tokens, welcome
from crm.accounts.views.room import bp

__all__ = ["bp", "colleagues", "departments", "entrance", "forgot", "own", "tokens", "welcome"]
