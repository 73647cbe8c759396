"""What was understood of a question, in pieces that can be taken off again."""

import re
from dataclasses import dataclass
from datetime import date

from whoosh import query

from crm.search.language import Field, Question
from crm.words import N_, Text

OPERATOR = re.compile(r"(?:(?:NOT|NIET)\s+|-+)$")
CONNECTED = re.compile(r"^(?:AND|EN|OR|OF)\s+|\s+(?:AND|EN|OR|OF)$")
WORDS = {
    "by": N_("Logged by"),
    "channel": N_("Channel"),
    "dept": N_("Department"),
    "customer": N_("Customer"),
    "kind": N_("Kind"),
    "since": N_("Since"),
    "before": N_("Before"),
    "on": N_("On"),
}


@dataclass(frozen=True)
class Chip:
    """``word`` says what it is, ``value`` what was asked; ``without`` is the question that is left without it."""

    word: Text
    value: str | Text | date
    without: str


def chips_of(question: Question, meanings: dict[int, str | Text | date]) -> list[Chip]:
    """The chips of a question; ``meanings`` has, by where it begins, what each field came to."""
    return [chip for part in _parts(question) if (chip := _chip(question.text, part, meanings))]


def without(text: str, begin: int, end: int) -> str:
    """``text`` without that piece, and without an AND that then connects nothing."""
    left = " ".join(f"{text[:begin]} {text[end:]}".split())
    return CONNECTED.sub("", left)


def _parts(question: Question) -> list[query.Query]:
    tree = question.tree
    return list(tree.children()) if isinstance(tree, query.And) else [tree] if tree else []


def _chip(text: str, part: query.Query, meanings: dict[int, str | Text | date]) -> Chip | None:
    excluded = isinstance(part, query.Not)
    inner = part.query if excluded else part
    begin, end = getattr(inner, "startchar", None), getattr(inner, "endchar", None)
    if begin is None or end is None:
        return None
    typed = text[begin:end]
    if isinstance(inner, Field):
        if begin not in meanings:
            return None
        word, value = WORDS[inner.fieldname], meanings[begin]
        if excluded:
            word, value = N_("without"), typed
    elif excluded:
        word, value = N_("without"), typed.strip('"')
    elif typed.startswith('"'):
        word, value = N_("exactly"), typed.strip('"')
    elif typed.endswith("*"):
        word, value = N_("begins with"), typed.rstrip("*")
    else:
        return None
    operator = OPERATOR.search(text[:begin]) if excluded else None
    return Chip(word, value, without(text, operator.start() if operator else begin, end))
