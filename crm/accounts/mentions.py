"""Who is meant by ``@Sanne Bakker`` or ``@binnendienst`` in a text: the names that count now, and where they stand.

A colleague is meant by the whole name, however it is accented, and by its beginning where only one colleague has that:
``@Sanne``, ``@Sanne B.``. The longest name that fits counts; an e-mail address or a link names nobody.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from crm import names
from crm.accounts.models import Department, User

AT = re.compile(r"(?<![\w.+%/@-])@(?=\w)")
END = re.compile(r"(?![\w@]|[.-]\w)")  # not @Jan-Willem where only Jan works here, nor @verkoop.nl


class Target(NamedTuple):
    """A colleague (``user``) or everybody of a ``department``, by id."""

    kind: str
    id: int


@dataclass(frozen=True)
class Mention:
    """``text[start:end]`` names these; more than one only where several have the same whole name."""

    start: int
    end: int
    targets: frozenset[Target]


class Roster:
    """The names that can be mentioned: of colleagues and departments, each with its id."""

    def __init__(self, users: Iterable[tuple[int, str]], departments: Iterable[tuple[int, str]]) -> None:
        whole, short = defaultdict(set), defaultdict(set)
        for id, name in users:
            target = Target("user", id)
            whole[names.fold(name)].add(target)
            for form in _short_forms(name):
                short[names.fold(form)].add(target)
        for id, name in departments:
            whole[names.fold(name)].add(Target("department", id))
        named = {form: ids for form, ids in short.items() if len(ids) == 1} | whole
        self._named = {form: frozenset(ids) for form, ids in named.items() if form}
        self._lengths = sorted({len(form) for form in self._named}, reverse=True)

    def find(self, text: str) -> list[Mention]:
        """Every mention in ``text``, in order; in time proportional to its length."""
        if "@" not in text or not self._lengths:
            return []
        folded, places = _folded(text)
        found = []
        for at in AT.finditer(folded):
            form, end = self._longest(folded, at.end())
            if form:
                found.append(Mention(places[at.start()], places[end - 1] + 1, self._named[form]))
        return found

    def _longest(self, folded: str, start: int) -> tuple[str, int]:
        for length in self._lengths:
            form = folded[start : start + length]
            if form in self._named and END.match(folded, start + len(form)):
                return form, start + len(form)
        return "", start


def roster() -> Roster:
    """Who works here now, and the departments. Two queries."""
    users = User.select(User.id, User.name).where(User.disabled_at.is_null()).tuples()
    return Roster(users, Department.select(Department.id, Department.name).tuples())


def _short_forms(name: str) -> Iterator[str]:
    """By what colleagues call one another: without titles, the first name, and that with the initial of the surname."""
    first, particle, surname = names.parts(name)
    if not first:
        return
    yield " ".join(part for part in (first, particle, surname) if part)
    for called in {first, first.split()[0]}:
        yield called
        if surname:
            yield f"{called} {surname[0]}"
            yield f"{called} {surname[0]}."


def _folded(text: str) -> tuple[str, list[int]]:
    """``text`` as ``names.fold`` has it, and of each sign where it stood in the text."""
    signs, places = [], []
    for place, sign in enumerate(text):
        for one in _fold_sign(sign):
            if one != " " or not signs or signs[-1] != " ":
                signs.append(one)
                places.append(place)
    return "".join(signs), places


@lru_cache(maxsize=4096)
def _fold_sign(sign: str) -> str:
    return " " if sign.isspace() else names.fold_text(names.seen(sign))
