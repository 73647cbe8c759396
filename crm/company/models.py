"""Facts about the company, each under a key."""

import peewee

from crm.db import Model

COMPANY_NAME = "company_name"
DEMO = "demo"


class Setting(Model):
    """One fact about the company."""

    key = peewee.CharField(40, unique=True)
    value = peewee.TextField()


def company_name() -> str:
    """What the company is called, or an empty string."""
    return _value(COMPANY_NAME)


def name_company(name: str) -> None:
    """Keep what the company is called. Inside the caller's transaction."""
    _keep(COMPANY_NAME, name)


def is_demo() -> bool:
    """Whether this file holds the demo company."""
    return _value(DEMO) == "1"


def mark_as_demo() -> None:
    """Say that this file holds the demo company. Inside the caller's transaction."""
    _keep(DEMO, "1")


def _value(key: str) -> str:
    return Setting.select(Setting.value).where(Setting.key == key).scalar() or ""


def _keep(key: str, value: str) -> None:
    Setting.insert(key=key, value=value).on_conflict(
        conflict_target=[Setting.key], update={Setting.value: value}
    ).execute()
