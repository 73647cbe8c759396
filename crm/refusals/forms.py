"""Request forms to what we said no to; the same two fields stand on a page of their own and in the log form."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form, HiddenField, StringField

from crm.accounts.models import User
from crm.errors import Invalid
from crm.interactions.extras import Button, FormExtra
from crm.interactions.models import Interaction
from crm.refusals import actions
from crm.refusals.actions import Values
from crm.words import N_, Text

BUTTON = Button("refusal", "ban", N_("Said no"), N_("We said no to something"), tucked=True)
CHOOSE = N_("Choose the contact in which this was said.")


class RefusalForm(Form):
    """What was asked, and why not. ``contact_errors`` are of the picker beside it."""

    key = HiddenField()
    body = StringField(N_("What was asked?"))
    reason = StringField(N_("Why not?"))
    contact_errors: list[Text]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact_errors = []

    def read(self) -> Values | None:
        """What was typed, tidy; or None with ``errors`` filled in."""
        values = Values(self.body.data or "", self.reason.data or "")
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


def log_extra(typed: Mapping[str, Any] | None, by: User) -> FormExtra:
    """The refusal's part of a fresh log form, or (``typed``) of one that was sent."""
    form = RefusalForm(typed, prefix=BUTTON.prefix)
    on = BUTTON.pressed(typed)

    def create(contact: Interaction, values: Values) -> None:
        actions.create(contact.id, values, by=by)

    return FormExtra(
        room="refusals", button=BUTTON, form=form, on=on, values=form.read() if on else None, create=create
    )
