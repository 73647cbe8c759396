"""The search index after a copy: it is not copied but made, for each database keeps it in its own way."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from crm.customers.models import Customer, Person
from crm.interactions.models import Interaction
from crm.move import faults, tables
from crm.move.copying import Tell
from crm.search import upkeep
from crm.words import N_, Text

Stage = Callable[[Text, int], AbstractContextManager[Tell]]  # what begins now, and how much there is to do


def forget() -> None:
    """Let it be seen that the index of the open database is not of its rows. Inside a transaction."""
    for model in tables.MADE_ANEW:
        model.delete().execute()


def make(stage: Stage) -> None:
    """Index everything in the open database, or go on where that was broken off. Raises Refused."""
    with faults.told(
        lambda why: N_(
            "All rows are there, but indexing them did not end: run “flask search rebuild”. %(why)s", why=why
        )
    ):
        _make(stage)


def _make(stage: Stage) -> None:
    total = sum(model.select().count() for model in (Customer, Person, Interaction))
    reached: dict[str, int] = {}
    with stage(N_("Indexing"), total) as tell:

        def progress(kind: str, done: int, _total: int) -> None:
            if kind != "files":  # they have no part in the total
                tell(done - reached.get(kind, 0))
                reached[kind] = done

        upkeep.rebuild(progress)
