"""What an expectation and its review must be, before anything is written."""

from dataclasses import dataclass
from datetime import date, timedelta

from crm.errors import Invalid
from crm.expectations.models import Outcome
from crm.quoting import clean
from crm.words import N_, Text

LONGEST_BODY, LONGEST_NOTE = 500, 300
LONGEST_AHEAD = timedelta(days=3 * 366)  # by then nobody remembers what was meant


@dataclass
class Values:
    """What the customer expects, in their words, and on which day of the company's calendar we look."""

    body: str
    review_on: date | None


@dataclass
class Review:
    """How it turned out, the contact that shows it, a word about it, and when we look once more (None: not)."""

    outcome: str
    interaction_id: int | None = None
    note: str = ""
    next_on: date | None = None


def check(values: Values, today: date, before: date | None = None) -> date:
    """The day on which we look. Raises Invalid with everything that is wrong; tidies the text.

    A day that stays what it was, ``before``, may be over.
    """
    values.body = clean(values.body)
    wrong: dict[str, Text] = {}
    if not values.body:
        wrong["body"] = N_("Write what the customer expects of us, in their words.")
    elif len(values.body) > LONGEST_BODY:
        wrong["body"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_BODY)
    if values.review_on is None:
        wrong["review_on"] = N_("Write when we look whether it was met, for example in 3 months or 27-2-2027.")
    elif values.review_on != before and (problem := _day_problem(values.review_on, today)):
        wrong["review_on"] = problem
    if wrong or values.review_on is None:
        raise Invalid(**wrong)
    return values.review_on


def check_review(review: Review, today: date) -> None:
    """The same of a review."""
    review.note = clean(review.note)
    wrong: dict[str, Text] = {}
    if review.outcome not in list(Outcome):
        wrong["outcome"] = N_("Choose how it turned out.")
    if len(review.note) > LONGEST_NOTE:
        wrong["note"] = N_("This is too long: at most %(max)d characters.", max=LONGEST_NOTE)
    if review.next_on and (problem := _day_problem(review.next_on, today)):
        wrong["next_on"] = problem
    if wrong:
        raise Invalid(**wrong)


def _day_problem(day: date, today: date) -> Text | None:
    if day < today:
        return N_("This day is over; choose today or later.")
    return N_("Choose a day within three years.") if day > today + LONGEST_AHEAD else None
