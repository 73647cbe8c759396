"""Reading what was mailed, the newest first, and how it went."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.errors import NotFound
from crm.mail.models import Mail, State
from crm.words import N_, Text

PAGE = 30
LATELY = timedelta(days=7)
MOST_COUNTED = 100
KINDS = {  # what a mail is, by the kind it was put with
    "digest": N_("Digest"),
    "invitation": N_("Link to get in"),
    "reset": N_("Link for a new password"),
    "notice": N_("Notice about an account"),
    "notification": N_("Notification"),
    "rating": N_("Question for a mark"),
    "test": N_("Test mail"),
}
COLUMNS = (
    *(Mail.id, Mail.kind, Mail.address, Mail.name, Mail.subject, Mail.secret, Mail.state, Mail.created_at),
    *(Mail.next_at, Mail.sent_at, Mail.expires_at, Mail.tries, Mail.code, Mail.error),
)


@dataclass(frozen=True)
class Page:
    """Some mails without their texts, and the id before which the next page begins."""

    rows: list[Mail]
    next: int | None


def page(state: State | None, before: int | None = None) -> Page:
    """The newest mails, of one state or of all."""
    query = Mail.select(*COLUMNS).order_by(Mail.id.desc()).limit(PAGE + 1)
    if state:
        query = query.where(Mail.state == state)
    if before is not None:
        query = query.where(Mail.id < before)
    found = list(query)
    return Page(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def mail(mail_id: int) -> Mail:
    """One mail. Raises NotFound."""
    found = Mail.get_or_none(Mail.id == mail_id)
    if found is None:
        raise NotFound(N_("This mail is no longer kept."))
    return found


def lately(state: State, now: datetime) -> int:
    """How many mails of the last seven days are in this state, at most ``MOST_COUNTED``."""
    query = Mail.select(Mail.id).where((Mail.state == state) & (Mail.created_at > now - LATELY))
    return query.limit(MOST_COUNTED).count()


def kind_of(mail: Mail) -> Text:
    """What it is, in words."""
    return KINDS.get(mail.kind, N_("Mail"))


def answer_of(mail: Mail) -> tuple[Text | str, str]:
    """What was answered: a sentence, ours to be said in the reader's language or the server's own, and particulars."""
    sentence, _newline, particulars = mail.error.partition("\n")
    if mail.code or not sentence:
        return sentence, particulars
    return Text(sentence), particulars
