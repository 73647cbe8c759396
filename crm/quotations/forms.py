"""Request forms to quotations: a new one, on a page of its own and in the log form, a next step, and its details."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Form, HiddenField, SelectField, StringField

from crm import dates
from crm.accounts.models import User
from crm.errors import Invalid
from crm.interactions.extras import Button, FormExtra
from crm.interactions.models import Interaction
from crm.quotations import actions, queries
from crm.quotations.actions import Details, Step, Values
from crm.quotations.models import Stage
from crm.quotations.words import REASONS, STAGES
from crm.words import N_

BUTTON = Button(
    "quotation", "receipt-text", N_("Quotation"), N_("They ask for a quotation, or decide on one"), tucked=True
)
WHY = [("", N_("What decided it?")), *REASONS.items()]
ONE_DAY = N_("Write one day, for example yesterday, Tuesday or 20-11-2026.")
LAST_DAY = N_("Write a last day, for example in 4 weeks or 31-12-2026, or leave this empty.")


class DayForm(Form):
    """What these forms share: days in words, and where the action's objections go."""

    first = ""  # the field that shows what is of none

    def day(self, name: str, today: date) -> date | None:
        """The one day that was typed; with an error where it is none."""
        return self._read(name, today, ONE_DAY)

    def last_day(self, name: str, today: date) -> date | None:
        """The last day of what was typed, looking ahead: "in 4 weeks"."""
        return self._read(name, today, LAST_DAY, future=True)

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self._fields[self.first])
            field.errors = [*field.errors, text]

    def _read(self, name: str, today: date, otherwise: Any, future: bool = False) -> date | None:
        typed = (self[name].data or "").strip()
        found = dates.period(typed, today, future=future) if typed else None
        if typed and (found is None or (found.days != 1 and not future)):
            self[name].errors = [*self[name].errors, otherwise]
            return None
        return found.last if found else None


class WhyForm(DayForm):
    """Why it was won or lost."""

    reason = SelectField(N_("What decided it?"), choices=WHY, validate_choice=False)
    explanation = StringField(N_("In a sentence"))


class QuotationForm(WhyForm):
    """A new one. ``interaction`` is the picker, or what the address said."""

    first = "body"
    key = HiddenField()
    interaction = HiddenField(N_("In which contact?"))
    body = StringField(N_("What is the quotation for?"))
    reference = StringField(N_("Quotation number"))
    stage = SelectField(N_("How far is it?"), choices=list(STAGES.items()), default=Stage.ASKED, validate_choice=False)
    on = StringField(N_("On which day?"))
    valid_until = StringField(N_("Valid until and including"))

    def read(self, today: date) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in. ``today`` is the company's date."""
        decided = self.stage.data in queries.DECIDED
        values = Values(
            body=self.body.data or "",
            stage=self.stage.data or "",
            reference=self.reference.data or "",
            on=self.day("on", today),
            valid_until=self.last_day("valid_until", today),
            reason=(self.reason.data or "") if decided else "",
            explanation=(self.explanation.data or "") if decided else "",
        )
        try:
            actions.check(values)
        except Invalid as problem:
            self.refuse(problem)
        return None if self.errors else values


class StepForm(WhyForm):
    """It got further: ``stage`` says to where."""

    first = "on"
    contact = HiddenField(N_("In which contact was that?"))
    on = StringField(N_("On which day?"))
    valid_until = StringField(N_("Valid until and including"))

    def read(self, today: date, contact_id: int | None) -> Step | None:
        """What was typed, typed; or None with ``errors`` filled in."""
        until = self.last_day("valid_until", today)
        step = Step(self.day("on", today), contact_id, until, self.reason.data or "", self.explanation.data or "")
        return None if self.errors else step


class DetailsForm(WhyForm):
    """What may be put right; its page shows the days that it has."""

    first = "body"
    body = StringField(N_("What is the quotation for?"))
    reference = StringField(N_("Quotation number"))
    asked_on = StringField(N_("Asked for on"))
    sent_on = StringField(N_("Sent on"))
    valid_until = StringField(N_("Valid until and including"))
    decided_on = StringField(N_("Decided on"))

    def read(self, today: date) -> Details | None:
        """What was typed, typed; or None with ``errors`` filled in."""
        days = {name: self.day(name, today) for name in ("asked_on", "sent_on", "decided_on")}
        texts = {name: self[name].data or "" for name in ("body", "reference", "reason", "explanation")}
        details = Details(**texts, **days, valid_until=self.last_day("valid_until", today))
        try:
            actions.check_details(details)
        except Invalid as problem:
            self.refuse(problem)
        return None if self.errors else details


def data_of(item: queries.Item) -> dict[str, str]:
    """A quotation as ``DetailsForm`` shows it."""
    days = {name: written(getattr(item, name)) for name in ("asked_on", "sent_on", "valid_until", "decided_on")}
    return days | {name: getattr(item, name) for name in ("body", "reference", "reason", "explanation")}


def written(day: date | None) -> str:
    """The day as people here write it: 27-11-2026."""
    return f"{day:%d-%m-%Y}" if day else ""


def log_extra(typed: Mapping[str, Any] | None, by: User, today: date) -> FormExtra:
    """The quotation's part of a fresh log form, or (``typed``) of one that was sent."""
    form, on = QuotationForm(typed, prefix=BUTTON.prefix), BUTTON.pressed(typed)

    def create(contact: Interaction, values: Values) -> None:
        actions.create(contact.id, values, by=by)

    values = form.read(today) if on else None
    return FormExtra(room="quotations", button=BUTTON, form=form, on=on, values=values, create=create)
