"""What people do with accounts: log in and out, passwords, colleagues, departments, links, tokens."""

from crm.accounts.actions.colleagues import (
    add_user,
    check_details,
    disable_user,
    edit_user,
    enable_user,
    enter_user,
    former_colleague,
)
from crm.accounts.actions.departments import (
    add_department,
    edit_department,
    ensure_department,
    remove_department,
)
from crm.accounts.actions.invitations import invite, new_link, welcome
from crm.accounts.actions.own import change_password, choose_language, edit_own
from crm.accounts.actions.resets import ask_reset
from crm.accounts.actions.sessions import end_session, log_in, log_out, log_out_everywhere
from crm.accounts.actions.tokens import create_token, revoke_token

__all__ = [
    "add_department",
    "add_user",
    "ask_reset",
    "change_password",
    "check_details",
    "choose_language",
    "create_token",
    "disable_user",
    "edit_department",
    "edit_own",
    "edit_user",
    "enable_user",
    "end_session",
    "ensure_department",
    "enter_user",
    "former_colleague",
    "invite",
    "log_in",
    "log_out",
    "log_out_everywhere",
    "new_link",
    "remove_department",
    "revoke_token",
    "welcome",
]
