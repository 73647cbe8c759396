"""The form with which a colleague chooses when the digest comes and what is in it."""

from wtforms import BooleanField, Form, RadioField, SelectField, SelectMultipleField

from crm.accounts.models import User
from crm.digest import choices, sections
from crm.digest.choices import ChoiceValues
from crm.digest.models import DigestChoice, Rhythm, Series
from crm.digest.periods import WEEKDAYS
from crm.errors import Invalid
from crm.words import N_

RHYTHMS = {
    Rhythm.WEEKLY: N_("every week"),
    Rhythm.DAILY: N_("every working day"),
    Rhythm.OFF: N_("not by mail"),
}
HALF_HOURS = range(0, choices.DAY, 30)


class ChoiceForm(Form):
    """How often, when, what is in it. ``sections`` are those that are wanted."""

    rhythm = RadioField(N_("How often"), validate_choice=False, choices=list(RHYTHMS.items()))
    weekday = SelectField(N_("On"), validate_choice=False, choices=list(enumerate(WEEKDAYS)))
    minute = SelectField(N_("At"), validate_choice=False)
    sections = SelectMultipleField(N_("What is in it"), validate_choice=False)
    when_empty = BooleanField(N_("A message in a week without news too"))
    department = BooleanField(N_("That of my department too, every week"))

    def offer(self, minute: int) -> None:
        """Fill the lists; ``minute`` is the time that counts now."""
        self.minute.choices = [(str(one), choices.clock(one)) for one in sorted({*HALF_HOURS, minute})]
        self.sections.choices = [(one.name, one.title) for one in sections.every()]

    def values(self, by: User) -> ChoiceValues:
        """What was chosen, typed; what is no number is a fault of the field (-1)."""
        wanted = set(self.sections.data or ())
        return ChoiceValues(
            rhythm=self.rhythm.data or "",
            weekday=_whole(self.weekday.data),
            minute=_whole(self.minute.data),
            left_out=frozenset(one.name for one in sections.every() if one.name not in wanted),
            when_empty=bool(self.when_empty.data),
            department=bool(self.department.data) and choices.may_have(by, Series.DEPARTMENT),
        )

    def refuse(self, problem: Invalid) -> None:
        """Show what cannot be beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self.sections)
            field.errors = [*field.errors, text]


def data(choice: DigestChoice) -> dict:
    """A choice as the data of the form."""
    left_out = choices.left_out(choice)
    return {
        "rhythm": choice.rhythm,
        "weekday": str(choice.weekday),
        "minute": str(choice.minute),
        "sections": [one.name for one in sections.every() if one.name not in left_out],
        "when_empty": choice.when_empty,
        "department": choice.department,
    }


def _whole(typed: str | None) -> int:
    return int(typed) if typed and len(typed) <= 4 and typed.isascii() and typed.isdigit() else -1
