"""Phone numbers and e-mail addresses in a cell, which may hold several."""

import re

from crm.customers import checks, phones
from crm.customers.actions import Reach
from crm.customers.models import PointKind

BETWEEN_NUMBERS = re.compile(r"\s*(?:[/;,|]|\bof\b|\ben\b|\bor\b)\s*")
BETWEEN_ADDRESSES = re.compile(r"[\s;,|]+")
FULL_NUMBER = 9  # digits: "020-1234567/68" is one number, "06… / 020…" are two
LONGEST = 254


def phone_numbers(cell: str, label: str = "") -> list[Reach]:
    """Each number as typed; lines of their own are always numbers of their own, as an export writes them."""
    return [point for line in cell.split("\n") for point in _numbers(line.strip(), label)]


def _numbers(cell: str, label: str) -> list[Reach]:
    parts = [part for part in BETWEEN_NUMBERS.split(cell) if part]
    if not all(sum(mark.isdigit() for mark in part) >= FULL_NUMBER for part in parts):
        parts = [cell]
    return [Reach(PointKind.PHONE, part, label) for part in parts if part]


def email_addresses(cell: str) -> list[Reach]:
    """Each address as typed."""
    parts = [part for part in BETWEEN_ADDRESSES.split(cell) if part]
    if not all("@" in part for part in parts):
        parts = [cell]
    return [Reach(PointKind.EMAIL, part) for part in parts if part]


def is_odd(point: Reach, country: str) -> bool:
    """Whether somebody should look at it; it is kept as typed all the same."""
    if point.kind == PointKind.PHONE:
        return phones.problem(point.value, country) is not None
    return checks.email_problem(point.value) is not None
