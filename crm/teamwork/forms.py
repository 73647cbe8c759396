"""Request forms to goals."""

import re

from wtforms import Form, SelectField, StringField

from crm.errors import Invalid
from crm.teamwork.actions.goals import Values, check
from crm.teamwork.goals import MEASURES, TENTHS
from crm.words import N_, Text

NUMBER = re.compile(r"(\d{1,5})(?:[.,](\d))?\s*(?:%|dagen|dag|days|day)?", re.ASCII | re.IGNORECASE)
COMPANY = N_("The whole company")


class GoalForm(Form):
    """What figure, of whom, and how much."""

    figure = SelectField(N_("What should get better?"), validate_choice=False)
    department = SelectField(N_("For whom?"), validate_choice=False)
    target = StringField(N_("Goal"))

    def offer(self, departments: list[tuple[str, str]]) -> None:
        """Fill in what can be chosen."""
        self.figure.choices = [(key, about(key)) for key in MEASURES]
        self.department.choices = [("", COMPANY), *departments]

    def read(self) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in."""
        figure, department = self.figure.data or "", (self.department.data or "").strip()
        number = int(department) if department.isascii() and department.isdigit() and len(department) < 10 else None
        values = Values(figure, -1 if department and number is None else number, target(figure, self.target.data or ""))
        try:
            check(values)
        except Invalid as problem:
            self.refuse(problem)
            return None
        return values

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self.target)
            field.errors = [*field.errors, text]


class TargetForm(Form):
    """Only how much."""

    target = StringField(N_("Goal"))


def about(figure: str) -> Text:
    """The figure, and whether it should be at least or at most so much."""
    measure = MEASURES[figure]
    if measure.at_least:
        return N_("%(figure)s: at least", figure=measure.name)
    return N_("%(figure)s: at most", figure=measure.name)


def target(figure: str, text: str) -> int | None:
    """``7,5`` in tenths, ``80%`` or ``3 dagen``, in the figure's own unit; None for what is no such number."""
    found = NUMBER.fullmatch(text.strip())
    if found is None or figure not in MEASURES:
        return None
    whole, decimal = int(found[1]), int(found[2] or 0)
    if MEASURES[figure].unit == TENTHS:
        return whole * 10 + decimal
    return None if decimal else whole


def typed(figure: str, value: int) -> str:
    """As it stands in the field."""
    if MEASURES[figure].unit != TENTHS:
        return str(value)
    return f"{value // 10},{value % 10}" if value % 10 else str(value // 10)
