"""Making one digest: what it tells and its letter first, then, in a transaction, its row and its mail together."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from crm import clock
from crm.accounts.models import User
from crm.company.clock import zone_of
from crm.digest import choices, due, headers, periods, queries, slots
from crm.digest.models import Digest, DigestChoice, Rhythm
from crm.digest.queries import Told
from crm.jobs.registry import Again
from crm.mail import actions as mail
from crm.mail.letter import Letter
from crm.mail.models import Mail
from crm.words import Text

KIND = "digest"
STALE = timedelta(days=4)  # a mail server that was away for so long gets the next one


class Letters(Protocol):
    """``digest.letters``, which knows the web and is therefore handed over."""

    def written(self, told: Told, series: str, period: str, slot_words: Text | None) -> Letter:
        """The digest as a letter."""

    def slot_words(self, choice: DigestChoice, series: str) -> Text:
        """When such digests come."""


@dataclass(frozen=True)
class Draft:
    """A digest that is not kept yet; ``sent``: whether it is one to be mailed."""

    reader: User
    series: str
    rhythm: str
    period: str
    slot: datetime
    starts_at: datetime
    ends_at: datetime
    told: Told
    sent: bool
    letter: Letter | None


def draft(reader: User, choice: DigestChoice, series: str, slot: datetime, letters: Letters | None) -> Draft | None:
    """The digest of this slot, on the reader's clock; None where it was told already. Without ``letters`` unwritten.

    Of an empty one there is a letter only where the reader wants that; of a daily one never.
    """
    now, rhythm = clock.now(), choices.rhythm(choice, series)
    period = periods.of_slot(slot, rhythm)
    known = due.before(reader.id, series, period, slot, now)
    if known.is_told:
        return None
    starts_at, ends_at = slots.span(slot, rhythm, known.previous_end)
    told = queries.told(queries.edition(reader, series, starts_at, ends_at), choices.left_out(choice))
    sent = not told.is_empty or (choice.when_empty and rhythm == Rhythm.WEEKLY)
    words = letters.slot_words(choice, series) if letters else None
    letter = letters.written(told, series, period, words) if letters and sent else None
    return Draft(reader, series, rhythm, period, slot, starts_at, ends_at, told, sent, letter)


def keep(made: Draft) -> Digest | None:
    """Fix the digest and its mail; None where another worker did. Inside a transaction.

    Raises Again where a digest of another slot came between, so that it is made anew, from where that one ended.
    """
    now = clock.now()
    known = due.before(made.reader.id, made.series, made.period, made.slot, now)
    if known.is_told:
        return None
    if slots.span(made.slot, made.rhythm, known.previous_end)[0] != made.starts_at:
        raise Again("another digest was made meanwhile", timedelta(seconds=1))
    due.forget_ahead(made.reader.id, made.series, now)
    sent = _put(made.letter, made.reader, made.series, made.period) if made.letter else None
    return Digest.create(
        user=made.reader,
        series=made.series,
        period=made.period,
        starts_at=made.starts_at,
        ends_at=made.ends_at,
        mail=sent,
        created_at=now,
    )


def so_far(reader: User, series: str, left_out: frozenset[str]) -> tuple[Told, str]:
    """What there is to tell since the last digest, or of a week where that was today; and what that time is called."""
    now = clock.now()
    starts_at, ends_at = due.open_time(reader.id, series, now)
    edition = queries.edition(reader, series, starts_at, ends_at)
    middle = starts_at + (ends_at - starts_at) / 2
    return queries.told(edition, left_out), periods.week_of(middle.astimezone(zone_of(reader)).date())


def put_extra(letter: Letter, reader: User, series: str, key: str) -> Mail:
    """Send what was asked for, beside the series. Inside a transaction."""
    return _put(letter, reader, series, f"now-{key}")


def _put(letter: Letter, reader: User, series: str, period: str) -> Mail:
    name = f"digest.{series}.{period}.u{reader.id}"
    return mail.put(
        letter,
        kind=KIND,
        address=reader.email,
        name=reader.name,
        user=reader.id,
        message_id=f"{name}.{headers.seal(name)}",
        headers=headers.of(reader, series),
        expires_at=clock.now() + STALE,
    )
