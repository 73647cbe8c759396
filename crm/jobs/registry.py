"""Which kinds of jobs there are and which tasks come back; ``wiring/work.py`` fills it, a line each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm.words import Text

Effect = Callable[[], None]  # run in the transaction in which the job is done with; once more where that failed
Handler = Callable[..., Effect | None]  # takes the job's args; slow things happen here, outside a transaction
Next = Callable[[datetime], datetime]  # the first moment after this one


class Again(Exception):
    """It did not work this time; the worker tries it again, after ``wait`` if given, else ever later.

    What it says is kept with the job and shown to administrators: nothing about customers. Where it was not ``tried``
    at all, this time does not count.
    """

    def __init__(self, said: str, wait: timedelta | None = None, *, tried: bool = True) -> None:
        super().__init__(said)
        self.wait, self.tried = wait, tried


@dataclass(frozen=True)
class Periodic:
    """A task that comes back: how it is called, in words and in the table, what it does and when."""

    name: str
    word: Text
    handler: Handler
    next: Next


handlers: dict[str, Handler] = {}
words: dict[str, Text] = {}  # what kinds are called on the page of the worker
dropped: dict[str, Callable[..., None]] = {}  # what is written down where a job is thrown away
tasks: dict[str, Periodic] = {}


def handle(kind: str, handler: Handler, word: Text | None = None, drop: Callable[..., None] | None = None) -> None:
    """Let ``handler`` do jobs of this kind from now on; ``word`` is what people call it.

    ``drop`` takes the job's args too, inside the transaction in which somebody throws it away.
    """
    handlers[kind] = handler
    if word:
        words[kind] = word
    if drop:
        dropped[kind] = drop


def every(name: str, word: Text, handler: Handler, upcoming: Next) -> None:
    """Do this whenever ``upcoming`` says; it runs as a job of kind ``name``."""
    handle(name, handler, word)
    tasks[name] = Periodic(name, word, handler, upcoming)


def more() -> None:
    """What a handler returns that did a portion: there is more to do, when others that are due had their turn."""


def in_portions(portion: Callable[[], bool]) -> Handler:
    """A handler for what takes long: ``portion`` does some seconds of it and says whether there is more."""
    return lambda: more if portion() else None


def minutes(count: int) -> Next:
    """Each so many minutes."""

    def upcoming(after: datetime) -> datetime:
        step = count * 60
        seconds = (int(after.timestamp()) // step + 1) * step
        return datetime.fromtimestamp(seconds, after.tzinfo)

    return upcoming


def daily(hour: int, minute: int, zone: Callable[[], str]) -> Next:
    """Each day at this time on the clock of ``zone()``, an IANA name that is asked for each time.

    Once a day, whatever the clock does: a time that is skipped in spring is taken as if the clock had not been put
    forward yet, and of one that comes twice in autumn the first is taken.
    """

    def upcoming(after: datetime) -> datetime:
        here = ZoneInfo(zone())
        today = after.astimezone(here).date()
        days = (datetime.combine(today + timedelta(days=ahead), time(hour, minute), here) for ahead in range(3))
        return next(moment for moment in (day.astimezone(UTC) for day in days) if moment > after)

    return upcoming
