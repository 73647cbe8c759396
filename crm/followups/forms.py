"""Request forms to follow-ups; the same fields stand on a page of their own and in the log form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wtforms import Form, HiddenField, SelectField, StringField

from crm.accounts.models import Department, Role, User
from crm.errors import Invalid
from crm.followups import actions, due
from crm.followups.actions import Values
from crm.interactions.models import Interaction
from crm.words import N_, Text

PREFIX = "followup_"  # of the fields within the log form
COLLEAGUE, DEPARTMENT = "u", "d"


class FollowUpForm(Form):
    """What must be done, by whom, by when. ``whose`` is ``u7`` (a colleague) or ``d2`` (a department)."""

    key = HiddenField()
    what = StringField(N_("What must be done?"))
    whose = SelectField(N_("Who must do it?"), choices=[], validate_choice=False)
    due_on = StringField(N_("By when?"))

    def offer(
        self, me: User, colleagues: list[User], departments: list[Department], also: tuple[str, str] = ()
    ) -> None:
        """Fill the list of who may do it: myself, the departments, the others. ``also`` who has it and left."""
        others = [one for one in colleagues if one.id != me.id and one.may(Role.STAFF)]
        known = [(f"{COLLEAGUE}{me.id}", N_("Myself"))]
        own = {value for value, _word in known} | {f"{COLLEAGUE}{one.id}" for one in others}
        if also and also[0].startswith(COLLEAGUE) and also[0] not in own:
            known.append(also)
        self.groups: list[tuple[Text | None, list]] = [
            (None, known),
            (N_("Departments"), [(f"{DEPARTMENT}{one.id}", one.name) for one in departments]),
            (N_("Colleagues"), [(f"{COLLEAGUE}{one.id}", one.name) for one in others]),
        ]

    def read(self, today: date | None = None) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in. ``today``: no earlier day will do."""
        values = Values(self.what.data or "", due.parse(self.due_on.data or ""), **_ids(self.whose.data or ""))
        try:
            actions.check(values, today)
        except Invalid as problem:
            self.refuse(problem)
            return None
        return values

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self.what)
            field.errors = [*field.errors, text]


def whose_of(user_id: int | None, department_id: int | None) -> str:
    """The value of the list for who has a follow-up."""
    return f"{COLLEAGUE}{user_id}" if user_id else f"{DEPARTMENT}{department_id}"


def _ids(whose: str) -> dict[str, int]:
    number = whose[1:]
    kind = {COLLEAGUE: "user_id", DEPARTMENT: "department_id"}.get(whose[:1])
    return {kind: int(number)} if kind and number.isascii() and number.isdigit() and len(number) < 10 else {}


@dataclass
class LogExtra:
    """The follow-up's part of a log form: written with the contact where its button is on."""

    form: FollowUpForm
    on: bool
    by: User
    today: date
    values: Values | None = None
    refused: list[Text] = field(default_factory=list)  # by the action, though the form was fine
    room: str = "followups"
    fields: tuple[str, ...] = ("what", "whose", "due_on")

    @property
    def errors(self) -> list[Text]:
        """What is wrong with it, one sentence each."""
        found = [text for texts in self.form.errors.values() for text in texts]
        return [*found, *self.refused] if self.on else []

    def refuse(self, text: Text) -> None:
        """Show what the action would not take."""
        self.refused.append(text)

    def write(self, interaction: Interaction) -> None:
        """Ask for it, in the transaction of the contact."""
        if self.on and self.values:
            actions.create(
                interaction.customer_id, self.values, by=self.by, today=self.today, interaction_id=interaction.id
            )


def log_extra(
    typed: Mapping[str, Any] | None, by: User, today: date, offer: Callable[[FollowUpForm], None]
) -> LogExtra:
    """For a fresh log form, or (``typed``) for one that was sent."""
    fresh = {"whose": whose_of(by.id, None), "due_on": due.next_workday(today).isoformat()}
    form = FollowUpForm(typed, prefix=PREFIX, data=fresh)
    offer(form)
    extra = LogExtra(form, bool(typed and typed.get("followup")), by, today)
    if extra.on:
        extra.values = form.read(today)
    return extra
