"""What a room has to tell: at once to whom it concerns, or in a digest, in one shape for mail, plain text and page."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from crm.words import Text


@dataclass(frozen=True)
class Mark:
    """A label beside a title: a word and an icon; ``kind`` is late, warn, ok or empty."""

    word: Text
    icon: str
    kind: str = ""


@dataclass(frozen=True)
class Notice:
    """What colleagues must hear of as soon as it is written: who, of what ``kind``, and to which record it leads.

    ``record`` is a kind of the journal and an id: ``("followup", 7)``. ``words`` quotes somebody, in their own words.
    """

    kind: str  # one of crm.notifications.kinds
    record: tuple[str, int]
    customer: int | None = None
    users: frozenset[int] = frozenset()
    departments: frozenset[int] = frozenset()  # everybody who works there and may write
    words: str = ""
    readers_too: bool = False  # of those departments also who may only read


@dataclass(frozen=True)
class Event:
    """What stands in somebody's calendar: all day (``on``), or from ``starts_at`` for ``minutes``.

    ``uid`` stays the same for ever; ``path`` is its page in the product.
    """

    uid: str
    title: str | Text
    on: date
    path: str
    changed_at: datetime
    starts_at: datetime | None = None
    minutes: int = 60
    notes: tuple[str | Text, ...] = ()  # a line each
    place: str = ""


@dataclass(frozen=True)
class Occasion:
    """A customer whose story is worth telling, since when, and about which contact (None: about no single one)."""

    customer_id: int
    at: datetime
    interaction_id: int | None = None
    said: Text | None = None  # one large line, in our words


@dataclass
class Edition:
    """For whom, and of what time, something is told: from ``starts_at`` up to but not including ``ends_at``.

    ``customers`` are those whose news is theirs: owned or followed by the reader, or, of a whole ``department``, owned
    by its colleagues. ``found`` is where one section leaves what another may use.
    """

    reader: Any
    starts_at: datetime
    ends_at: datetime
    today: date  # on the reader's clock, when the edition ends
    customers: frozenset[int]
    department: Any = None
    found: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One thing to tell: left of the line when, right of it the story, with a link into the product."""

    title: str | Text
    path: str
    at: datetime | date | None = None
    late: bool = False
    quote: str = ""  # in the words of the colleague who was there
    by: str = ""
    department: Any = None  # of who said it: ``name`` and ``mark``
    how: Text | None = None  # "phone"
    marks: tuple[Mark, ...] = ()
    note: Text | None = None  # one more line, in our words
    state: Text | None = None  # "2 days late"
    link: Text | None = None  # what the link is called; without it the title is the link


@dataclass(frozen=True)
class Section:
    """What a room tells in one edition. ``headline`` goes into the subject ("12 new contacts", at the customers that
    the edition is about, unless ``apart``), ``lead`` is a sentence for the beginning, ``more`` says what was left out
    and leads to ``more_path``.
    """

    rows: list[Row]
    title: Text | None = None  # else the one it was registered with
    headline: Text | None = None
    apart: bool = False  # the headline is a whole one, and not of what happened at those customers
    lead: Text | None = None
    more: Text | None = None
    more_path: str = ""
