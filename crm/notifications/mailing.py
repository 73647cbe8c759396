"""Mail at once: all that waits for somebody in one letter, put down and marked in one transaction."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from crm import clock
from crm.accounts import queries as accounts
from crm.accounts.models import User
from crm.jobs.registry import Again, Effect
from crm.mail import actions as mail
from crm.mail.letter import Letter
from crm.notifications import choices, queries
from crm.notifications.models import TO_MAIL, Notification
from crm.notifications.queries import Item

KIND = "notification"  # of the mail
MOST = 100  # of one letter; the rest comes in the next

Write = Callable[[User, Sequence[Item]], Letter]


def make(user_id: int, *, write: Write) -> Effect | None:
    """The job: a letter to this colleague with what waits; None where another job saw to it, or they read it all."""
    reader = accounts.user(user_id)
    items = queries.to_mail(reader.id, clock.now(), MOST) if choices.may_be_mailed(reader) else []
    return partial(_put, write(reader, items), reader, [item.id for item in items]) if items else None


def _put(letter: Letter, reader: User, ids: list[int]) -> None:
    """Inside the transaction in which the job is done with. Raises Again where another worker mailed some of these."""
    waiting = Notification.id.in_(ids) & TO_MAIL
    taken = Notification.update(mailed_at=clock.now()).where(waiting).execute()
    if not taken:
        return
    if taken < len(ids):
        raise Again("a part of it was mailed meanwhile", timedelta(seconds=1), tried=False)
    mail.put(
        letter,
        kind=KIND,
        address=reader.email,
        name=reader.name,
        user=reader.id,
        message_id=f"notification.u{reader.id}.n{max(ids)}",
        expires_at=clock.now() + queries.STALE,
    )
