"""What may be said of the largest of some amounts: that it is most, or only the largest, or as large as another."""

from collections.abc import Sequence
from typing import NamedTuple


class First(NamedTuple):
    """``most``: more than half of all. ``tied``: how many are the largest. ``then``: whether one comes second alone."""

    most: bool
    tied: int
    then: bool


def first_of(amounts: Sequence[int], total: int) -> First:
    """Of ``amounts``, the largest first; at least one."""
    tied = sum(one == amounts[0] for one in amounts)
    rest = list(amounts[tied:])
    return First(2 * amounts[0] > total, tied, bool(rest) and rest.count(rest[0]) == 1)
