"""What one digest tells: the same for the mail, its plain text and the page."""

from dataclasses import dataclass

from crm.news import Edition, Section
from crm.words import Text


@dataclass(frozen=True)
class Part:
    """A section under its title; ``name`` is what it is chosen by."""

    name: str
    title: Text
    section: Section


@dataclass(frozen=True)
class Told:
    """All of it; ``company`` is one line on what the whole company did."""

    edition: Edition
    parts: list[Part]
    company: Text

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell but the line on the company."""
        return not any(part.section.rows for part in self.parts)

    @property
    def headlines(self) -> list[Text]:
        """For the subject: "12 new contacts", "2 follow-ups late"."""
        return [part.section.headline for part in self.parts if part.section.headline]

    @property
    def leads(self) -> list[Text]:
        """Sentences to begin with."""
        return [part.section.lead for part in self.parts if part.section.lead]
