"""Request forms to agreements; the same fields stand on a page of their own and in the log form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Form, HiddenField, RadioField, SelectField, SelectMultipleField, StringField

from crm.accounts.models import Department, User
from crm.agreements import actions, days, kinds
from crm.agreements.actions import Ending, Values
from crm.agreements.models import Kind, Side, State
from crm.agreements.queries import Item
from crm.errors import Invalid
from crm.interactions import choices
from crm.interactions.extras import Button, FormExtra
from crm.interactions.forms import whole
from crm.interactions.models import Interaction
from crm.words import N_

BUTTON = Button("agreement", "handshake", N_("Agreement"), N_("Write down what was agreed"))
MADE_IN, SETTLED_IN = "made_in", "settled_in"  # the pickers of a contact
CHOOSE = N_("Choose the contact in which this was agreed.")
ENDS = [(State.KEPT, N_("Kept as agreed")), (State.BROKEN, N_("Not kept")), (State.WITHDRAWN, N_("Withdrawn"))]
NO_END = N_("This day is not known here; write for example today, yesterday or 20-11-2026.")


class _Refusable(Form):
    """Shows what an action would not take beside its field; else beside the first one."""

    def refuse(self, problem: Invalid) -> None:
        """Add each sentence to the errors of its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, next(one for one in self if not isinstance(one, HiddenField)))
            field.errors = [*field.errors, text]


class AgreementForm(_Refusable):
    """What was promised, by whom, by when or until when, and which departments must know."""

    key = HiddenField()
    side = RadioField(N_("Who promised it?"), choices=list(kinds.SIDES.items()), default=Side.WE, validate_choice=False)
    body = StringField(N_("What was agreed?"))
    kind = SelectField(
        N_("What sort?"), choices=list(kinds.KINDS.items()), default=Kind.DELIVERY, validate_choice=False
    )
    due_on = StringField(N_("By when?"))
    ends_on = StringField(N_("Holds until and including"))
    departments = SelectMultipleField(N_("Who must know?"), coerce=whole, choices=[], validate_choice=False)

    def offer(self, departments: Iterable[Department]) -> None:
        """Fill the list of departments."""
        self.departments.choices = [(one.id, one.name) for one in departments]

    def read(self, today: date, made_on: date | None = None) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in. ``today`` is the company's date."""
        values = Values(
            self.body.data or "",
            self.side.data or "",
            self.kind.data or "",
            days.due(self.due_on.data or "", today),
            days.until(self.ends_on.data or "", today) if self.kind.data in kinds.WITH_AN_END else None,
            frozenset(one for one in self.departments.data or () if one),
        )
        try:
            actions.check(values, made_on, today)
        except Invalid as problem:
            self.refuse(problem)
        self._unknown_day(self.due_on, values.due_on)
        if values.kind in kinds.WITH_AN_END:
            self._unknown_day(self.ends_on, values.ends_on)
        return None if self.errors else values

    def day(self, today: date) -> date | None:
        """The day that was understood."""
        return days.due(self.due_on.data or "", today)

    @staticmethod
    def _unknown_day(field: StringField, day: date | None) -> None:
        """Where something was typed, "write a day" would be no answer."""
        if (field.data or "").strip() and day is None:
            field.errors = [
                N_("This day is not known, or too far away; write for example Friday, in 2 weeks or 27-11-2026.")
            ]


class EndForm(_Refusable):
    """How it ended, when, and a word; the contact that shows it has its own picker."""

    state = RadioField(N_("How did it end?"), choices=ENDS, validate_choice=False)
    settled_on = StringField(N_("When?"))
    settled_in = StringField(N_("Which contact shows it?"))
    note = StringField(N_("A word about it"))

    def read(self, today: date) -> Ending | None:
        """What was typed, typed; or None with ``errors`` filled in."""
        typed = (self.settled_on.data or "").strip()
        day = days.settled(typed, today)
        if typed and day is None:
            self.settled_on.errors = [NO_END]
            return None
        return Ending(self.state.data or "", day, whole(self.settled_in.data), self.note.data or "")


def data_of(found: Item) -> dict[str, Any]:
    """An agreement as its form shows it."""
    return {
        "side": found.side,
        "kind": found.kind,
        "body": found.body,
        "due_on": days.written(found.due_on),
        "ends_on": days.written(found.ends_on),
        "departments": [one.id for one in found.must_know],
    }


def picked(typed: Mapping[str, Any]) -> int | None:
    """The contact that was chosen as the one in which it was agreed."""
    return choices.picked(typed, MADE_IN)


@dataclass(kw_only=True)
class LogExtra(FormExtra):
    """The agreement's part of a log form; its row says which day was understood."""

    today: date


def log_extra(
    typed: Mapping[str, Any] | None, by: User, today: date, offer: Callable[[AgreementForm], None]
) -> LogExtra:
    """For a fresh log form, or (``typed``) for one that was sent."""
    form = AgreementForm(typed, prefix=BUTTON.prefix)
    offer(form)
    on = BUTTON.pressed(typed)

    def create(contact: Interaction, values: Values) -> None:
        actions.create(contact.id, values, by=by)

    values = form.read(today) if on else None
    return LogExtra(room="agreements", button=BUTTON, form=form, on=on, values=values, create=create, today=today)
