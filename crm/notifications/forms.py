"""The form with a choice per kind, made from the kinds there are."""

from collections.abc import Mapping

from crm.errors import Invalid
from crm.notifications import kinds
from crm.notifications.models import How
from crm.words import N_, Text

WORDS = {
    How.APP: N_("in Rechterhand"),
    How.DIGEST: N_("in the digest"),
    How.MAIL: N_("by mail at once"),
    How.OFF: N_("not at all"),
}


class ChoicesForm:
    """What was chosen per kind, and what is wrong with it. ``offered`` leaves mail out for who cannot be mailed."""

    def __init__(self, data: Mapping[str, str], *, mailable: bool) -> None:
        self.kinds = kinds.every()
        self.chosen = {kind.name: str(data[kind.name]) for kind in self.kinds if kind.name in data}
        self.offered = [(how.value, word) for how, word in WORDS.items() if mailable or how != How.MAIL]
        self.errors: dict[str, list[Text]] = {}

    def refuse(self, problem: Invalid) -> None:
        """Show what cannot be beside its kind."""
        self.errors = {name: [text] for name, text in problem.fields.items()}
