"""The files of the log form: which wait for this contact, and what was wrong with others."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crm.accounts.models import User
from crm.attachments import actions, store
from crm.attachments.models import Attachment
from crm.interactions.models import Interaction
from crm.words import Text


@dataclass
class LogFiles:
    """The part of one log form (see ``interactions.extras``): ``keys`` is what it asks for, ``files`` what is there."""

    by: User
    keys: Sequence[str] = ()
    files: Sequence[Attachment] = ()
    errors: list[Text] = field(default_factory=list)
    room: str = "attachments"
    button: None = None  # it takes files itself
    fields: tuple[str, ...] = ("attachment",)

    def refuse(self, text: Text) -> None:
        """Show what the action would not take."""
        self.errors.append(text)

    @property
    def most(self) -> int:
        """Files that one contact may have."""
        return actions.MOST

    @property
    def megabytes(self) -> int:
        """What one file may have."""
        return store.megabytes()

    def write(self, interaction: Interaction) -> None:
        """Give the contact its files, inside its transaction."""
        actions.link(interaction, self.keys, by=self.by)
