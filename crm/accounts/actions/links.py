"""Ending links that let somebody in."""

from crm.accounts.models import Invitation, User


def end_links(user: User) -> None:
    """End every link of ``user`` that was not used. Inside the caller's transaction."""
    Invitation.delete().where(Invitation.user == user, Invitation.used_at.is_null()).execute()
