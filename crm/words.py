"""Text that a person will read, marked for translation where no web request is known.

Actions, rules and forms say *what* is wrong with ``N_("...")``; the edge (a view
or a command) turns it into the reader's language with ``crm.web.language.say``.
The first argument is the English text and the key in ``crm/translations``.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """An untranslated sentence with its values: ``N_("%(n)s digits", n=10)``."""

    message: str
    values: dict = field(default_factory=dict)

    def __str__(self) -> str:
        """English, for logs and tests."""
        return self.message % self.values if self.values else self.message

    def __hash__(self) -> int:
        return hash(self.message)


def N_(message: str, **values) -> Text:
    """Mark ``message`` for translation later."""
    return Text(message, values)
