"""Request forms to departures."""

from datetime import date

from wtforms import Form, HiddenField, SelectField, StringField

from crm import dates
from crm.departures import actions
from crm.departures.actions import Values
from crm.departures.queries import Item
from crm.departures.words import REASONS
from crm.errors import Invalid
from crm.words import N_

ONE_DAY = N_("Write one day, for example yesterday, Tuesday or 20-11-2026.")


class DepartureForm(Form):
    """When a customer left, and why. ``contact`` is the picker."""

    contact = HiddenField(N_("In which contact did we hear it?"))
    left_on = StringField(N_("When did they leave?"))
    reason = SelectField(N_("Why?"), choices=[("", N_("We do not know yet")), *REASONS.items()], validate_choice=False)
    explanation = StringField(N_("In a sentence"))

    def read(self, today: date, contact_id: int | None) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in. ``today`` is the company's date."""
        typed = (self.left_on.data or "").strip()
        found = dates.period(typed, today) if typed else None
        if typed and (found is None or found.days != 1):
            self.left_on.errors = [ONE_DAY]
        left_on = found.start if found else today
        values = Values(left_on, self.reason.data or "", self.explanation.data or "", contact_id)
        try:
            actions.check(values, today)
        except Invalid as problem:
            self.refuse(problem)
        return None if self.errors else values

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self.left_on)
            field.errors = [*field.errors, text]


def data_of(item: Item) -> dict[str, str]:
    """A departure as its form shows it."""
    return {
        "left_on": written(item.left_on),
        "reason": item.reason,
        "explanation": item.explanation,
        "contact": str(item.interaction_id or ""),
    }


def written(day: date) -> str:
    """The day as people here write it: 27-11-2026."""
    return f"{day:%d-%m-%Y}"
