"""The channels there are: ours, and those that the company added."""

from crm.company import queries
from crm.company.models import OwnChannel
from crm.interactions.models import Channel
from crm.names import fold
from crm.words import N_, Text

OURS = {
    Channel.PHONE: N_("Phone"),
    Channel.VISIT: N_("Visit"),
    Channel.EMAIL: N_("E-mail"),
    Channel.LETTER: N_("Letter"),
    Channel.CHAT: N_("Chat"),
    Channel.MEETING: N_("Meeting"),
    Channel.NOTE: N_("Note"),
}


def words(own: dict[str, OwnChannel]) -> dict[str, Text | str]:
    """Every channel with its word, retired ones too."""
    return OURS | {key: channel.name for key, channel in own.items()}


def offered(own: dict[str, OwnChannel]) -> dict[str, Text | str]:
    """The channels that a new contact may take place by."""
    return OURS | {key: channel.name for key, channel in own.items() if channel.retired_at is None}


def exists(channel: str) -> bool:
    """Whether there is such a channel. One of the company's costs a query; a retired one still is one."""
    if channel in list(Channel):
        return True
    number = channel.removeprefix("own")
    known = channel.startswith("own") and number.isascii() and number.isdigit() and len(number) < 8
    return known and OwnChannel.select().where(OwnChannel.id == int(number)).exists()


def by_word() -> dict[str, str]:
    """The company's channels as a file or a program may call them, by name (folded) or key; retired ones too."""
    own = queries.own_channels()
    return {fold(channel.name): channel.key for channel in own} | {channel.key: channel.key for channel in own}


def key_of(typed: str) -> str:
    """What ``Interaction.channel`` holds for a channel that a program called by its key or name; else ``typed``."""
    return typed if typed in OURS else by_word().get(fold(typed), typed)
