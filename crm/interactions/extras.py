"""What other rooms add to a contact; ``app.py`` registers them, so that this room need not know them.

An *extra* is written with a contact from the log form (a follow-up, files). *Facts* are
what a room knows of a contact that is read: rows in the open contact, a mark beside its
title, words at the end of its meta line.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from crm.customers.models import Customer
from crm.interactions.models import Interaction
from crm.news import Mark
from crm.words import Text

Write = Callable[[Interaction], None]  # called inside the transaction that logs the contact


class Extra(Protocol):
    """One room's part of one log form.

    Its templates are ``<room>/_log_button.html`` (a button in the foot) and
    ``<room>/_log_row.html`` (between text and foot); both get it as ``extra``.
    """

    room: str
    errors: list[Text]
    fields: tuple[str, ...]  # the names by which its ``write`` may say Invalid

    def refuse(self, text: Text) -> None:
        """Show what ``write`` would not take."""

    def write(self, interaction: Interaction) -> None:
        """Keep what was filled in. Inside the contact's transaction; must do nothing where nothing was filled in."""


MakeExtra = Callable[[Customer | None, bool], Extra]  # for this customer; True: filled in by the request at hand


@dataclass
class Facts:
    """What one room knows of one contact; ``items`` go to its template ``<room>/_entry_facts.html``."""

    room: str
    items: list[Any]
    marks: list[Mark] = field(default_factory=list)
    meta: list[tuple[str, Text]] = field(default_factory=list)  # icon and words


LoadFacts = Callable[[list[int]], dict[int, Facts]]  # of these contacts, in a fixed number of queries
_loaders: list[LoadFacts] = []


def add_facts(load: LoadFacts) -> None:
    """Ask ``load`` for its facts whenever contacts are read from now on."""
    if load not in _loaders:
        _loaders.append(load)


def put_facts_on(entries: Iterable[Any]) -> None:
    """Give each entry its ``facts``."""
    by_id = {entry.id: entry for entry in entries}
    for load in _loaders if by_id else ():
        for interaction_id, facts in load(list(by_id)).items():
            by_id[interaction_id].facts.append(facts)
