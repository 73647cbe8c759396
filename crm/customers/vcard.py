"""A person as a vCard.

Version 3.0: Outlook reads no 4.0, and every phone reads 3.0. The library escapes what people typed, so that no name
can add a line to the card.
"""

import re

import vobject
from babel import Locale
from vobject.vcard import Address as Place
from vobject.vcard import Name

from crm import names
from crm.customers.models import Address, ContactPoint, Person, PointKind

KINDS = {"mobile": ["CELL", "VOICE"], "private": ["HOME", "VOICE"]}
AT_WORK = ["WORK", "VOICE"]
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def vcard(person: Person, points: list[ContactPoint], address: Address | None, language: str) -> str:
    """The card of ``person`` with these numbers, e-mail addresses and (the customer's) address."""
    card = vobject.vCard()
    card.add("n").value = _name(person.name)
    _text(card, "fn", _line(person.name))
    card.add("org").value = [_line(person.customer.name)]
    if person.role:
        _text(card, "title", _line(person.role))  # what Outlook and phones show
        _text(card, "role", _line(person.role))
    for point in points:
        _add_point(card, point)
    if address:
        card.add("adr").value = _place(address, language)
        card.adr.params["TYPE"] = ["WORK"]
    if person.note:
        _text(card, "note", _plain(person.note))
    return card.serialize()


def _name(name: str) -> Name:
    """Particles stand in the family name: an address book has no other place for them."""
    first, particle, surname = names.parts(_line(name))
    joined = f"{particle}{surname}" if particle.endswith(("'", "'s-")) else f"{particle} {surname}".strip()
    return Name(family=joined, given=first)


def _add_point(card: vobject.base.Component, point: ContactPoint) -> None:
    if point.kind == PointKind.PHONE:
        number = point.normal if point.normal.startswith("+") else point.value
        _text(card, "tel", _line(number)).params["TYPE"] = KINDS.get(point.label, AT_WORK)
    else:
        kind = "HOME" if point.label == "private" else "WORK"
        _text(card, "email", _line(point.value)).params["TYPE"] = ["INTERNET", kind]


def _place(address: Address, language: str) -> Place:
    country = Locale(language).territories.get(address.country, address.country)
    return Place(
        street=_line(address.street), city=_line(address.city), code=_line(address.postcode), country=_line(country)
    )


def _text(card: vobject.base.Component, name: str, value: str) -> vobject.base.ContentLine:
    added = card.add(name)
    added.value = value
    return added


def _line(text: str) -> str:
    """On one line."""
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
