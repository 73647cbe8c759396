"""Sending mail: it is kept with what caused it, and a job delivers it."""

import json
import secrets
from datetime import datetime

from crm import clock
from crm.jobs import actions as jobs
from crm.mail.letter import Letter
from crm.mail.models import Mail, State


def put(
    letter: Letter,
    *,
    kind: str,
    address: str,
    name: str = "",
    user: int | None = None,
    message_id: str = "",
    headers: dict[str, str] | None = None,
    secret: bool = False,
    expires_at: datetime | None = None,
) -> Mail:
    """Send ``letter`` to one address. Inside the transaction of what causes it.

    ``message_id`` is the part before the @, where the same mail must never be put twice. ``headers`` are our own
    (``List-Unsubscribe``); a line break in a subject or header is refused.
    """
    mail = Mail.create(
        kind=kind,
        user=user,
        address=address,
        name=name,
        subject=" ".join(letter.subject.split())[:300],
        text=letter.text,
        html=letter.html,
        headers=json.dumps(headers or {}),
        message_id=message_id or f"{kind}.{secrets.token_hex(12)}",
        secret=secret,
        state=State.WAITING,
        created_at=clock.now(),
        expires_at=expires_at,
    )
    jobs.add("mail.deliver", key=f"mail:{mail.id}", mail_id=mail.id)
    return mail
