"""What is written down of a mark, and whether it can be."""

from dataclasses import dataclass
from typing import Any

from crm.customers.models import Person
from crm.errors import Invalid
from crm.quoting import clean
from crm.satisfaction.models import Rating
from crm.words import N_, Text

LOWEST, HIGHEST = 1, 10
LONGEST = 500
LONGEST_REASON = 300


@dataclass
class Values:
    """A mark, a sentence with it (may be empty), and who at the customer gave it, where that is known."""

    score: int | None
    body: str = ""
    person_id: int | None = None


def check(values: Values) -> None:
    """Raise Invalid with everything that is wrong; tidies the sentence."""
    values.body = one_line(values.body)
    wrong: dict[str, Text] = {}
    if values.score is None or not LOWEST <= values.score <= HIGHEST:
        wrong["score"] = N_("Choose a mark from 1 to 10.")
    if len(values.body) > LONGEST:
        wrong["body"] = N_("This is too long: at most %(max)d characters.", max=LONGEST)
    if wrong:
        raise Invalid(**wrong)


def one_line(text: str) -> str:
    """Without line breaks, and without signs that nobody sees or that turn the others round: customers write here."""
    return clean(text)


def person_at(customer_id: int, person_id: int | None) -> int | None:
    """``person_id``, where that is somebody at this customer. Raises Invalid(person_id=…)."""
    if person_id is None:
        return None
    there = (Person.id == person_id) & (Person.customer == customer_id) & Person.deleted_at.is_null()
    if not Person.select().where(there).exists():
        raise Invalid(person_id=N_("Choose somebody at this customer, or nobody."))
    return person_id


def snapshot(found: Rating) -> dict[str, Any]:
    """Everything known of a mark, for the journal."""
    return {
        "interaction": found.interaction_id,
        "score": found.score,
        "body": found.body,
        "person": found.person_id,
        "source": str(found.source),
    }
