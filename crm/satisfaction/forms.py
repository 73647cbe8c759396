"""Request forms to marks: on a page of their own, in the log form, and behind the link that a customer got."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Form, HiddenField, RadioField, SelectField, TextAreaField

from crm.accounts.models import User
from crm.customers.models import Person
from crm.errors import Invalid
from crm.interactions.extras import Button, FormExtra
from crm.interactions.forms import whole
from crm.interactions.models import Interaction
from crm.satisfaction import actions, queries
from crm.satisfaction.actions import HIGHEST, LOWEST, Values
from crm.satisfaction.queries import LOW, Filters
from crm.settings import LOCALES
from crm.words import N_

BUTTON = Button("rating", "star", N_("Rating"), N_("The customer gave a mark"), tucked=True)
SCORES = [(str(score), str(score)) for score in range(LOWEST, HIGHEST + 1)]
LANGUAGES = {"nl": N_("in Dutch"), "en": N_("in English")}


class GivenForm(Form):
    """A mark and a sentence: what customers fill in themselves, and the same in the log form."""

    score = RadioField(N_("Mark"), choices=SCORES, validate_choice=False)
    body = TextAreaField(N_("In their own words"))

    def read(self) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in."""
        values = Values(whole(self.score.data), self.body.data or "", self.person_id)
        try:
            actions.check(values)
        except Invalid as problem:
            self.refuse(problem)
            return None
        return values

    @property
    def person_id(self) -> int | None:
        """Who gave it, where the form asks."""
        return None

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name.removesuffix("_id"), self.score)
            field.errors = [*field.errors, text]


class RatingForm(GivenForm):
    """What a colleague writes down: also who gave it."""

    key = HiddenField()
    person = SelectField(N_("Given by"), validate_choice=False)

    def offer(self, people: list[Person]) -> None:
        """The people who may have given it."""
        self.person.choices = [("", N_("not known")), *((str(one.id), one.name) for one in people)]

    @property
    def person_id(self) -> int | None:
        """Who gave it, if that was chosen."""
        return whole(self.person.data)


class AskForm(Form):
    """To which address, and in which language."""

    address = RadioField(N_("To"), validate_choice=False)
    locale = RadioField(N_("Language"), choices=list(LANGUAGES.items()), validate_choice=False)

    @property
    def chosen_locale(self) -> str:
        """One of ours, whatever was sent."""
        return self.locale.data if self.locale.data in LOCALES else LOCALES[0]


def log_extra(typed: Mapping[str, Any] | None, by: User) -> FormExtra:
    """The mark's part of a fresh log form, or (``typed``) of one that was sent."""
    form = GivenForm(typed, prefix=BUTTON.prefix)
    on = BUTTON.pressed(typed)

    def create(contact: Interaction, values: Values) -> None:
        values.person_id = queries.only_person(contact.id)
        actions.create(contact.id, values, by=by)

    return FormExtra(
        room="satisfaction", button=BUTTON, form=form, on=on, values=form.read() if on else None, create=create
    )


def filters(args: Mapping[str, str], first: date | None, last: date | None, user: User) -> Filters:
    """What an address narrows the list to, with its days; what means nothing there narrows nothing."""
    source = args.get("source", "")
    return Filters(
        marks=_marks(args.get("mark", "") or args.get("marks", "")),
        department=whole(args.get("department")),
        customer=whole(args.get("customer")),
        source=source if source in queries.SOURCES else "",
        first=first,
        last=last,
        mine=user.id if args.get("mine") == "1" else None,
    )


def address_of(found: Filters) -> dict[str, str]:
    """The same as arguments of an address."""
    told = {
        "marks": written(found.marks) if found.marks else "",
        "department": found.department,
        "customer": found.customer,
        "source": found.source,
        "from": found.first,
        "until": found.last,
        "mine": "1" if found.mine else "",
    }
    return {name: str(value) for name, value in told.items() if value}


def written(marks: tuple[int, int]) -> str:
    """``(1, 5)`` -> ``"1-5"``, ``(8, 8)`` -> ``"8"``"""
    lowest, highest = marks
    return str(lowest) if lowest == highest else f"{lowest}-{highest}"


def _marks(text: str) -> tuple[int, int] | None:
    lowest, dash, highest = text.partition("-")
    found = whole(lowest), whole(highest if dash else lowest)
    if None in found or not LOWEST <= found[0] <= found[1] <= HIGHEST:
        return None
    return found


RANGES = {f"1-{LOW}": N_("5 or less"), "6-7": N_("6 or 7"), "8-10": N_("8 or more")}
