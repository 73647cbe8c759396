"""Where a new fact is begun: at which customer, and in which contact of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.interactions import choices, facts
from crm.interactions.forms import whole
from crm.interactions.models import Interaction
from crm.words import N_, Text

GONE = N_("That contact is no longer at this customer; choose another one.")


@dataclass(slots=True)
class Begun:
    """``contact`` is the one that the address names; without it the form has a picker, called ``picker``.

    ``chosen`` is the one that the fact will be of, where it is there; else ``problems`` say beside the picker why not.
    """

    customer: Customer
    picker: str
    contact: Interaction | None = None
    chosen: int | None = None
    problems: list[Text] = field(default_factory=list)

    def choices(self, typed: Mapping[str, Any] | None, q: str = "") -> choices.Choices:
        """The picker with what was chosen in it; fill it before it is shown."""
        chosen = "" if self.problems else choices.sent(typed, self.picker)
        return choices.Choices(self.picker, self.customer.id, q, chosen)


def begin(asked: Mapping[str, Any], typed: Mapping[str, Any] | None, picker: str, unchosen: Text) -> Begun | None:
    """What the address (``asked``) and the form that was sent (``typed``, None for a fresh one) say of it.

    None where no customer is known yet. Whoever sent a form keeps it: where the contact went into the bin meanwhile,
    or is another customer's, that is said beside the picker. Raises NotFound where a fresh form is asked for there.
    """
    contact_id, customer_id = whole(asked.get("interaction")), whole(asked.get("customer"))
    contact, gone = None, False
    if contact_id:
        try:
            contact = facts.contact(contact_id, customer_id)
        except NotFound:
            if typed is None:
                raise
            gone, customer_id = True, customer_id or _customer_of(contact_id)
    if contact:
        return Begun(contact.customer, picker, contact, contact.id)
    if not customer_id:
        return None
    begun = Begun(customers.get(customer_id), picker)
    if typed is not None:
        _choose(begun, choices.picked(typed, picker), GONE if gone else unchosen)
    return begun


def _choose(begun: Begun, contact_id: int | None, otherwise: Text) -> None:
    try:
        begun.chosen = facts.contact(contact_id, begun.customer.id).id if contact_id else None
    except NotFound:
        otherwise = GONE
    begun.problems = [] if begun.chosen else [otherwise]


def _customer_of(contact_id: int) -> int | None:
    """Whose it was, also of one that lies in the bin."""
    return Interaction.select(Interaction.customer_id).where(Interaction.id == contact_id).scalar()
