"""The note with house rules in a log form: an extra of the form that writes nothing."""

from dataclasses import dataclass, field

from crm.houserules.queries import Rule
from crm.interactions.extras import Button
from crm.interactions.models import Interaction
from crm.words import Text


@dataclass
class RulesBeside:
    """``rules`` that the text is about; more come while somebody types. See ``interactions.extras.Extra``."""

    rules: list[Rule]
    room: str = "houserules"
    button: Button | None = None
    errors: list[Text] = field(default_factory=list)
    fields: tuple[str, ...] = ()

    def refuse(self, text: Text) -> None:
        """Nothing of it can be refused."""

    def write(self, interaction: Interaction) -> None:
        """Nothing: a rule is only shown."""
