"""What a mail says, before it has an address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """A subject and the same story twice: as plain text and as HTML."""

    subject: str
    text: str
    html: str
