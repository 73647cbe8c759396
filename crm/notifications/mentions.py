"""Colleagues and departments that are named with an @ in whatever somebody writes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crm.accounts import mentions
from crm.accounts import queries as accounts
from crm.accounts.mentions import Mention, Roster, Target
from crm.accounts.models import Department
from crm.followups.models import FollowUp
from crm.journal import Change
from crm.names import fold
from crm.news import Notice
from crm.notifications import records

KIND = "mention"
LONGEST = 280  # characters of a quote
BEFORE = 120  # of them before the name, where a line is longer
OFFERED = 8  # names to choose from
NOT_AT_ALL = 2
AGAIN = frozenset(("remind", "repeat", "restore"))  # says what was written before: who is named in it knows


def notices(change: Change) -> list[Notice]:
    """Who is named in what was written now, each with the line in which they are; an edit tells of new names only."""
    values = change.values
    after = [text for text in _texts([values.get("after"), values.get("word")]) if "@" in text]
    leads_somewhere = change.customer is not None or change.kind in records.known()
    if not after or change.record is None or change.verb.partition(".")[2] in AGAIN or not leads_somewhere:
        return []
    roster = mentions.roster()
    before = [*_texts(values.get("before")), *_copied(change, after)]
    known = Counter(target for _text, one in _found(roster, before) for target in one.targets)
    lines = {" ".join(line.split()) for text in before for line in text.splitlines()}
    counted: Counter[Target] = Counter()
    said: dict[Target, str] = {}
    for text, one in _found(roster, after):
        line = ""
        for target in one.targets:
            counted[target] += 1
            if target not in said or said[target] in lines:
                line = line or quoted(text, one)
                said[target] = line
    new: dict[str, list[Target]] = {}
    for target in counted:
        if counted[target] > known[target]:
            new.setdefault(said[target], []).append(target)
    return [_notice(change, line, targets) for line, targets in new.items()]


def quoted(text: str, mention: Mention) -> str:
    """The line of the mention on one line, cut to what stands around the name where it is long."""
    start = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    line, at = text[start : end if end >= 0 else len(text)], mention.start - start
    cut = max(0, at - BEFORE) if len(line) > LONGEST else 0
    shown = line[cut : cut + LONGEST]
    if cut and " " in shown[:BEFORE]:
        shown = shown.partition(" ")[2]
    if cut + LONGEST < len(line):
        shown = shown.rsplit(" ", 1)[0] + " …"
    return " ".join((f"… {shown}" if cut else shown).split())


@dataclass(frozen=True)
class Offer:
    """A name to choose: as it is put into the text, with the department that somebody works in (None: it is one)."""

    name: str
    department: Department
    is_department: bool


def offered(typed: str) -> list[Offer]:
    """Colleagues and departments one of whose words begins with what was typed after the @; first names first."""
    wanted = fold(typed)
    if not wanted:
        return []
    people = [Offer(one.name, one.department, False) for one in accounts.colleagues()]
    found = [(_rank(one.name, wanted), one) for one in (*people, *_departments())]
    return [one for rank, one in sorted(found, key=lambda pair: pair[0]) if rank < NOT_AT_ALL][:OFFERED]


def _rank(name: str, wanted: str) -> int:
    folded = fold(name)
    return 0 if folded.startswith(wanted) else 1 if f" {wanted}" in folded else NOT_AT_ALL


def _departments() -> list[Offer]:
    return [Offer(one.name, one, True) for one in accounts.departments()]


def _found(roster: Roster, texts: list[str]) -> Iterator[tuple[str, Mention]]:
    return ((text, one) for text in texts for one in roster.find(text))


def _notice(change: Change, line: str, targets: list[Target]) -> Notice:
    users = frozenset(one.id for one in targets if one.kind == "user")
    departments = frozenset(one.id for one in targets if one.kind == "department")
    return Notice(KIND, (change.kind, change.record), change.customer, users, departments, line)


def _copied(change: Change, after: list[str]) -> list[str]:
    """The question that a note on its outcome bears as subject: who is named in it heard of it when it was asked."""
    subject = change.values["after"].get("subject") if change.verb == "interaction.log" else None
    if subject not in after:
        return []
    settled = FollowUp.select(FollowUp.what).where(FollowUp.result == change.record)
    return [what for (what,) in settled.tuples()]


def _texts(value: Any) -> Iterator[str]:
    """Every string in a snapshot of the journal."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
