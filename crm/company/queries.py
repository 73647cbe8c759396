"""Reading what the company is called, by which clock it goes and which channels it added."""

from crm.company.models import COMPANY_NAME, OwnChannel, Setting


def facts() -> dict[str, str]:
    """Every setting by its key."""
    return dict(Setting.select(Setting.key, Setting.value).tuples())


def own_channels() -> list[OwnChannel]:
    """Every channel the company ever added, in that order, retired ones too."""
    return list(OwnChannel.select().order_by(OwnChannel.id))


def record() -> int:
    """The row under which the journal writes changes of the company; 0 while it has no name."""
    return Setting.select(Setting.id).where(Setting.key == COMPANY_NAME).scalar() or 0
