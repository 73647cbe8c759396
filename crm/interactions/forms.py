"""Request forms to contacts and comments."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from wtforms import Form, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from crm.customers.models import Person
from crm.errors import Invalid
from crm.interactions import when
from crm.interactions.actions import Values, check
from crm.interactions.channels import OURS
from crm.interactions.extras import Extra
from crm.interactions.models import Channel, Direction
from crm.interactions.queries import Entry
from crm.words import N_, Text

OWN = "own"  # stands for every channel that the company added
MISSED = "missed"  # in the form only: going out, nobody reached
WAYS = {
    Channel.PHONE: [("out", N_("We called")), ("in", N_("They called")), (MISSED, N_("Not reached"))],
    Channel.VISIT: [("out", N_("We visited them")), ("in", N_("They visited us")), (MISSED, N_("Nobody there"))],
    Channel.EMAIL: [("out", N_("We mailed")), ("in", N_("They mailed"))],
    Channel.LETTER: [("out", N_("We wrote")), ("in", N_("They wrote"))],
    Channel.CHAT: [("out", N_("We began")), ("in", N_("They began"))],
    Channel.MEETING: [("internal", N_("Among ourselves")), ("out", N_("With the customer"))],
    OWN: [("out", N_("We began")), ("in", N_("They began")), ("internal", N_("Among ourselves"))],
}


def whole(value: Any) -> int | None:
    """The number of a record, or None for what cannot be one."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class InteractionForm(Form):
    """One contact. Each channel has its own list of who contacted whom; only the chosen one counts."""

    key = HiddenField()
    customer = HiddenField()
    channel = RadioField(N_("How"), choices=list(OURS.items()), default=Channel.PHONE, validate_choice=False)
    direction_phone = SelectField(N_("Who contacted whom"), choices=WAYS[Channel.PHONE], validate_choice=False)
    direction_visit = SelectField(N_("Who contacted whom"), choices=WAYS[Channel.VISIT], validate_choice=False)
    direction_email = SelectField(N_("Who contacted whom"), choices=WAYS[Channel.EMAIL], validate_choice=False)
    direction_letter = SelectField(N_("Who contacted whom"), choices=WAYS[Channel.LETTER], validate_choice=False)
    direction_chat = SelectField(N_("Who contacted whom"), choices=WAYS[Channel.CHAT], validate_choice=False)
    direction_meeting = SelectField(N_("Who contacted whom"), choices=WAYS[Channel.MEETING], validate_choice=False)
    direction_own = SelectField(N_("Who contacted whom"), choices=WAYS[OWN], validate_choice=False)
    people = SelectMultipleField(N_("With whom"), coerce=whole, choices=[], validate_choice=False)
    when = StringField(N_("When"))
    subject = StringField(N_("Subject"))
    body = TextAreaField(N_("What was said?"))

    extras: Sequence[Extra] = ()  # what other rooms add to this form

    @property
    def errors(self) -> dict[str, Any]:
        """What is wrong, by field, and with what other rooms add by their name."""
        return super().errors | {extra.room: extra.errors for extra in self.extras if extra.errors}

    def offer(self, people: list[Person], channels: dict[str, Any]) -> None:
        """Fill the lists of people at the customer and of channels."""
        self.channel.choices = list(channels.items())
        self.people.choices = [(person.id, person.name) for person in people]

    @property
    def direction_name(self) -> str:
        """The field that counts for the chosen channel; a note has none."""
        return f"direction_{_ways_of(self.channel.data)}"

    def idle(self) -> set[str]:
        """The fields that count for other channels only."""
        return {name for name in self._fields if name.startswith("direction_")} - {self.direction_name}

    def way(self) -> str:
        """What was chosen for the chosen channel; a note is internal."""
        field = getattr(self, self.direction_name, None)
        return (field.data or "") if field is not None else Direction.INTERNAL

    def read(self, now: datetime, zone: str, locale: str, was: datetime | None = None) -> Values | None:
        """What was typed, typed; or None with ``errors`` filled in. ``was`` is the moment it began with."""
        fits = self.validate()
        try:
            occurred_at = self._moment(now, zone, locale, was)
        except Invalid as problem:
            self.when.errors = [*self.when.errors, *problem.fields.values()]
            return None
        if not fits:
            return None
        values = Values(
            channel=self.channel.data,
            direction=Direction.OUT if self.way() == MISSED else self.way(),
            reached=self.way() != MISSED,
            body=self.body.data or "",
            subject=self.subject.data or "",
            occurred_at=occurred_at,
            person_ids=list(self.people.data or []),
        )
        return self._checked(values)

    def _moment(self, now: datetime, zone: str, locale: str, was: datetime | None) -> datetime | None:
        typed = (self.when.data or "").strip()
        if was and typed == when.show(was, zone):
            return was  # untouched; the field shows no seconds
        return when.parse(typed, now, zone, locale) if typed else None

    def _checked(self, values: Values) -> Values | None:
        try:
            check(replace(values))
        except Invalid as problem:
            self.refuse(problem)
            return None
        return values

    def refuse(self, problem: Invalid) -> None:
        """Show what an action would not take beside its field."""
        names = {"direction": self.direction_name, "occurred_at": "when"}
        for name, text in problem.fields.items():
            if extra := next((one for one in self.extras if name in one.fields), None):
                extra.refuse(text)
                continue
            field = self._fields.get(names.get(name, name), self.body)
            field.errors = [*field.errors, text]

    @property
    def customer_id(self) -> int | None:
        """The customer's id, where one was given."""
        return whole(self.customer.data)


def new_key() -> str:
    """What makes one form one contact, however often it is sent."""
    return secrets.token_urlsafe(18)


def _ways_of(channel: str | None) -> str:
    """Which list of directions goes with a channel."""
    return OWN if (channel or "").startswith(OWN) else channel or ""


def way_words(channel: str) -> dict[str, Text]:
    """What each direction is called for this channel; empty where it has none."""
    return dict(WAYS.get(_ways_of(channel), ()))


def data_of(entry: Entry, zone: str) -> dict[str, Any]:
    """A contact as the data of its form."""
    way = entry.direction if entry.reached else MISSED
    return {
        "channel": entry.channel,
        f"direction_{_ways_of(entry.channel)}": way,
        "people": [person.id for person in entry.people],
        "when": when.show(entry.occurred_at, zone),
        "subject": entry.subject,
        "body": entry.body,
    }


class CommentForm(Form):
    """A remark under a contact."""

    key = HiddenField()
    body = TextAreaField(N_("Comment"))
