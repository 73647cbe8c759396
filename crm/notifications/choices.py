"""How colleagues want to hear of things: what they chose, and what is usual for who chose nothing."""

from crm.accounts.models import User
from crm.mail import post
from crm.notifications import kinds
from crm.notifications.models import How, NotificationChoice


def of(user: User) -> dict[str, How]:
    """Of each kind how this colleague hears of it."""
    rows = NotificationChoice.select(NotificationChoice.kind, NotificationChoice.how)
    chosen = dict(rows.where(NotificationChoice.user == user.id).tuples())
    return {kind.name: how_of(chosen.get(kind.name), kind, may_be_mailed(user)) for kind in kinds.every()}


def how_of(chosen: str | None, kind: kinds.Kind, mailable: bool) -> How:
    """What counts: the choice, else what is usual; who cannot be mailed finds it in the inbox."""
    how = How(chosen) if chosen in list(How) else kind.usual
    return How.APP if how == How.MAIL and not mailable else how


def may_be_mailed(user: User) -> bool:
    """Whether mail goes out at all, and this colleague logs in, so that mail leads them somewhere."""
    return post.is_set() and user.disabled_at is None and bool(user.password)
