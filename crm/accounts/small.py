"""Departments are so large in figures that none of them stands for one person: the small ones are taken together."""

from dataclasses import dataclass, field

from crm.accounts import queries
from crm.accounts.models import Department

FEWEST = 3  # colleagues who may log; smaller ones are taken together, or left out where even so they are fewer


@dataclass(frozen=True)
class Split:
    """What figures are split by: departments, and None (the last) for the small ones together.

    ``place`` says in which of the ``columns`` each department counts; of the others (``left_out``) nothing is shown.
    ``together`` are those that None stands for.
    """

    columns: list[Department | None]
    place: dict[int, int]
    left_out: list[Department]
    together: list[Department] = field(default_factory=list)


def split() -> Split:
    """All departments as figures may be split by them, in the order in which they were added. One query."""
    departments = queries.departments_with_writers()
    large = [one for one in departments if one.here >= FEWEST]
    small = [one for one in departments if one.here < FEWEST]
    place = {one.id: at for at, one in enumerate(large)}
    if sum(one.here for one in small) < FEWEST:
        return Split(large, place, small)
    return Split([*large, None], place | dict.fromkeys((one.id for one in small), len(large)), [], small)
