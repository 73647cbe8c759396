"""What absences add to the first page."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from crm.absences import queries
from crm.absences.models import Absence
from crm.accounts.models import User
from crm.company import clock as company

BACK = timedelta(days=3)  # as long as what happened meanwhile is offered after a return


@dataclass(frozen=True)
class Here:
    """For whom the reader stands in now, and their own absence that is just over."""

    covered: list[Absence]
    back_from: Absence | None

    @property
    def since(self) -> int:
        """The midnight on which the own absence began, on the company's clock, in seconds since 1970."""
        return _midnight(self.back_from.starts_on)

    @property
    def until(self) -> int:
        """The midnight with which it ended."""
        return _midnight(self.back_from.ends_on + timedelta(days=1))


def on_first_page(user: User, now: datetime) -> Here | None:
    """In four queries at most; one of them asks for the company's clock, where nobody did yet."""
    found = Here(queries.covered(user.id, now), queries.just_over(user.id, now, BACK))
    return found if found.covered or found.back_from else None


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), company.zone()).timestamp())
