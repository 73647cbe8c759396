"""Request forms to complaints; the same fields stand on a page of their own and in the log form."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import Field, Form, HiddenField, SelectField, StringField, TextAreaField

from crm import dates, money
from crm.accounts.models import Role, User
from crm.complaints import actions
from crm.complaints.actions import Step, Values
from crm.complaints.actions.keeping import usual_due
from crm.complaints.actions.values import FUTURE
from crm.complaints.queries import Item
from crm.errors import Invalid
from crm.interactions import when
from crm.interactions.extras import Button, FormExtra
from crm.interactions.forms import whole
from crm.interactions.models import Interaction
from crm.words import N_, Text

BUTTON = Button("complaint", "message-square-warning", N_("Complaint"), N_("Report a complaint"))
NO_DAY = N_("Write a day, for example Friday, in 2 days or 27-11-2026.")
NO_AMOUNT = N_("Write an amount in euros, for example 1.250,50, or leave it empty.")
Choice = tuple[str, str]


class _Form(Form):
    """Says what an action would not take beside the field that it is about, else beside the first."""

    first = "body"

    def refuse(self, problem: Invalid) -> None:
        """Show it."""
        for name, text in problem.fields.items():
            self._say(self._fields.get(name) or self._fields[self.first], text)

    def _say(self, field: Field, text: Text) -> None:
        if text not in field.errors:
            field.errors = [*field.errors, text]

    def _day(self, name: str, today: date) -> date | None:
        text = (self._fields[name].data or "").strip()
        found = dates.period(text, today, future=True) if text else None
        if text and found is None:
            self._say(self._fields[name], NO_DAY)
        return found.last if found else None

    def _cents(self, name: str) -> int | None:
        text = (self._fields[name].data or "").strip()
        try:
            return money.cents(text) if text else None
        except money.Ambiguous as either:
            meant = N_("Do you mean %(small)s or %(large)s?", small=either.small, large=either.large)
            self._say(self._fields[name], meant)
            return None
        except ValueError:
            self._say(self._fields[name], NO_AMOUNT)
            return None


class ComplaintForm(_Form):
    """A new one: what it is about, what caused it, who sees to it, and by when the customer hears from us."""

    key = HiddenField()
    body = StringField(N_("What is the complaint about?"))
    cause = StringField(N_("What caused it?"))
    owner = SelectField(N_("Who sees to it?"), choices=[], validate_choice=False)
    due_on = StringField(N_("Answer by"))

    def offer(self, colleagues: list[User]) -> None:
        """Fill the list of who may see to it."""
        self.owner.choices = choices_of(colleagues)

    def read(self, today: date) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in. ``today`` is the company's date."""
        day = self._day("due_on", today)
        values = Values(self.body.data or "", self.cause.data or "", whole(self.owner.data), day)
        try:
            actions.check(values, today)
        except Invalid as problem:
            self.refuse(problem)
        return None if self.errors else values


class EditForm(_Form):
    """Its words, also those of the steps that were taken."""

    body = StringField(N_("What is the complaint about?"))
    cause = StringField(N_("What caused it?"))
    due_on = StringField(N_("By when?"))
    remedy = TextAreaField(N_("What did we say or do about it?"))
    cost = StringField(N_("What did it cost us?"))
    lesson = TextAreaField(N_("What do we do differently from now on?"))

    def read(self, today: date) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in."""
        values = Values(
            self.body.data or "",
            self.cause.data or "",
            due_on=self._day("due_on", today),
            remedy=self.remedy.data or "",
            lesson=self.lesson.data or "",
            cost_cents=self._cents("cost"),
        )
        try:
            actions.check(values, None)
        except Invalid as problem:
            self.refuse(problem)
        return None if self.errors else values


class StepForm(_Form):
    """The next step: answered, solved or learnt."""

    first = "at"
    at = StringField(N_("When?"))
    remedy = TextAreaField(N_("What did we say or do about it?"))
    due_on = StringField(N_("Solved by"))
    cost = StringField(N_("What did it cost us?"))
    lesson = TextAreaField(N_("What do we do differently from now on?"))
    cause = StringField(N_("What caused it?"))

    def read(
        self, typed: Mapping[str, Any], before: datetime, now: datetime, zone: ZoneInfo, today: date
    ) -> Step | None:
        """What was typed, typed; or None with ``errors`` filled in. ``before`` is when it took the step before.

        A field that was not sent leaves what is there.
        """
        step = Step(
            at=self._moment(before, now, zone),
            remedy=self.remedy.data if "remedy" in typed else None,
            cost_cents=self._cents("cost"),
            cost_asked="cost" in typed,
            lesson=self.lesson.data if "lesson" in typed else None,
            cause=self.cause.data if "cause" in typed else None,
            due_on=self._day("due_on", today),
        )
        return None if self.errors else step

    def _moment(self, before: datetime, now: datetime, zone: ZoneInfo) -> datetime | None:
        """Of a bare day, which is its noon, on which it took the step before in the afternoon: that moment."""
        text = (self.at.data or "").strip()
        try:
            found = when.parse(text, now, zone.key)
        except Invalid as problem:
            self._say(self.at, FUTURE if problem.text is when.FUTURE else problem.text)
            return None
        here, same = found.astimezone(zone), before.astimezone(zone)
        if found < before and here.date() == same.date() and (here.hour, here.minute) == (12, 0):
            return before
        ahead = found > now and found - now <= timedelta(minutes=2)  # clocks differ a little
        return None if not text or ahead else found


def choices_of(colleagues: list[User]) -> list[Choice]:
    """Those of them who may see to a complaint."""
    return [(str(one.id), one.name) for one in colleagues if one.may(Role.STAFF)]


def written(day: date | None) -> str:
    """The day as people here write it: 27-11-2026."""
    return f"{day:%d-%m-%Y}" if day else ""


def usual(by: User, today: date) -> dict[str, str]:
    """What a fresh form says: seen to by who logs it, answered in two working days."""
    return {"owner": str(by.id), "due_on": written(usual_due(today))}


def edited(item: Item) -> dict[str, str]:
    """A complaint as its form shows it."""
    return {
        "body": item.body,
        "cause": item.cause,
        "due_on": written(item.due_on),
        "remedy": item.remedy,
        "cost": money.typed(item.cost_cents),
        "lesson": item.lesson,
    }


def stepped(item: Item) -> dict[str, str]:
    """What the form for the next step shows at first."""
    return {
        "remedy": item.remedy,
        "cost": money.typed(item.cost_cents),
        "lesson": item.lesson,
        "cause": item.cause,
    }


def log_extra(
    typed: Mapping[str, Any] | None, by: User, today: date, offer: Callable[[ComplaintForm], None]
) -> FormExtra:
    """For a fresh log form, or (``typed``) for one that was sent."""
    form, on = ComplaintForm(typed, prefix=BUTTON.prefix, data=usual(by, today)), BUTTON.pressed(typed)
    offer(form)

    def create(contact: Interaction, values: Values) -> None:
        actions.create(contact.id, values, by=by)

    values = form.read(today) if on else None
    return FormExtra(room="complaints", button=BUTTON, form=form, on=on, values=values, create=create)
