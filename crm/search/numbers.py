"""Phone numbers inside running text and in what people type into the search field.

A number is indexed as one token of its digits backwards, so that the last four
digits, read off a display, find it by prefix.
"""

import re
from typing import NamedTuple

from crm.customers import phones

SIGN = "_t"  # people cannot type an underscore into a token
FEWEST_DIGITS = 4
MOST_TRIED = 300  # runs of digits in one text; a list of parts has thousands, and each costs up to 1 ms
RUN = re.compile(
    r"(?<![\w.,/-])(?!\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}\b)"  # 01-02-2026 14:30 is not a number in Rotterdam
    r"(?:\+\d|\(?0)[\d\u00a0 ()./-]{6,22}\d(?!\w)"
)
NUMBERLIKE = re.compile(r"[\d\u00a0 ()./+-]+")


class Phone(NamedTuple):
    """A phone number in a text, from ``start`` to ``end``; ``normal`` is E.164."""

    start: int
    end: int
    normal: str


def in_text(text: str) -> list[Phone]:
    """The phone numbers written in ``text``, however they are spaced."""
    found, at, tries = [], 0, 0
    while (run := RUN.search(text, at)) and tries < MOST_TRIED:
        tries += 1
        phone = _longest(run)
        found += [phone] if phone else []
        at = phone.end if phone else _after_first_group(run)
    return found


def token(normal: str) -> str:
    """The token under which a stored or recognised number is indexed."""
    return SIGN + phones.reverse(normal)


def typed(text: str) -> tuple[str, bool] | None:
    """``(token, whole)`` when ``text`` is a number or at least four digits of one, else None.

    ``whole`` is False where only its last digits were typed.
    """
    digits = "".join(mark for mark in text if mark in "0123456789")
    if len(digits) < FEWEST_DIGITS or not NUMBERLIKE.fullmatch(text):
        return None
    normal = phones.normal(text)
    return token(normal or digits), normal.startswith("+")


def beginning(text: str) -> str:
    """The E.164 beginning of a number that is typed from its front, four digits and more: 06-12 -> +3161; else ""."""
    typed = "".join(mark for mark in text if mark in "0123456789+")
    if len(typed) < FEWEST_DIGITS or not NUMBERLIKE.fullmatch(text):
        return ""
    if typed.startswith("00"):
        return f"+{typed[2:]}"
    if typed.startswith("0"):
        return f"+{phones.country_code()}{typed[1:]}"
    return typed if typed.startswith("+") else ""


def _longest(run: re.Match) -> Phone | None:
    """The longest number at the start of a run of digits; two numbers may stand behind one another."""
    ends = [run.end(), *(run.start() + at for at, mark in reversed(list(enumerate(run[0]))) if mark == " ")]
    for end in ends:
        normal = phones.normal(run.string[run.start() : end])
        if normal.startswith("+"):
            return Phone(run.start(), end, normal)
    return None


def _after_first_group(run: re.Match) -> int:
    space = run[0].find(" ")
    return run.end() if space < 0 else run.start() + space
