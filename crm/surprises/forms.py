"""Request forms to surprises; the same choice stands on a page of its own and in the log form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import Form, StringField

from crm.accounts.models import User
from crm.interactions import choices
from crm.interactions.choices import NOWHERE, Choices
from crm.interactions.extras import Button, FormExtra
from crm.interactions.forms import whole
from crm.interactions.models import Interaction
from crm.surprises import actions
from crm.words import N_

BUTTON = Button("surprise", "ear", N_("The customer had to tell us"), N_("We could have known this"))
FIELD = f"{BUTTON.prefix}missed"


@dataclass
class Chosen:
    """What was chosen: ``value`` as it was sent, a contact's number or ``none``; empty where nothing was yet."""

    value: str = ""

    @property
    def missed_id(self) -> int | None:
        """The contact that says it, or None."""
        return whole(self.value)

    @property
    def made(self) -> bool:
        """Whether anything that can be was chosen."""
        return self.value == NOWHERE or bool(self.missed_id)


CHOOSE = N_("Choose the contact in which this stood, or “Logged nowhere”.")


def chosen(typed: Mapping[str, Any] | None) -> Chosen:
    """From a request; None: a fresh form."""
    return Chosen(choices.sent(typed, FIELD))


def offered(customer_id: int | None, chosen: Chosen, q: str = "", told: int | None = None) -> Choices:
    """What the picker asks for: contacts before ``told``, in which the customer said it, or nowhere."""
    return Choices(FIELD, customer_id, q, chosen.value, nowhere=True, before=told)


class SurpriseForm(Form):
    """The row in the log form; ``missed`` is the picker."""

    missed = StringField()

    def read(self) -> Chosen | None:
        """What was chosen; or None with ``errors`` filled in."""
        found = Chosen((self.missed.data or "")[:12])
        self.missed.errors = [] if found.made else [CHOOSE]
        return found if found.made else None


@dataclass(kw_only=True)
class LogExtra(FormExtra):
    """The surprise's part of a log form; ``choices`` gets the picker's contacts, where they are shown at once."""

    asked: Choices
    choices: Callable[[Choices], Choices]


def log_extra(
    typed: Mapping[str, Any] | None, by: User, customer_id: int | None, fill: Callable[[Choices], Choices]
) -> LogExtra:
    """For a fresh log form, or (``typed``) for one that was sent."""
    form, on = SurpriseForm(typed, prefix=BUTTON.prefix), BUTTON.pressed(typed)
    asked = offered(customer_id, chosen(typed))

    def create(contact: Interaction, values: Chosen) -> None:
        actions.mark(contact.id, values.missed_id, by=by)

    part = {"room": "surprises", "button": BUTTON, "form": form, "on": on, "create": create}
    return LogExtra(**part, values=form.read() if on else None, asked=asked, choices=fill)
