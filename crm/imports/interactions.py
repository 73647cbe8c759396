"""A row of a file of contacts."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crm.customers.models import Customer, Person
from crm.imports import choices
from crm.imports.columns import INTERACTIONS, BadCell, Row
from crm.imports.here import Here
from crm.interactions.actions import LONGEST_BODY
from crm.interactions.models import Channel, Direction, Interaction
from crm.words import N_

AHEAD = timedelta(days=1)  # another system's clock or zone may differ
NOON = 12
FIRST_YEAR = 1900
# What a spreadsheet makes of ISO 8601 when somebody mends the rejects in it
DUTCH = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)


@dataclass(slots=True)
class InteractionRow:
    """What a row says; ``digest`` tells rows without an external id apart."""

    line: int
    customer_number: str
    occurred_at: int
    channel: str
    direction: str
    reached: bool
    author_email: str
    people: list[str]
    subject: str
    body: str
    external_id: str
    digest: str
    odd: int


def read(row: Row, here: Here) -> InteractionRow:
    """The contact in ``row``. Raises BadCell."""
    typed = row.values.get
    channel = choices.CHANNEL.read(typed("channel", ""), here.own_channels)
    direction, reached = _direction(typed("direction", ""), channel)
    subject, body = typed("subject", ""), typed("body", "")
    if reached and not subject and not body:
        raise BadCell("body", N_("Subject and body are both empty."))
    if len(body) > LONGEST_BODY:
        raise BadCell("body", N_("This is too long: at most %(max)d characters.", max=LONGEST_BODY))
    long = len(subject) > Interaction.subject.max_length
    if long:
        subject, body = _shortened(subject), f"{subject}\n\n{body}".strip()
    external_id = row.text("external_id", Interaction.external_id.max_length)
    return InteractionRow(
        line=row.line,
        customer_number=row.required("customer_number", Customer.number.max_length),
        occurred_at=_moment(row.required("occurred_at", 60), here),
        channel=channel,
        direction=direction,
        reached=reached,
        author_email=here.email("author_email", typed("author_email", "")),
        people=_people(typed("person", "")),
        subject=subject,
        body=body,
        external_id=external_id,
        digest="" if external_id else _digest(row),
        odd=int(long),
    )


def _moment(typed: str, here: Here) -> int:
    """Seconds since 1970; a day alone is noon of it, a time without a zone is the company's."""
    try:
        moment = _read_moment(typed)
    except ValueError:
        raise BadCell(
            "occurred_at", N_("“%(typed)s” is not a moment; write 2026-11-20T10:42 or 2026-11-20.", typed=typed)
        ) from None
    if moment.year < FIRST_YEAR:
        raise BadCell("occurred_at", N_("This lies before 1900."))
    if moment.year > here.now.year + 1 or (known := _in_zone(moment, here)) > here.now + AHEAD:
        raise BadCell("occurred_at", N_("This lies in the future."))
    return int(known.timestamp())


def _read_moment(typed: str) -> datetime:
    if found := DUTCH.fullmatch(typed):
        day, month, year, *clock = found.groups()
        hour, minute, second = clock if clock[0] else (NOON, 0, 0)
        return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
    moment = datetime.fromisoformat(typed)
    is_day = len(typed) <= len("2026-11-20") and "T" not in typed
    return moment.replace(hour=NOON) if is_day else moment


def _in_zone(moment: datetime, here: Here) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=here.zone)).astimezone(UTC)


def _direction(typed: str, channel: str) -> tuple[str, bool]:
    return (Direction.INTERNAL.value, True) if channel == Channel.NOTE and not typed else choices.direction(typed)


def _people(cell: str) -> list[str]:
    """Names, of which there may be several between semicolons."""
    names = list(dict.fromkeys(" ".join(name.split()) for name in cell.split(";") if name.strip()))
    if any(len(name) > Person.name.max_length for name in names):
        raise BadCell("person", N_("This is too long: at most %(max)d characters.", max=Person.name.max_length))
    return names


def _shortened(subject: str) -> str:
    """A longer subject is cut; the whole of it then opens the body, so that nothing is lost."""
    return subject[: Interaction.subject.max_length - 2].rsplit(" ", 1)[0] + " …"


def _digest(row: Row) -> str:
    """The same for the same cells, whatever the order of the columns."""
    cells = "\x1f".join(row.values.get(name, "") for name in INTERACTIONS.names)
    return hashlib.sha256(cells.encode("utf-8", "surrogatepass")).hexdigest()[:32]
