"""Request forms to compliments and nominations; a compliment has the same two fields in the log form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wtforms import Form, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField

from crm.accounts.models import User
from crm.compliments import actions
from crm.compliments.actions import Values, Vote
from crm.compliments.models import Nomination
from crm.customers.models import Customer
from crm.errors import Invalid
from crm.interactions.extras import Button, FormExtra
from crm.interactions.forms import whole
from crm.interactions.models import Interaction
from crm.names import fold
from crm.words import N_, Text

BUTTON = Button("compliment", "thumbs-up", N_("Compliment"), N_("The customer paid us a compliment"), tucked=True)
LONGEST_ASKED, NAMED_HITS = 200, 3  # characters; customers in a sentence
Find = Callable[[str], Sequence[Customer]]  # customers that are called so


class ComplimentForm(Form):
    """What the customer said, and which colleagues they named."""

    key = HiddenField()
    body = TextAreaField(N_("What did the customer say?"))
    named = SelectMultipleField(N_("Whom did they name?"), choices=[], validate_choice=False)

    def offer(self, colleagues: Sequence[Any], also: Sequence[Any] = ()) -> None:
        """Fill the list of who can be named, ``also`` who was and has left since: ``id`` and ``name``."""
        here = {one.id for one in colleagues}
        gone = [one for one in also if one.id not in here]
        self.named.choices = [(str(one.id), one.name) for one in (*colleagues, *gone)]

    def read(self) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in."""
        values = Values(self.body.data or "", [whole(id) or 0 for id in self.named.data or ()])
        try:
            actions.check(values)
        except Invalid as problem:
            self.refuse(problem)
            return None
        return values

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self.body)
            field.errors = [*field.errors, text]


def log_extra(typed: Mapping[str, Any] | None, by: User, colleagues: Callable[[], Sequence[User]]) -> FormExtra:
    """The compliment's part of a fresh log form, or (``typed``) of one that was sent."""
    form = ComplimentForm(typed, prefix=BUTTON.prefix)
    form.offer(colleagues())
    on = BUTTON.pressed(typed)

    def create(contact: Interaction, values: Values) -> None:
        actions.create(contact.id, values, by=by)

    values = form.read() if on else None
    return FormExtra(room="compliments", button=BUTTON, form=form, on=on, values=values, create=create)


class NominationForm(Form):
    """Whom somebody nominates. ``month`` and ``seen`` are of when the form was made."""

    month = HiddenField()
    seen = HiddenField()
    nominee = SelectField(N_("Who helped a customer most?"), choices=[], validate_choice=False)
    reason = TextAreaField(N_("What did they do?"))
    customer = StringField(N_("For which customer? (optional)"))

    def offer(self, me: User, colleagues: Sequence[User], kept: Nomination | None) -> None:
        """Fill the list of who can be nominated; also whom one did nominate and who has left since."""
        others = [(str(one.id), one.name) for one in colleagues if one.id != me.id]
        if kept and str(kept.nominee_id) not in dict(others):
            others.append((str(kept.nominee_id), kept.nominee.name))
        self.nominee.choices = [("", N_("Choose a colleague")), *others]

    def read(self, find: Find, kept: Nomination | None) -> Vote | None:
        """What was typed, typed; or None with ``errors`` filled in. ``find`` tells which customer was meant."""
        values = Vote(whole(self.nominee.data), self.reason.data or "")
        try:
            values.customer_id = self._customer_id(find, kept)
        except Invalid as problem:
            self.refuse(problem)
            return None
        return values

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        for name, text in problem.fields.items():
            field = self._fields.get(name, self.reason)
            field.errors = [*field.errors, text]

    def _customer_id(self, find: Find, kept: Nomination | None) -> int | None:
        asked = " ".join((self.customer.data or "").split())[:LONGEST_ASKED]
        if not asked:
            return None
        if kept and kept.customer_id and asked == kept.customer.name:
            return kept.customer_id
        found = find(asked)
        exact = [one for one in found if fold(asked) in (fold(one.name), fold(one.number))]
        meant = exact or found
        if len(meant) == 1:
            return meant[0].id
        raise Invalid(customer=_which(asked, meant))


def data_of(kept: Nomination | None) -> dict[str, Any]:
    """A vote as its form shows it."""
    if kept is None:
        return {}
    customer = kept.customer.name if kept.customer_id and kept.customer else ""
    return {"nominee": str(kept.nominee_id), "reason": kept.reason, "customer": customer}


def _which(asked: str, meant: Sequence[Customer]) -> Text:
    if not meant:
        return N_("Nobody is called “%(name)s” here.", name=asked)
    names = ", ".join(f"{one.name} ({one.number})" for one in meant[:NAMED_HITS])
    return N_("Several customers are called like this: %(names)s. Type the number of the one you mean.", names=names)
