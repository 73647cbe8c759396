"""What the jobs ask for: customers, numbers, names and words that stand in the file, never the same few."""

import re
from collections import Counter
from dataclasses import dataclass
from random import Random

from crm.attachments.models import Attachment
from crm.customers.models import ContactPoint, Customer, Person, PointKind
from crm.db import Model
from crm.interactions.models import Interaction
from crm.names import fold

MOST = 300
WORD = re.compile(r"[^\W\d_]{4,}")
PLACES = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")


@dataclass(frozen=True)
class Samples:
    """From all over the file, in a random order that is the same every time."""

    customers: list[int]
    heaviest: int
    customer_names: list[str]
    person_names: list[str]
    phones: list[str]
    rare: list[str]  # words that stand in one of the contacts looked at
    together: list[str]  # two words of one contact
    phrases: list[str]  # two words behind one another
    attached: list[str]  # words in attachments


def take() -> Samples:
    """Read them from the open database."""
    rng = Random(4)
    texts = [text for (text,) in _rows(Interaction, Interaction.body)]
    seen = Counter(word for text in texts for word in set(_words(text)))
    rare = sorted(word for word, times in seen.items() if times == 1 and len(word) > 7)
    rng.shuffle(rare)
    return Samples(
        customers=[id for (id,) in _rows(Customer, Customer.id)],
        heaviest=_heaviest(),
        customer_names=[name for (name,) in _rows(Customer, Customer.name)],
        person_names=[name for (name,) in _rows(Person, Person.name)],
        phones=_phones(),
        rare=rare[:MOST],
        together=[" ".join(rng.sample(words, 2)) for words in map(_words, texts) if len(words) > 1],
        phrases=[_phrase(rng, text) for text in texts if PLACES.search(text)],
        attached=[rng.choice(_words(text)) for text in _attached()],
    )


def _rows(model: type[Model], *columns: object) -> list[tuple]:
    """``MOST`` rows from all over the table, shuffled."""
    newest = model.select(model.id).order_by(model.id.desc()).limit(1).scalar()
    step = max(newest // MOST, 1)
    rows = list(model.select(*columns).where(model.id.in_(list(range(1, newest + 1, step))[:MOST])).tuples())
    Random(5).shuffle(rows)
    return rows


def _heaviest() -> int:
    """The busiest customer is one of the stories, which come first."""
    first = list(range(1, 101))
    rows = Interaction.select(Interaction.customer_id).where(Interaction.customer.in_(first)).tuples()
    return Counter(id for (id,) in rows.iterator()).most_common(1)[0][0]


def _phones() -> list[str]:
    rows = _rows(ContactPoint, ContactPoint.kind, ContactPoint.normal)
    return [normal for kind, normal in rows if kind == PointKind.PHONE]


def _attached() -> list[str]:
    rows = Attachment.select(Attachment.text).where(Attachment.text.is_null(False)).order_by(Attachment.id)
    return [text for (text,) in rows.limit(MOST).tuples()]


def _words(text: str) -> list[str]:
    return [fold(word) for word in WORD.findall(text)]


def _phrase(rng: Random, text: str) -> str:
    run = max(PLACES.findall(text), key=len).split(" ")
    at = rng.randrange(len(run) - 1)
    return " ".join(run[at : at + 2])
