"""Request forms to expectations; the same two fields stand on a page of their own and in the log form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Form, HiddenField, RadioField, StringField

from crm import dates
from crm.accounts.models import User
from crm.errors import Invalid
from crm.expectations import actions
from crm.expectations.checks import Review, Values, check, check_review
from crm.expectations.outcomes import WORDS
from crm.interactions.extras import Button, FormExtra
from crm.interactions.models import Interaction
from crm.words import N_, Text

BUTTON = Button("expectation", "telescope", N_("Expectation"), N_("The customer expects this of us"), tucked=True)
CHOOSE = N_("Choose the contact in which this was said.")
UNREADABLE = N_("Write a day, for example in 3 months or 27-2-2027.")
USUAL_MONTHS = 3


class ExpectationForm(Form):
    """What is expected, and when we look: a date or words for one. ``contact_errors`` are of the picker beside it."""

    key = HiddenField()
    body = StringField(N_("What does the customer expect of us?"))
    review_on = StringField(N_("Look whether it was met on"))
    contact_errors: list[Text]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact_errors = []

    def read(self, today: date, before: date | None = None) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in. ``today`` is the company's; ``before`` as kept."""
        values = Values(self.body.data or "", day(self.review_on.data or "", today, before))
        try:
            check(values, today, before)
        except Invalid as problem:
            self.refuse(problem)
            return None
        return values

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        _refuse(self, problem, self.body)


class ReviewForm(Form):
    """How it turned out, a word about it, and whether we look once more."""

    outcome = RadioField(N_("How did it turn out?"), choices=list(WORDS.items()), validate_choice=False)
    note = StringField(N_("A word about it"))
    next_on = StringField(N_("Look once more on"))

    def read(self, today: date, interaction_id: int | None) -> Review | None:
        """What was filled in, typed; or None with ``errors`` filled in."""
        next_on = day(self.next_on.data or "", today)
        review = Review(self.outcome.data or "", interaction_id, self.note.data or "", next_on)
        try:
            check_review(review, today)
            if next_on is None and (self.next_on.data or "").strip():
                raise Invalid(next_on=UNREADABLE)
        except Invalid as problem:
            self.refuse(problem)
            return None
        return review

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        _refuse(self, problem, self.note)


def day(text: str, today: date, before: date | None = None) -> date | None:
    """The day that these words mean, looking ahead: "in February" is its last. What stood there is read as it is."""
    if before and text.strip() == written(before):
        return before
    found = dates.period(text, today, future=True)
    return found.last if found else None


def written(on: date | None) -> str:
    """The day as people here write it: 27-11-2026."""
    return f"{on:%d-%m-%Y}" if on else ""


def usual(today: date) -> str:
    """When one looks if nobody says when."""
    return written(day(f"over {USUAL_MONTHS} maanden", today))


def log_extra(typed: Mapping[str, Any] | None, by: User, today: date) -> FormExtra:
    """The expectation's part of a fresh log form, or (``typed``) of one that was sent."""
    form = ExpectationForm(typed, prefix=BUTTON.prefix, data={"review_on": usual(today)})
    on = BUTTON.pressed(typed)

    def create(contact: Interaction, values: Values) -> None:
        actions.create(contact.id, values, by=by)

    values = form.read(today) if on else None
    return FormExtra(room="expectations", button=BUTTON, form=form, on=on, values=values, create=create)


def _refuse(form: Form, problem: Invalid, otherwise: Any) -> None:
    for name, text in problem.fields.items():
        field = form._fields.get(name, otherwise)
        field.errors = [*field.errors, text]
