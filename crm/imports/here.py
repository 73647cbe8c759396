"""What every row is read with: the company's country and clock, and the moment of the import."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from crm.accounts import emails
from crm.imports.columns import BadCell


@dataclass(frozen=True)
class Here:
    """The company, as far as reading a cell depends on it."""

    country: str
    zone: ZoneInfo
    now: datetime
    own_channels: Mapping[str, str] = field(default_factory=dict)  # key by folded name and by key

    def email(self, column: str, typed: str) -> str:
        """The address of a colleague as accounts are kept, or "". Raises BadCell."""
        address = emails.normal(typed)
        if address and (wrong := emails.fault(address)):
            raise BadCell(column, wrong)
        return address
