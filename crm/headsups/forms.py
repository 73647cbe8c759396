"""Request forms to warnings; the same two fields stand on a page of their own and in the log form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from wtforms import Form, HiddenField, StringField

from crm import dates
from crm.accounts.models import User
from crm.errors import Invalid
from crm.headsups import actions
from crm.headsups.actions import Values
from crm.interactions.models import Interaction
from crm.words import N_, Text

PREFIX = "headsup_"  # of the fields within the log form
USUAL = timedelta(days=14)


class HeadsUpForm(Form):
    """What must be known, and until when: a date or words for one."""

    key = HiddenField()
    body = StringField(N_("What must colleagues know first?"))
    until_on = StringField(N_("Until and including"))

    def read(self, today: date) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in. ``today`` is the company's date."""
        values = Values(self.body.data or "", until(self.until_on.data or "", today))
        try:
            actions.check(values, today)
        except Invalid as problem:
            self.refuse(problem)
            return None
        return values

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self.body)
            field.errors = [*field.errors, text]


def until(text: str, today: date) -> date | None:
    """The last day that these words mean, looking ahead: "week 48" is its Sunday. None where they mean none."""
    found = dates.period(text, today, future=True)
    return found.last if found else None


def written(day: date) -> str:
    """The day as people here write it: 27-11-2026."""
    return f"{day:%d-%m-%Y}"


@dataclass
class LogExtra:
    """The warning's part of a log form: written with the contact where its button is on."""

    form: HeadsUpForm
    on: bool
    by: User
    values: Values | None = None
    refused: list[Text] = field(default_factory=list)  # by the action, though the form was fine
    room: str = "headsups"
    fields: tuple[str, ...] = (f"{PREFIX}body", f"{PREFIX}until_on")  # the contact has a body too

    @property
    def errors(self) -> list[Text]:
        """What is wrong with it, one sentence each."""
        found = [text for texts in self.form.errors.values() for text in texts]
        return [*found, *self.refused] if self.on else []

    def refuse(self, text: Text) -> None:
        """Show what the action would not take."""
        self.refused.append(text)

    def write(self, interaction: Interaction) -> None:
        """Warn of it, in the transaction of the contact."""
        if not (self.on and self.values):
            return
        try:
            actions.create(interaction.customer_id, self.values, by=self.by, interaction_id=interaction.id)
        except Invalid as problem:
            raise Invalid(**{f"{PREFIX}{name}": text for name, text in problem.fields.items()}) from None


def log_extra(typed: Mapping[str, Any] | None, by: User, today: date) -> LogExtra:
    """For a fresh log form, or (``typed``) for one that was sent."""
    form = HeadsUpForm(typed, prefix=PREFIX, data={"until_on": written(today + USUAL)})
    extra = LogExtra(form, bool(typed and typed.get("headsup")), by)
    if extra.on:
        extra.values = form.read(today)
    return extra
