"""What good looks like: the figures of DESIGN.md §5, for a million contacts and two cores."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """At most so many milliseconds for 95 of 100 requests, and at least so many requests a second."""

    p95: float
    per_second: float


TIMELINE = Goal(30, 200)
SEARCH = Goal(50, 100)
TYPEAHEAD = Goal(20, 300)
BRIEF = Goal(40, 150)
TEAMWORK = Goal(40, 50)
LOG = Goal(20, 100)
MEGABYTES = 300  # of all processes together
GROWTH = 2.0  # of every p95, from the smallest to the largest file
IMPORTED = 2_000  # contacts a second


@dataclass(frozen=True)
class Effort:
    """How much is measured: requests one by one, clients and seconds at once, and contacts for the slow parts."""

    rounds: int = 200
    workers: int = 2
    clients: int = 8
    seconds: float = 3.0
    imported: int = 20_000
    before_import: int = 1_000
    at_once_found: int = 50
    by_whoosh: int = 100_000  # the file that Whoosh's own index is measured on
