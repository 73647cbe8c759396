"""Events as an iCalendar file (RFC 5545), the one format that every calendar subscribes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

from crm.calendar.queries import Period
from crm.names import JOINERS, seen
from crm.news import Event
from crm.words import Text, in_language

MAKER = "-//Rechterhand//Rechterhand//NL"
NAME = "Rechterhand"
REFRESH = timedelta(hours=1)
COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)  # seconds since then fit a SEQUENCE until 2088


@dataclass(frozen=True)
class Reader:
    """In which language and on which clock a feed is written, and the address of the product it leads back to."""

    locale: str
    zone: ZoneInfo
    base_url: str
    host: str


def written(events: Sequence[Event], during: Period, reader: Reader) -> bytes:
    """The file. The same events give the same bytes, so that a program can see that nothing changed."""
    file = icalendar.Calendar()
    file.add("prodid", MAKER)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("name", NAME)
    file.add("x-wr-calname", NAME)  # what most programs read
    file.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", "PT1H")
    if any(event.starts_at for event in events):
        file.add_component(_clock(reader.zone, during))
    for event in events:
        file.add_component(_event(event, reader))
    return file.to_ical()


def _clock(zone: ZoneInfo, during: Period) -> icalendar.Timezone:
    """When this clock was and will be put forward and back, over the days that the file tells of."""
    day = timedelta(days=1)
    return icalendar.Timezone.from_tzinfo(
        zone, zone.key, first_date=during.first - day, last_date=during.last + 2 * day
    )


def _event(event: Event, reader: Reader) -> icalendar.Event:
    one = icalendar.Event()
    one.add("uid", f"{event.uid}@{reader.host}")
    one.add("dtstamp", event.changed_at)
    one.add("last-modified", event.changed_at)
    one.add("sequence", max(0, int((event.changed_at - COUNTED_FROM).total_seconds())))
    one.add("summary", _plain(event.title, reader))
    if event.starts_at:
        one.add("dtstart", event.starts_at.astimezone(reader.zone))
        one.add("dtend", (event.starts_at + timedelta(minutes=event.minutes)).astimezone(reader.zone))
    else:
        one.add("dtstart", event.on)
        one.add("dtend", event.on + timedelta(days=1))
        one.add("transp", "TRANSPARENT")  # one is not away all day
    address = reader.base_url + event.path
    one.add("description", "\n".join([*(_plain(line, reader) for line in event.notes), address]))
    if event.place:
        one.add("location", _plain(event.place, reader))
    one.add("url", address)
    one.add("class", "PRIVATE")  # who shares their calendar shares no customers
    return one


def _plain(text: Text | str, reader: Reader) -> str:
    """One line in the reader's language, without signs that could pass for the end of it."""
    said = " ".join(in_language(text, reader.locale).split())
    return seen(said, JOINERS)
