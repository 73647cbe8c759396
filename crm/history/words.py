"""What stands in the journal, in words that a reader knows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm import diff
from crm.company.models import OwnChannel
from crm.customers import forms as customers
from crm.customers import phones
from crm.customers.models import PointKind
from crm.history.queries import Names, State, Version
from crm.interactions import channels
from crm.interactions import forms as interactions
from crm.words import N_, Text

Shown = str | Text | datetime
ORDER = (
    "name", "number", "kind", "status", "owner", "role", "channel", "direction", "reached", "occurred_at", "people",
    "subject", "body", "attachments", "points", "addresses", "tags", "website", "since", "kvk_number", "vat_number",
    "note",
)  # fmt: skip
LISTS = ("points", "addresses", "tags", "people", "attachments")
TEXTS = ("body", "note", "subject")
LONG = 40  # characters from which a text is compared word by word


@dataclass(frozen=True)
class Field:
    """One field of one change: what went and what came, or the pieces of a text (see ``diff.words``)."""

    name: str
    gone: list[Shown]
    come: list[Shown]
    pieces: list[diff.Piece]


@dataclass(frozen=True)
class Speaker:
    """Knows what numbers and own channels are called."""

    names: Names
    own: dict[str, OwnChannel]

    def fields(self, version: Version) -> list[Field]:
        """What changed, in the order in which the forms ask it."""
        changed = version.changed
        known = [name for name in ORDER if name in changed]
        return [self._field(name, version.before, version.after) for name in known]

    def _field(self, name: str, before: State, after: State) -> Field:
        old, new = before.get(name), after.get(name)
        if name in TEXTS and old and new and max(len(old), len(new)) > LONG:
            return Field(name, [], [], diff.words(old, new))
        gone, come = self._shown(name, before), self._shown(name, after)
        if name in LISTS and set(gone) != set(come):
            gone, come = [one for one in gone if one not in come], [one for one in come if one not in gone]
        return Field(name, gone, come, [])

    def _shown(self, name: str, state: State) -> list[Shown]:
        value = state.get(name)
        if value is None or value == "" or value == []:
            return []
        if name in LISTS:
            return [self._one(name, one) for one in value]
        return [self._plain(name, value, state)]

    def _one(self, name: str, value: Any) -> Shown:
        if name == "people":
            return self.names.people.get(value, N_("somebody who was removed"))
        return {"points": _point, "addresses": _place}.get(name, str)(value)

    def _plain(self, name: str, value: Any, state: State) -> Shown:
        if name == "owner":
            return self.names.users.get(value, N_("somebody who was removed"))
        if name == "occurred_at":
            return datetime.fromisoformat(value)
        if name == "reached":
            return N_("yes") if value else N_("no")
        if name == "direction":
            return interactions.way_words(state.get("channel", "")).get(value, value)
        words: dict[str, Any] = {
            "kind": customers.KINDS,
            "status": customers.STATUSES,
            "channel": channels.words(self.own),
        }
        return words.get(name, {}).get(value, str(value))


def _point(point: dict[str, str]) -> Shown:
    """A number the Dutch way, or an address, and what it is used for."""
    value = point["value"]
    if point["kind"] == PointKind.PHONE:
        value = phones.show(phones.normal(value), value)
    return _with_use(value, customers.LABELS.get(point["label"], point["label"]) if point["label"] else "")


def _place(place: dict[str, str]) -> Shown:
    town = f"{place['postcode']} {place['city']}".strip()
    country = place["country"] if place["country"] != "NL" else ""
    text = ", ".join(part for part in (place["street"], town, country) if part)
    return _with_use(text, customers.PLACES.get(place["kind"], place["kind"]))


def _with_use(text: str, use: Text | str) -> Shown:
    return N_("%(text)s (%(use)s)", text=text, use=use) if use else text
