"""What is agreed, typed; and what is wrong with it."""

from dataclasses import dataclass
from datetime import date, timedelta

from crm.agreements.kinds import WITH_A_DUE_DAY, WITH_AN_END
from crm.agreements.models import Kind, Side
from crm.errors import Invalid
from crm.quoting import clean
from crm.words import N_, Text

LONGEST_BODY = 300  # characters, also of a word about how it ended
LONGEST_AHEAD = timedelta(days=3660)  # ten years: later is a slip of the keys


@dataclass
class Values:
    """One line of what was promised, by whom, of which kind; ``departments`` are those that must know (numbers)."""

    body: str
    side: str = Side.WE
    kind: str = Kind.DELIVERY
    due_on: date | None = None
    ends_on: date | None = None
    departments: frozenset[int] = frozenset()


def check(values: Values, made_on: date | None, today: date) -> None:
    """Raise Invalid with everything that is wrong; tidies the text. Days are the company's.

    ``made_on`` is the day of the contact in which it was made, where that is known: nothing is due before it.
    """
    values.body = clean(values.body)
    if values.kind not in WITH_AN_END:
        values.ends_on = None
    wrong: dict[str, Text] = {}
    if not values.body:
        wrong["body"] = N_("Write in one line what was agreed, or leave the agreement out.")
    elif len(values.body) > LONGEST_BODY:
        wrong["body"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_BODY)
    if values.side not in list(Side):
        wrong["side"] = N_("Say who promised it: we or they.")
    if values.kind not in list(Kind):
        wrong["kind"] = N_("Choose what sort of agreement this is.")
    wrong |= _days(values, made_on, today)
    if wrong:
        raise Invalid(**wrong)


def _days(values: Values, made_on: date | None, today: date) -> dict[str, Text]:
    wrong: dict[str, Text] = {}
    if values.due_on is None and values.kind in WITH_A_DUE_DAY:
        wrong["due_on"] = N_("Write by when this was promised, for example Friday, in 2 weeks or 27-11-2026.")
    if values.ends_on is None and values.kind == Kind.DISCOUNT:
        wrong["ends_on"] = N_("Write up to and including when this discount holds: it is for this once.")
    for name, day in (("due_on", values.due_on), ("ends_on", values.ends_on)):
        if day and made_on and day < made_on:
            wrong[name] = N_("This day is before the contact in which it was agreed; choose a later one.")
        elif day and day > today + LONGEST_AHEAD:
            wrong[name] = N_("This day is too far away; choose one within ten years.")
    return wrong
