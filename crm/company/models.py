"""Facts about the company, each under a key, and the channels it added to ours."""

import peewee

from crm.db import Model, MomentField

COMPANY_NAME = "company_name"
TIMEZONE = "timezone"
DEMO = "demo"


class Setting(Model):
    """One fact about the company."""

    key = peewee.CharField(40, unique=True)
    value = peewee.TextField()


class OwnChannel(Model):
    """A way to have contact that only this company has: WhatsApp, a trade fair. Retired ones are no longer offered."""

    name = peewee.CharField(40, unique=True)
    created_at = MomentField()
    retired_at = MomentField(null=True)

    @property
    def key(self) -> str:
        """What ``Interaction.channel`` holds."""
        return f"own{self.id}"


def name_company(name: str) -> None:
    """Keep what the company is called. Inside the caller's transaction."""
    keep(COMPANY_NAME, name)


def mark_as_demo() -> None:
    """Say that this file holds the demo company. Inside the caller's transaction."""
    keep(DEMO, "1")


def keep(key: str, value: str) -> None:
    """Write down one fact. Inside the caller's transaction."""
    Setting.insert(key=key, value=value).on_conflict(
        conflict_target=[Setting.key], update={Setting.value: value}
    ).execute()
