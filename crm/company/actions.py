"""What an administrator may change of the company itself. One transaction and one Change each."""

import re
import unicodedata
from typing import Any
from zoneinfo import available_timezones

from crm import clock, journal
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.company import queries
from crm.company.models import COMPANY_NAME, TIMEZONE, OwnChannel, Setting, keep
from crm.db import transaction
from crm.errors import Invalid, NotFound
from crm.names import fold
from crm.words import N_, Text

LONGEST_NAME = 120
# What our own seven are called in Dutch and English, and what the database and the API call them
TAKEN = frozenset(
    {"phone", "telefoon", "visit", "bezoek", "email", "e-mail", "letter", "brief", "chat", "meeting", "overleg"}
    | {"note", "notitie", "own"}
)
KEY = re.compile(r"own\d+")  # what Interaction.channel holds


def edit(name: str, timezone: str, *, by: User | Console, seen: int | None = None) -> None:
    """Call the company this and go by this clock; an empty one is the server's. ``seen``: see ``journal.revision``."""
    require(by, Role.ADMIN)
    name = " ".join(name.split())
    wrong = {"name": _fault(name, LONGEST_NAME)}
    if timezone and timezone not in available_timezones():
        wrong["timezone"] = N_("Choose a place from the list.")
    if any(wrong.values()):
        raise Invalid(**{field: text for field, text in wrong.items() if text})
    with transaction():
        journal.refuse_if_changed("setting", queries.record(), seen)
        facts = queries.facts()
        wanted = {COMPANY_NAME: name, TIMEZONE: timezone}
        after = {key: value for key, value in wanted.items() if value != facts.get(key, "")}
        if after:
            for key, value in wanted.items():
                keep(key, value)
            before = {key: facts.get(key, "") for key in after}
            journal.record("setting.edit", Setting.get_by_id(queries.record()), by=by, before=before, after=after)


def add_channel(name: str, *, by: User | Console) -> OwnChannel:
    """Offer one more way to have contact. Raises Invalid."""
    require(by, Role.ADMIN)
    with transaction():
        name = _free_name(name, None)
        added = OwnChannel.create(name=name, created_at=clock.now())
        journal.record("channel.create", added, by=by, after={"name": name})
    return added


def rename_channel(channel_id: int, name: str, *, by: User | Console) -> OwnChannel:
    """Call a channel something else, on old contacts too. Raises Invalid, NotFound."""
    require(by, Role.ADMIN)
    with transaction():
        channel = _channel(channel_id)
        before, channel.name = channel.name, _free_name(name, channel_id)
        if channel.name != before:
            channel.save(only=[OwnChannel.name])
            journal.record("channel.edit", channel, by=by, before={"name": before}, after={"name": channel.name})
    return channel


def retire_channel(channel_id: int, *, by: User | Console) -> OwnChannel:
    """Offer a channel no longer; old contacts keep it. Raises NotFound."""
    return _set_retired(channel_id, "channel.retire", clock.now(), by=by)


def bring_back_channel(channel_id: int, *, by: User | Console) -> OwnChannel:
    """Offer a retired channel again. Raises NotFound."""
    return _set_retired(channel_id, "channel.bring_back", None, by=by)


def _set_retired(channel_id: int, verb: str, moment: Any, *, by: User | Console) -> OwnChannel:
    require(by, Role.ADMIN)
    with transaction():
        channel = _channel(channel_id)
        if (channel.retired_at is None) != (moment is None):
            channel.retired_at = moment
            channel.save(only=[OwnChannel.retired_at])
            journal.record(verb, channel, by=by, after={"name": channel.name})
    return channel


def _channel(channel_id: int) -> OwnChannel:
    found = OwnChannel.get_or_none(OwnChannel.id == channel_id)
    if found is None:
        raise NotFound(N_("This channel is not in the file."))
    return found


def _free_name(name: str, channel_id: int | None) -> str:
    """The name tidied. Raises Invalid where it cannot be one, or is that of another channel in any spelling."""
    name = " ".join(name.split())
    if wrong := _fault(name, OwnChannel.name.max_length):
        raise Invalid(name=wrong)
    if fold(name) in TAKEN or KEY.fullmatch(fold(name)):
        raise Invalid(name=N_("Rechterhand has this channel already."))
    for other in queries.own_channels():
        if fold(other.name) == fold(name) and other.id != channel_id:
            if other.retired_at:
                raise Invalid(name=N_("There is a retired channel of this name: bring that back."))
            raise Invalid(name=N_("There is a channel of this name already."))
    return name


def _fault(name: str, longest: int) -> Text | None:
    if not name:
        return N_("This cannot be empty.")
    if len(name) > longest:
        return N_("This is too long: at most %(max)d characters.", max=longest)
    if any(unicodedata.category(mark) in ("Cc", "Cf", "Cs") for mark in name):
        return N_("There is a sign in it that cannot be seen; type it again.")
    if not any(mark.isalnum() for mark in name):
        return N_("A name has letters or digits.")
    return None
