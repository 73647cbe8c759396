"""Reading what the company is called, by which clock it goes and which channels it added."""

from crm.company.models import COMPANY_NAME, DEMO, OwnChannel, Setting


def facts() -> dict[str, str]:
    """Every setting by its key."""
    return dict(Setting.select(Setting.key, Setting.value).tuples())


def own_channels() -> list[OwnChannel]:
    """Every channel the company ever added, in that order, retired ones too."""
    return list(OwnChannel.select().order_by(OwnChannel.id))


def company_name() -> str:
    """What the company is called, or an empty string."""
    return facts().get(COMPANY_NAME, "")


def is_demo() -> bool:
    """Whether this file holds the demo company."""
    return facts().get(DEMO) == "1"
