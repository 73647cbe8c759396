"""Which kinds of jobs there are and which tasks come back; ``app.py`` fills it, a line each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.words import Text

Effect = Callable[[], None]  # run in the transaction in which the job is done with
Handler = Callable[..., Effect | None]  # takes the job's args; slow things happen here, outside a transaction
Next = Callable[[datetime], datetime]  # the first moment after this one


class Again(Exception):
    """It did not work this time; the worker tries it again, after ``wait`` if given, else ever later."""

    def __init__(self, said: str, wait: timedelta | None = None) -> None:
        super().__init__(said)
        self.wait = wait


class GiveUp(Exception):
    """It will never work; the job is kept as failed, for somebody to look at."""


@dataclass(frozen=True)
class Periodic:
    """A task that comes back: how it is called, in words and in the table, what it does and when."""

    name: str
    word: Text
    handler: Handler
    next: Next


handlers: dict[str, Handler] = {}
tasks: dict[str, Periodic] = {}


def handle(kind: str, handler: Handler) -> None:
    """Let ``handler`` do jobs of this kind from now on."""
    handlers[kind] = handler


def every(name: str, word: Text, handler: Handler, upcoming: Next) -> None:
    """Do this whenever ``upcoming`` says; it runs as a job of kind ``name``."""
    handle(name, handler)
    tasks[name] = Periodic(name, word, handler, upcoming)


def minutes(count: int) -> Next:
    """Each so many minutes."""

    def upcoming(after: datetime) -> datetime:
        step = count * 60
        seconds = (int(after.timestamp()) // step + 1) * step
        return datetime.fromtimestamp(seconds, after.tzinfo)

    return upcoming
