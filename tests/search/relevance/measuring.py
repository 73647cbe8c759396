"""Asking everything, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from crm.accounts.models import User
from crm.search import queries
from tests.search.relevance.queries import Case

LOOKED_AT = 10
TOP = 3


@dataclass(frozen=True)
class Answer:
    """What a query found: the keys of the first ten contacts, and who stands above them."""

    case: Case
    found: tuple[str, ...]
    above: str

    @property
    def recall(self) -> float | None:
        """How much of what could stand among the first ten does; None where only a name is asked for."""
        possible = min(LOOKED_AT, len(self.case.relevant))
        return len(self.case.relevant.intersection(self.found)) / possible if possible else None

    @property
    def wrong(self) -> list[str]:
        """What stands among the first three, or anywhere though it never may, and is not what was asked for."""
        return [
            key
            for place, key in enumerate(self.found)
            if key in self.case.never or (place < TOP and key not in self.case.right)
        ]

    @property
    def misplaced(self) -> bool:
        """Whether another than the one who was named stands first."""
        return bool(self.case.first) and self.above not in self.case.first

    @property
    def fault(self) -> str:
        """What is not right, in a line; else nothing."""
        missed = sorted(self.case.relevant.difference(self.found)) if self.recall not in (None, 1) else []
        told = [
            f"recall {self.recall:.2f}, not found {' '.join(missed)}" if missed else "",
            f"wrong {' '.join(self.wrong)}" if self.wrong else "",
            f"first {self.above or 'nobody'}, not {' / '.join(self.case.first)}" if self.misplaced else "",
        ]
        faults = "; ".join(filter(None, told))
        return f"{self.case.kind}: {self.case.query} — {faults}" if faults else ""


def ask(cases: Iterable[Case], user: User) -> list[Answer]:
    """Put every query to search."""
    return [_ask(case, queries.Reader(user)) for case in cases]


def recall(answers: Iterable[Answer]) -> float:
    """The mean over the queries that ask for contacts."""
    return mean(answer.recall for answer in answers if answer.recall is not None)


def table(answers: Iterable[Answer]) -> str:
    """Per kind how many queries, their recall, and how many have something wrong in them."""
    kinds: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        kinds[answer.case.kind].append(answer)
        kinds["all"].append(answer)
    kinds["all"] = kinds.pop("all")  # below the others
    lines = [f"{'':12}{'queries':>8}{'recall':>8}{'wrong':>7}{'first':>7}"]
    for kind, some in kinds.items():
        wrong, misplaced = sum(bool(one.wrong) for one in some), sum(one.misplaced for one in some)
        lines.append(f"{kind:12}{len(some):8}{recall(some):8.3f}{wrong:7}{misplaced:7}")
    return "\n".join(lines)


def _ask(case: Case, reader: queries.Reader) -> Answer:
    results = queries.search(case.query, reader=reader, limit=LOOKED_AT)
    found = tuple(hit.external_id or "" for hit in results.interactions)
    return Answer(case, found, next((party.name for party in results.parties), ""))
