"""The jobs of the table: what is asked, as whom, and what would be good."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote_plus

from tests.bench.goals import BRIEF, LOG, SEARCH, TEAMWORK, TIMELINE, TYPEAHEAD, Goal
from tests.bench.load import Request
from tests.bench.samples import Samples

# fmt: off
COMMON = ("pomp", "levering", "offerte", "onderhoud", "factuur", "storing", "druk", "bellen", "vervangen", "afspraak")
PREFIXES = ("lever*", "pomp*", "onder*", "fact*", "repa*", "af*", "ver*", "klep*")
PARTS = ("deksel", "beugel", "kast", "ketel", "sensor", "melder", "hendel", "trommel", "voeler", "isolatie")
FILTERS = (
    "pomp kanaal:telefoon", "levering sinds:2025", "factuur kanaal:email", "storing sinds:maart", "offerte van:joost",
    "onderhoud afdeling:buitendienst", "druk kanaal:bezoek sinds:2026", "klep voor:2025",
)
# fmt: on


@dataclass(frozen=True)
class Job:
    """One line of the table; ``program`` sends the API's header instead of a browser's."""

    name: str
    make: Callable[[int], Request]
    goal: Goal | None = None
    program: bool = False


def jobs(found: Samples) -> list[Job]:
    """All of them, on what stands in the file."""
    heavy = f"/customers/{found.heaviest}"
    return [
        Job("timeline, any customer", of(f"/customers/{id}" for id in found.customers), TIMELINE),
        Job("timeline, the heaviest customer", of([heavy]), TIMELINE),
        Job("brief", of(f"/customers/{id}/brief" for id in found.customers), BRIEF),
        Job("brief, the heaviest customer", of([f"{heavy}/brief"]), BRIEF),
        *_searches(found),
        Job("typeahead", of(_typed(found.customer_names, "/search/suggest?q=")), TYPEAHEAD),
        Job("phone lookup", of(f"/lookup?phone={quote_plus(phone)}" for phone in found.phones), TYPEAHEAD),
        Job("teamwork", of(["/teamwork/"]), TEAMWORK),
        Job("log a contact", _log(found.customers), LOG, program=True),
        Job("today", of(["/"])),
        Job("customers", of(["/customers/"])),
    ]


def _searches(found: Samples) -> list[Job]:
    asked: dict[str, Iterable[str]] = {
        "rare word": found.rare,
        "common word": COMMON,
        "two words": found.together,
        "phrase": [f'"{words}"' for words in found.phrases],
        "prefix": PREFIXES,
        "typo": map(mistyped, found.rare),
        "phone number": _spellings(found.phones),
        "name": [name for pair in zip(found.customer_names, found.person_names, strict=False) for name in pair],
        "part of compounds": PARTS,
        "in attachments": found.attached,
        "with filters": FILTERS,
    }
    searches = [Job(f"search: {what}", of(_searched(words)), SEARCH) for what, words in asked.items()]
    best = [f"{path}&sort=best" for path in _searched([*COMMON, *found.together])]
    inside = [f"{path}&customer={found.heaviest}" for path in _searched(COMMON)]
    return [
        *searches,
        Job("search: best match first", of(best), SEARCH),
        Job("search: in the heaviest customer", of(inside), SEARCH),
    ]


def of(paths: Iterable[str]) -> Callable[[int], Request]:
    """Requests for these paths, round and round."""
    requests = [Request(path) for path in paths]
    return lambda number: requests[number % len(requests)]


def mistyped(word: str) -> str:
    """One letter in the middle twice, or one left out where it is there twice."""
    at = len(word) // 2
    return word[:at] + word[at + 1 :] if word[at] == word[at - 1] else word[:at] + word[at] + word[at:]


def _searched(words: Iterable[str]) -> list[str]:
    return [f"/search?q={quote_plus(text)}" for text in words]


def _typed(names: Iterable[str], path: str) -> list[str]:
    """Every name as it grows under somebody's fingers: three letters, four, five, six."""
    return [f"{path}{quote_plus(name[:length])}" for name in names for length in (3, 4, 5, 6)]


def _spellings(phones: list[str]) -> list[str]:
    """Whole, as people write it, and the last four or six digits."""
    ways = (
        lambda number: number,
        lambda number: f"0{number.removeprefix('+31')}",
        lambda number: number[-4:],
        lambda number: number[-6:],
    )
    return [ways[place % len(ways)](number) for place, number in enumerate(phones)]


def _log(customers: list[int]) -> Callable[[int], Request]:
    def make(number: int) -> Request:
        text = f"Teruggebeld over de levering van pomp {number}, komt vrijdag vóór 12 uur. Dichtingsset ligt klaar."
        contact = {"customer_id": customers[number % len(customers)], "channel": "phone", "direction": "out"}
        return Request("/api/v1/interactions", json.dumps({**contact, "body": text}))

    return make
