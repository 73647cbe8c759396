"""Proving that the index is what it should be, and making it so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crm.customers.models import Customer, Person
from crm.db import Model, transaction
from crm.interactions.models import Interaction
from crm.search import fts5, index

SAMPLE = 300
PRESENT = {
    Customer: Customer.deleted_at.is_null(),
    Person: Person.deleted_at.is_null()
    & Person.customer.in_(Customer.select(Customer.id).where(Customer.deleted_at.is_null())),
    Interaction: Interaction.deleted_at.is_null(),
}


@dataclass(frozen=True)
class Finding:
    """How many records of a kind there are, and how many of them the index has wrong."""

    kind: str
    records: int
    missing: int
    left_over: int
    unlike: int  # in a sample of 300

    @property
    def sound(self) -> bool:
        """Whether the index is as it should be."""
        return not (self.missing or self.left_over or self.unlike)


def rebuild(progress: Callable[[str, int, int], None]) -> None:
    """Index everything again, in batches while people work; ``progress(kind, done, total)`` after each."""
    _forget_left_over()
    for kind, model, write in (
        ("customers", Customer, index.customers),
        ("people", Person, index.people),
        ("interactions", Interaction, index.interactions),
    ):
        done, total = 0, model.select().count()
        for ids in _ids(model):
            with transaction():
                write(ids)
            done += len(ids)
            progress(kind, done, total)


def check() -> list[Finding]:
    """Compare counts, positions and a sample's tokens with the database."""
    wrong = fts5.wrong()
    interactions = index.interaction_rows(_sample(Interaction))
    people = index.person_rows(_sample(Person))
    customers = index.customer_rows(_sample(Customer))
    return [
        Finding(
            "customers",
            Customer.select().where(PRESENT[Customer]).count(),
            *wrong["customers"],
            _unlike_parties(customers),
        ),
        Finding("people", Person.select().where(PRESENT[Person]).count(), *wrong["people"], _unlike_parties(people)),
        Finding(
            "interactions",
            Interaction.select().where(PRESENT[Interaction]).count(),
            *wrong["interactions"],
            _unlike(interactions),
        ),
    ]


def _forget_left_over() -> None:
    with transaction():
        fts5.forget_left_over()


def _ids(model: type[Model]) -> Iterator[list[int]]:
    last = 0
    while ids := [id for (id,) in model.select(model.id).where(model.id > last).order_by(model.id).limit(500).tuples()]:
        yield ids
        last = ids[-1]


def _sample(model: type[Model]) -> list[int]:
    """Records spread evenly over the table, and the newest."""
    total = model.select().count()
    ids = model.select(model.id).order_by(model.id.desc())
    step = max(total // SAMPLE, 1)
    return [id for number, (id,) in enumerate(ids.tuples().iterator()) if number % step == 0][:SAMPLE]


def _unlike(rows: list[fts5.InteractionRow]) -> int:
    """Names are left out: old contacts keep the name their customer had."""
    return sum(
        not fts5.has_tokens("search_interaction", row.position, f"{row.main} {row.facet}".split()) for row in rows
    )


def _unlike_parties(rows: list[fts5.PartyRow]) -> int:
    return sum(
        not fts5.has_tokens("search_party", row.position, f"{row.name} {row.other} {row.extra}".split()) for row in rows
    )
