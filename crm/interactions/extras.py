"""What other rooms add to a contact; ``wiring/pages.py`` registers them, so that this room need not know them.

An *extra* is written with a contact from the log form (a follow-up, files). *Facts* are
what a room knows of a contact that is read: rows in the open contact, a mark beside its
title, words at the end of its meta line.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import peewee
from wtforms import Form

from crm.customers.models import Customer
from crm.errors import Invalid
from crm.interactions import having
from crm.interactions.models import Interaction
from crm.news import Mark
from crm.words import Text

Write = Callable[[Interaction], None]  # called inside the transaction that logs the contact


@dataclass(frozen=True)
class Button:
    """What opens an extra's row in the log form: a checkbox called ``name``, as is the row in ``log_rows.css``."""

    name: str
    icon: str
    word: Text
    title: Text
    tucked: bool = False  # within "More" instead of in the foot itself

    @property
    def prefix(self) -> str:
        """What the names of the fields in its row begin with."""
        return f"{self.name}_"

    def pressed(self, typed: Mapping[str, Any] | None) -> bool:
        """Whether it was on in the form that was sent; None: a fresh form."""
        return bool(typed and typed.get(self.name))


class Extra(Protocol):
    """One room's part of one log form; ``FormExtra`` is one that has a WTForms form.

    Its row, between text and foot, is ``<room>/_log_row.html``, which gets it as ``extra``. It is shown while its
    button is ``on``. Where ``button`` is None it has its own ``<room>/_log_button.html``, and its row always stands.
    """

    room: str
    button: Button | None
    errors: list[Text]
    fields: tuple[str, ...]  # the names by which its ``write`` may say Invalid

    def refuse(self, text: Text) -> None:
        """Show what ``write`` would not take."""

    def write(self, interaction: Interaction) -> None:
        """Keep what was filled in. Inside the contact's transaction; must do nothing where nothing was filled in."""


MakeExtra = Callable[[Customer | None, bool], Extra]  # for this customer; True: filled in by the request at hand


@dataclass(kw_only=True)
class FormExtra:
    """A register's part of one log form: a row of fields, written with the contact where its button is on.

    ``form`` has ``button.prefix``; ``values`` is what was read from it (None: off, or it did not fit). ``create`` is
    called with the contact and the values, inside the contact's transaction.
    """

    room: str
    button: Button
    form: Form
    on: bool
    create: Callable[[Interaction, Any], Any]
    values: Any = None
    refused: list[Text] = field(default_factory=list)  # by the action, though the form was fine

    @property
    def fields(self) -> tuple[str, ...]:
        """Its fields with their prefix, since a contact has a ``body`` too; the button for what is of none of them."""
        return (self.button.name, *(one.name for one in self.form))

    @property
    def errors(self) -> list[Text]:
        """What is wrong with it, one sentence each; nothing while its button is off."""
        found = [text for texts in self.form.errors.values() for text in texts]
        return [*found, *self.refused] if self.on else []

    def refuse(self, text: Text) -> None:
        """Show what the action would not take."""
        self.refused.append(text)

    def write(self, interaction: Interaction) -> None:
        """Create it. Raises Invalid with the names that the fields have in the log form."""
        if not self.on or self.values is None:
            return
        try:
            self.create(interaction, self.values)
        except Invalid as problem:
            raise Invalid(**{self._name(name): text for name, text in problem.fields.items()}) from None

    def _name(self, name: str) -> str:
        return self.form[name].name if name in self.form else self.button.name


@dataclass
class Facts:
    """What one room knows of one contact; ``items`` go to its template ``<room>/_entry_facts.html``."""

    room: str
    items: list[Any]
    marks: list[Mark] = field(default_factory=list)
    meta: list[tuple[str, Text]] = field(default_factory=list)  # icon and words


LoadFacts = Callable[[list[int]], dict[int, Facts]]  # of these contacts, in a fixed number of queries
_loaders: dict[LoadFacts, having.Columns] = {}


def add_facts(load: LoadFacts, *held_in: peewee.Field) -> None:
    """Ask ``load`` for its facts whenever contacts are read from now on.

    ``held_in`` are the columns by which it finds them: it is asked only about contacts that stand in one of these.
    Without them it is asked about every contact.
    """
    _loaders[load] = held_in


def put_facts_on(entries: Iterable[Any]) -> None:
    """Give each entry its ``facts``."""
    by_id = {entry.id: entry for entry in entries}
    for load, known in zip(_loaders, having.contacts(list(_loaders.values()), by_id), strict=True):
        for interaction_id, facts in load(sorted(known)).items() if known else ():
            by_id[interaction_id].facts.append(facts)
