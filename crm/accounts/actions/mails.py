"""Mail about accounts: a link that lets somebody in, and word of what was changed."""

from collections.abc import Callable
from datetime import datetime

from crm.accounts.models import User
from crm.mail import actions as mail
from crm.mail.letter import Letter

WriteLink = Callable[[User, str, datetime], Letter]  # for whom, the key of the link, until when it works
WriteNotice = Callable[[User, datetime], Letter]  # for whom, and when it happened


def send_link(letter: Letter, user: User, kind: str, until: datetime) -> None:
    """Send a letter that lets its reader in ``until`` then. Inside the transaction that makes the link."""
    mail.put(letter, kind=kind, **_to(user), secret=True, expires_at=until)


def send_notice(letter: Letter, user: User) -> None:
    """Tell ``user`` what was done to their account. Inside the transaction in which it is done."""
    mail.put(letter, kind="notice", **_to(user))


def _to(user: User) -> dict:
    return {"address": user.email, "name": user.name, "user": user.id}
