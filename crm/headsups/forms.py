"""Request forms to warnings; the same two fields stand on a page of their own and in the log form."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from wtforms import Form, HiddenField, StringField

from crm import dates
from crm.accounts.models import User
from crm.errors import Invalid
from crm.headsups import actions
from crm.headsups.actions import Values
from crm.interactions.extras import Button, FormExtra
from crm.interactions.models import Interaction
from crm.words import N_

BUTTON = Button("headsup", "triangle-alert", N_("Heads-up"), N_("Give colleagues a heads-up"), tucked=True)
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


def log_extra(typed: Mapping[str, Any] | None, by: User, today: date) -> FormExtra:
    """The warning's part of a fresh log form, or (``typed``) of one that was sent."""
    form = HeadsUpForm(typed, prefix=BUTTON.prefix, data={"until_on": written(today + USUAL)})
    on = BUTTON.pressed(typed)

    def create(contact: Interaction, values: Values) -> None:
        actions.create(contact.customer_id, values, by=by, interaction_id=contact.id)

    values = form.read(today) if on else None
    return FormExtra(room="headsups", button=BUTTON, form=form, on=on, values=values, create=create)
