"""What the generators hand over: plain facts, no database. Colleagues are places in ``TEAM``."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class PointDraft:
    """A phone number or e-mail address as typed."""

    kind: str
    value: str
    label: str = ""


@dataclass(slots=True)
class PersonDraft:
    """Somebody at a customer; ``formal`` ones are written about by surname."""

    name: str
    called: str
    female: bool
    role: str = ""
    note: str = ""
    points: list[PointDraft] = field(default_factory=list)


@dataclass(slots=True)
class AddressDraft:
    """Where a customer is."""

    street: str
    postcode: str
    city: str
    kind: str = "visit"
    country: str = "NL"


@dataclass(slots=True)
class CompanyDraft:
    """A customer with everything that hangs on it, and between which days we were in contact."""

    number: str
    name: str
    kind: str
    sector: str
    status: str = "customer"
    owner: int | None = None
    since: int | None = None
    website: str = ""
    kvk: str = ""
    vat: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    addresses: list[AddressDraft] = field(default_factory=list)
    points: list[PointDraft] = field(default_factory=list)
    people: list[PersonDraft] = field(default_factory=list)
    first_day: int = 0
    last_day: int = 0
    language: str = "nl"


@dataclass(slots=True)
class CommentDraft:
    """What a colleague added, so many seconds after the contact."""

    author: int
    after: int
    body: str


@dataclass(slots=True)
class ContactDraft:
    """One contact; ``people`` are places in the customer's people, ``at`` seconds since 1970."""

    company: int
    author: int
    channel: str
    direction: str
    at: int
    subject: str
    body: str
    people: tuple[int, ...] = ()
    reached: bool = True
    comments: tuple[CommentDraft, ...] = ()
    minutes: int = 5  # until it was written down
    pinned: bool = False
