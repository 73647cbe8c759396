"""What is filled in of a complaint, and what of it will not do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crm.errors import Invalid
from crm.quoting import clean, clean_lines
from crm.words import N_, Text

FUTURE = N_("This lies in the future; choose the moment at which it happened.")
LONGEST_BODY = 300
LONGEST_CAUSE = 80
LONGEST_TEXT = 4_000  # characters of remedy and lesson
LONGEST_WORD = 300
LONGEST_AHEAD = timedelta(days=366)


@dataclass
class Values:
    """A complaint as it is filled in. ``due_on`` is a day of the company's calendar; only a new one takes ``owner_id``.

    ``remedy``, ``lesson`` and ``cost_cents`` are of later, when it is edited.
    """

    body: str
    cause: str = ""  # its name; one that nobody used before is made
    owner_id: int | None = None
    due_on: date | None = None
    remedy: str = ""
    lesson: str = ""
    cost_cents: int | None = None


@dataclass
class Step:
    """What is filled in with a step forward: when it was taken (None: now) and what came of it (None: as it was)."""

    at: datetime | None = None
    remedy: str | None = None
    cost_cents: int | None = None
    cost_asked: bool = False  # then None takes away what was known
    lesson: str | None = None
    cause: str | None = None
    due_on: date | None = None  # by when it will be solved


def check(values: Values, today: date | None) -> None:
    """Raise Invalid with everything that is wrong; tidies the texts. No day before ``today`` will do (None: any)."""
    values.body, values.cause = clean(values.body), clean(values.cause)
    values.remedy, values.lesson = tidy(values.remedy), tidy(values.lesson)
    wrong = too_long(cause=values.cause, remedy=values.remedy, lesson=values.lesson)
    if not values.body:
        wrong["body"] = N_("Write in a line what the customer complains about.")
    elif len(values.body) > LONGEST_BODY:
        wrong["body"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_BODY)
    if today and (problem := day_wrong(values.due_on, today)):
        wrong["due_on"] = problem
    if wrong:
        raise Invalid(**wrong)


def too_long(**texts: str | None) -> dict[str, Text]:
    """What is wrong with these, by their name: a cause is a few words, the others are texts."""
    most = {name: LONGEST_CAUSE if name == "cause" else LONGEST_TEXT for name in texts}
    return {
        name: N_("This is too long: at most %(max)d characters.", max=most[name])
        for name, text in texts.items()
        if text and len(text) > most[name]
    }


def day_wrong(day: date | None, today: date) -> Text | None:
    """What is wrong with a day by which something must be done."""
    if day is None or today <= day <= today + LONGEST_AHEAD:
        return None
    return N_("This day is over; choose today or later.") if day < today else N_("Choose a day within a year.")


def tidy(text: str) -> str:
    """A text of several lines without what nobody sees."""
    return clean_lines(text)
