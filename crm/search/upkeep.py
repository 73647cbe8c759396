"""Proving that the index is what it should be, and making it so while people work.

A rebuild writes each record's tokens in place of its old ones, so that nothing is ever missing from the index,
and notes how far it got in the same transaction: one that was broken off goes on where it was.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from peewee import fn

from crm.attachments import actions as attachments
from crm.attachments import queries as files
from crm.customers.models import Customer, Person
from crm.db import Model, database, transaction
from crm.errors import Refused
from crm.interactions.models import Interaction
from crm.jobs.portion import SECONDS, Portion
from crm.search import analysis, index, learning, postings, state, vocabulary
from crm.words import N_

SAMPLE = 300
LEARNT_FROM = 20_000  # contacts: some 2 s of reading
AT_ONCE = 250  # records in one transaction: others who write wait some 0.1 s
PRESENT = {
    Customer: Customer.deleted_at.is_null(),
    Person: Person.deleted_at.is_null()
    & Person.customer.in_(Customer.select(Customer.id).where(Customer.deleted_at.is_null())),
    Interaction: Interaction.deleted_at.is_null(),
}
VERSION, REBUILD = "version", "rebuild"
Progress = Callable[[str, int, int], None]


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


def outdated() -> bool:
    """Whether the index was made by another version of the analysis, or a rebuild was broken off."""
    of_this_version = state.get(VERSION) == str(analysis.VERSION) and state.get(REBUILD) is None
    return not of_this_version and Customer.select().exists()


def rebuild(progress: Progress, anew: bool = False) -> None:
    """Index everything again, in batches while people work; ``progress(kind, done, total)`` after each.

    Where an earlier one of this version was broken off, it is gone on with, unless ``anew``.
    Raises Refused where another process does the same.
    """
    begun = _begin(anew)
    steps: tuple[tuple[str, type[Model], Callable[[Iterable[int]], None]], ...] = (
        ("customers", Customer, lambda ids: index.customers(ids, with_people=False)),
        ("people", Person, index.people),
        ("interactions", Interaction, lambda ids: index.interactions(ids, recount=True)),
    )
    for kind, model, write in steps:
        done, total = _count_up_to(model, begun.get(kind, 0)), model.select().count()
        for ids in _ids(model, begun.get(kind, 0)):
            was, begun = begun, {**begun, kind: ids[-1]}
            with transaction():
                _claim(was, begun)
                write(ids)
            done += len(ids)
            progress(kind, done, max(done, total))
    for forget in postings.left_over():
        with transaction():
            forget()
    with transaction():
        _claim(begun, begun)
        vocabulary.forget_unused()
        state.put(VERSION, str(analysis.VERSION))
        state.drop(REBUILD)
    database.settle()
    read_files(progress)


def check() -> list[Finding]:
    """Compare counts, positions and a sample's tokens with the database."""
    wrong = postings.wrong()
    unlike = {
        Customer: _unlike_parties(index.customer_rows(_sample(Customer))),
        Person: _unlike_parties(index.person_rows(_sample(Person))),
        Interaction: _unlike(index.interaction_rows(_sample(Interaction))),
    }
    kinds = {"customers": Customer, "people": Person, "interactions": Interaction}
    return [
        Finding(kind, model.select().where(PRESENT[model]).count(), *wrong[kind], unlike[model])
        for kind, model in kinds.items()
    ]


def _claim(was: dict[str, int], begun: dict[str, int]) -> None:
    """Go on from ``was`` to ``begun``, unless another process did. Inside a transaction. Raises Refused."""
    if not state.swap(REBUILD, json.dumps(was), json.dumps(begun)):
        raise Refused(N_("Another process is already rebuilding the search index."))


def _begin(anew: bool) -> dict[str, int]:
    """How far this version's rebuild got per kind; where none was begun, words are learnt and counted anew."""
    begun = json.loads(state.get(REBUILD) or "{}")
    if begun.get(VERSION) == analysis.VERSION and not anew:
        return begun
    begun = {VERSION: analysis.VERSION}
    counts, names = _words_in_use(), _words_of_names()
    with transaction():
        learning.learn(counts, names)
        vocabulary.count_anew()
        state.put(REBUILD, json.dumps(begun))
    return begun


def read_files(progress: Progress) -> None:
    """Read the files that could not be read in time when they came in, and index their contacts again."""
    attachments.read_missing(index.interactions, lambda done, total: progress("files", done, total))


def read_some(seconds: float = SECONDS) -> bool:
    """The same for so many ``seconds``, a file at a time: others wait for the worker too. Says whether there is more.

    False also where nothing could be read: a file that is not on the disk now waits for the next night.
    """
    before = files.unread()
    with Portion(seconds) as portion:

        def progress(_kind: str, done: int, total: int) -> None:
            if done < total:
                portion.step()

        portion.step()
        read_files(progress)
    return portion.is_over and files.unread() < before


def _words_in_use() -> Counter[str]:
    """In how many of the newest contacts each word stands."""
    newest = Interaction.select(Interaction.body).order_by(Interaction.id.desc()).limit(LEARNT_FROM).tuples()
    return Counter(word for (body,) in newest.iterator() for word in analysis.words(body))


def _words_of_names() -> set[str]:
    names = (name for model in (Customer, Person) for (name,) in model.select(model.name).tuples().iterator())
    return {word for name in names for word in analysis.words(name)}


def _ids(model: type[Model], last: int) -> Iterator[list[int]]:
    """Those after ``last`` that are there now: what is added meanwhile is indexed as it is written."""
    newest = model.select(fn.MAX(model.id)).scalar() or 0
    query = model.select(model.id).where(model.id <= newest).order_by(model.id).limit(AT_ONCE)
    while ids := [id for (id,) in query.where(model.id > last).tuples()]:
        yield ids
        last = ids[-1]


def _count_up_to(model: type[Model], id: int) -> int:
    return model.select().where(model.id <= id).count() if id else 0


def _sample(model: type[Model]) -> list[int]:
    """Records spread evenly over the table, and the newest."""
    total = model.select().count()
    ids = model.select(model.id).order_by(model.id.desc())
    step = max(total // SAMPLE, 1)
    return [id for number, (id,) in enumerate(ids.tuples().iterator()) if number % step == 0][:SAMPLE]


def _unlike(rows: list[postings.InteractionRow]) -> int:
    """Names are left out: old contacts keep the name their customer had."""
    return sum(
        not postings.has_tokens("search_interaction", row.position, f"{row.main} {row.facet}".split()) for row in rows
    )


def _unlike_parties(rows: list[postings.PartyRow]) -> int:
    def tokens(row: postings.PartyRow) -> list[str]:
        return f"{row.name} {row.other} {row.extra}".split()

    return sum(not postings.has_tokens("search_party", row.position, tokens(row)) for row in rows)
