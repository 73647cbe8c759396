"""Request forms to follow-ups; the same fields stand on a page of their own, in the log form and where one is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Form, HiddenField, RadioField, SelectField, StringField

from crm.accounts.models import Department, Role, User
from crm.customers import phones
from crm.customers.models import ContactPoint, Person, PointKind
from crm.errors import Invalid
from crm.followups import actions, due, kinds, recurring
from crm.followups.actions import Values
from crm.followups.models import FollowUp, Kind, Repeats
from crm.interactions.extras import Button, FormExtra
from crm.interactions.models import Interaction, InteractionPerson
from crm.words import N_, Text

BUTTON = Button("followup", "list-todo", N_("Follow-up"), N_("Ask for a follow-up"))  # in the log form
NEXT_PREFIX = "next_"  # of the fields where one is finished
COLLEAGUE, DEPARTMENT = "u", "d"
NO_TIME = -1
Choice = tuple[str, Text | str]


class FollowUpForm(Form):
    """What must be done, by whom, by when. ``whose`` is ``u7`` (a colleague) or ``d2`` (a department)."""

    key = HiddenField()
    kind = RadioField(N_("What sort?"), choices=list(kinds.WORDS.items()), default=Kind.TASK, validate_choice=False)
    what = StringField(N_("What must be done?"))
    whose = SelectField(N_("Who must do it?"), choices=[], validate_choice=False)
    due_on = StringField(N_("By when?"))
    person = SelectField(N_("With whom?"), choices=[], validate_choice=False)
    phone = StringField(N_("On what number?"))
    at = StringField(N_("At what time?"))
    repeats = SelectField(
        N_("Does it come back?"),
        choices=[(Repeats.NEVER, N_("No, once")), *recurring.WORDS.items()],
        default=Repeats.NEVER,
        validate_choice=False,
    )

    def offer(
        self, me: User, colleagues: list[User], departments: list[Department], also: Choice | None = None
    ) -> None:
        """Fill the list of who may do it: myself, the departments, the others. ``also`` who has it and left."""
        others = [one for one in colleagues if one.id != me.id and one.may(Role.STAFF)]
        known: list[Choice] = [(f"{COLLEAGUE}{me.id}", N_("Myself"))]
        own = {value for value, _word in known} | {f"{COLLEAGUE}{one.id}" for one in others}
        if also and also[0].startswith(COLLEAGUE) and also[0] not in own:
            known.append(also)
        self.groups: list[tuple[Text | None, list[Choice]]] = [
            (None, known),
            (N_("Departments"), [(f"{DEPARTMENT}{one.id}", one.name) for one in departments]),
            (N_("Colleagues"), [(f"{COLLEAGUE}{one.id}", one.name) for one in others]),
        ]
        self.whose.choices = [one for _title, choices in self.groups for one in choices]

    def offer_people(self, people: list[Person], points: list[ContactPoint], also: Choice | None = None) -> None:
        """Fill in who may be called or visited, and on which numbers. ``also`` who is there no more."""
        known = [(str(one.id), one.name) for one in people]
        gone = [also] if also and also[0] not in dict(known) else []
        self.person.choices = [("", N_("Nobody in particular")), *known, *gone]
        names = {one.id: one.name for one in people}
        calls = [one for one in points if one.kind == PointKind.PHONE]
        self.numbers = [(phones.show(one.normal, one.value), names.get(one.person_id, "")) for one in calls]

    def read(self, today: date, *, past: bool = False) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in. Unless ``past`` no day before ``today`` will do."""
        values = Values(
            self.what.data or "",
            due.parse(self.due_on.data or "", today),
            **_ids(self.whose.data or ""),
            kind=self.kind.data or Kind.TASK,
            phone=self.phone.data or "",
            person_id=_number(self.person.data or ""),
            at_minute=self._minute(),
            repeats=self.repeats.data or Repeats.NEVER,
        )
        try:
            actions.check(values, None if past else today)
        except Invalid as problem:
            self.refuse(problem)
            return None
        return values

    def day(self, today: date) -> date | None:
        """The day that was understood."""
        return due.parse(self.due_on.data or "", today)

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self.what)
            field.errors = [*field.errors, text]

    def _minute(self) -> int | None:
        try:
            return due.minute_of(self.at.data or "") if self.kind.data in kinds.AT_A_TIME else None
        except ValueError:
            return NO_TIME


def data_of(found: FollowUp) -> dict[str, Any]:
    """A follow-up as its form shows it."""
    return {
        "kind": found.kind,
        "what": found.what,
        "whose": whose_of(found.user_id, found.department_id),
        "due_on": due.typed(found.due_on),
        "person": str(found.person_id or ""),
        "phone": found.phone,
        "at": due.time_of(found.at_minute),
        "repeats": found.repeats,
    }


def whose_of(user_id: int | None, department_id: int | None) -> str:
    """The value of the list for who has a follow-up; of what somebody took on, still the department."""
    return f"{DEPARTMENT}{department_id}" if department_id else f"{COLLEAGUE}{user_id}"


def whose(text: str) -> dict[str, int]:
    """``u7`` or ``d2`` as ``user_id`` or ``department_id``; neither for anything else."""
    return _ids(text)


def _ids(text: str) -> dict[str, int]:
    number = _number(text[1:])
    kind = {COLLEAGUE: "user_id", DEPARTMENT: "department_id"}.get(text[:1])
    return {kind: number} if kind and number is not None else {}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@dataclass(kw_only=True)
class LogExtra(FormExtra):
    """The follow-up's part of a log form; its row says which day was understood."""

    today: date


def log_extra(
    typed: Mapping[str, Any] | None, by: User, today: date, offer: Callable[[FollowUpForm], None]
) -> LogExtra:
    """For a fresh log form, or (``typed``) for one that was sent."""
    form = FollowUpForm(typed, prefix=BUTTON.prefix, data=usual(by, today))
    offer(form)
    on = BUTTON.pressed(typed)

    def create(contact: Interaction, values: Values) -> None:
        """Who was spoken with, is who is called back or visited."""
        values.person_id = _spoken_with(contact)
        actions.create(contact.customer_id, values, by=by, today=today, interaction_id=contact.id)

    values = form.read(today) if on else None
    return LogExtra(room="followups", button=BUTTON, form=form, on=on, values=values, create=create, today=today)


def usual(by: User, today: date) -> dict[str, str]:
    """What a fresh form says: by myself, on the next working day."""
    return {"whose": whose_of(by.id, None), "due_on": due.typed(due.next_workday(today))}


def _spoken_with(interaction: Interaction) -> int | None:
    """The one person who took part."""
    there = InteractionPerson.select(InteractionPerson.person_id)
    found = [id for (id,) in there.where(InteractionPerson.interaction == interaction.id).limit(2).tuples()]
    return found[0] if len(found) == 1 else None
