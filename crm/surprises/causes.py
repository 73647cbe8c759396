"""Why we did not know: read from what stands in the file, never from who ought to have.

What counts is when the contact that says it was written down, not when it took place. Moments are whole seconds: what
happened in the same second as the writing may have come before it, and is not held against anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.consults.models import Consult
from crm.interactions.models import Interaction
from crm.surprises.models import Cause
from crm.words import N_, Text

SEARCHES = timedelta(hours=24)  # before the customer told it
OPENED_TO_WRITE = timedelta(minutes=5)  # who opens a timeline so shortly before comes to log, not to look

# (who, the contact that says it, after, up to and including) -> whether they searched for it and did not get it.
# Search is a higher room; wired in wiring/pages.py.
Searched = Callable[[int, Interaction, datetime, datetime], bool]


def _nobody_searches(_user: int, _missed: Interaction, _after: datetime, _until: datetime) -> bool:
    return False


searched_in_vain: Searched = _nobody_searches


@dataclass(frozen=True)
class Words:
    """A cause in a few words, in a sentence of what happened, and what helps against it."""

    name: Text
    said: Text
    helps: Text


WORDS = {
    Cause.NOT_LOGGED: Words(
        N_("Not logged"),
        N_("What the customer told us stood nowhere."),
        N_("Log right after the conversation; one sentence is enough."),
    ),
    Cause.TOO_LATE: Words(
        N_("Logged too late"),
        N_("It was written down after the customer had already told it."),
        N_("Log the same day; on the road it takes half a minute on the phone."),
    ),
    Cause.NOT_READ: Words(
        N_("Not read before the contact"),
        N_("It was in the file, and nobody had looked at it yet."),
        N_("Open “Before you call” first: it takes ten seconds."),
    ),
    Cause.NOT_FOUND: Words(
        N_("Looked for, not found"),
        N_("Somebody searched or looked, and it did not come up."),
        N_("Give a contact a subject in the words one would search for, and pin what must be known."),
    ),
}


@dataclass(frozen=True)
class Known:
    """What the file tells: when the customer told it, when it was logged (None: never), and what was tried before."""

    told_at: datetime
    logged_at: datetime | None
    searched: bool = False  # in vain
    looked: bool = False  # and did not see it


def cause(known: Known) -> Cause:
    """The rule."""
    if known.logged_at is None:
        return Cause.NOT_LOGGED
    if known.logged_at > known.told_at:
        return Cause.TOO_LATE
    return Cause.NOT_FOUND if known.searched or known.looked else Cause.NOT_READ


def of(told: Interaction, missed: Interaction | None) -> Cause:
    """Why whoever heard it in ``told`` did not know what ``missed`` says (None: it stands nowhere)."""
    told_at = told.occurred_at
    if missed is None or missed.created_at > told_at:
        return cause(Known(told_at, missed.created_at if missed else None))
    return cause(Known(told_at, missed.created_at, _searched(told, missed), _looked(told, missed)))


def _searched(told: Interaction, missed: Interaction) -> bool:
    """Whether they searched for it in the day before, when it could be found, and it was not among the hits."""
    day_before = told.occurred_at - SEARCHES - timedelta(seconds=1)  # that second itself counts
    after = max(day_before, missed.created_at)
    return told.author_id is not None and searched_in_vain(told.author_id, missed, after, told.occurred_at)


def _looked(told: Interaction, missed: Interaction) -> bool:
    """Whether they opened the brief, or in good time the timeline, when it stood there."""
    in_time = told.occurred_at - OPENED_TO_WRITE
    brief = (Consult.brief_at > missed.created_at) & (Consult.brief_at <= told.occurred_at)
    first = (Consult.started_at > missed.created_at) & (Consult.started_at <= in_time)
    last = (Consult.last_at > missed.created_at) & (Consult.last_at <= in_time)
    theirs = (Consult.customer == told.customer_id) & (Consult.user == told.author_id)
    return Consult.select().where(theirs & (brief | first | last)).exists()
