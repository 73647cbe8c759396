"""Request forms to surprises; the same choice stands on a page of its own and in the log form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from crm.accounts.models import User
from crm.errors import Invalid
from crm.interactions.forms import whole
from crm.interactions.models import Interaction
from crm.surprises import actions
from crm.surprises.choices import Choices
from crm.words import N_, Text

NOWHERE = "none"
FIELD = "surprise_missed"


@dataclass
class Chosen:
    """What was chosen: ``value`` as it was sent, a contact's number or ``none``; empty where nothing was yet."""

    value: str = ""

    @property
    def missed_id(self) -> int | None:
        """The contact that says it, or None."""
        return whole(self.value)

    @property
    def made(self) -> bool:
        """Whether anything that can be was chosen."""
        return self.value == NOWHERE or bool(self.missed_id)


CHOOSE = N_("Choose the contact in which this stood, or “Logged nowhere”.")


def chosen(typed: Mapping[str, Any] | None) -> Chosen:
    """From a request; None: a fresh form."""
    return Chosen(str(typed.get(FIELD, ""))[:12] if typed else "")


@dataclass
class LogExtra:
    """The surprise's part of a log form: written with the contact where its button is on."""

    on: bool
    chosen: Chosen
    customer_id: int | None
    choices: Callable[[], Choices]  # asked for only where they are shown at once
    by: User
    refused: list[Text] = field(default_factory=list)  # by the action, though something was chosen
    room: str = "surprises"
    fields: tuple[str, ...] = ("missed",)

    @property
    def errors(self) -> list[Text]:
        """What is wrong with it, one sentence each."""
        if not self.on:
            return []
        return [*self.refused] if self.chosen.made else [CHOOSE, *self.refused]

    def refuse(self, text: Text) -> None:
        """Show what the action would not take."""
        self.refused.append(text)

    def write(self, interaction: Interaction) -> None:
        """Mark the contact, in its own transaction."""
        if not self.on:
            return
        if not self.chosen.made:
            raise Invalid(missed=CHOOSE)
        actions.mark(interaction.id, self.chosen.missed_id, by=self.by)
