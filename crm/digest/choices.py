"""How a colleague wants the digest: what they chose, and what counts for who chose nothing."""

from dataclasses import dataclass, field

from crm.accounts.models import Role, User
from crm.digest import sections
from crm.digest.models import DigestChoice, Rhythm, Series
from crm.words import N_, Text

DAY = 24 * 60  # minutes


@dataclass(frozen=True)
class ChoiceValues:
    """What somebody wants: ``weekday`` 0 is Monday, ``minute`` is of the day on their own clock.

    ``left_out`` are the names of sections they do not want. The department's digest comes each week, whatever the
    rhythm of their own is.
    """

    rhythm: str = Rhythm.WEEKLY
    weekday: int = 0
    minute: int = 450
    left_out: frozenset[str] = field(default_factory=frozenset)
    when_empty: bool = False
    department: bool = False

    def faults(self, by: User) -> dict[str, Text]:
        """What cannot be, by field."""
        found = {}
        if self.rhythm not in list(Rhythm):
            found["rhythm"] = N_("Choose one of the list.")
        if self.weekday not in range(7):
            found["weekday"] = N_("Choose one of the list.")
        if self.minute not in range(DAY):
            found["minute"] = N_("Choose one of the list.")
        if not self.left_out <= {one.name for one in sections.every()}:
            found["left_out"] = N_("There is no such section.")
        if self.department and not may_have(by, Series.DEPARTMENT):
            found["department"] = N_("Only who leads a department gets its digest.")
        return found


def of(user: User) -> DigestChoice:
    """What this colleague chose, else what everybody gets, not saved."""
    return DigestChoice.get_or_none(DigestChoice.user == user.id) or usual(user)


def usual(user: User) -> DigestChoice:
    """What a colleague gets who chose nothing; not saved."""
    return DigestChoice(user=user, changed_at=user.created_at)


def left_out(choice: DigestChoice) -> frozenset[str]:
    """The names of the sections that they do not want."""
    return frozenset(choice.left_out.split())


def wants(choice: DigestChoice, user: User, series: str) -> bool:
    """Whether this colleague, as they are now, gets digests of this series."""
    if series == Series.DEPARTMENT:
        return choice.department and may_have(user, series)
    return choice.rhythm != Rhythm.OFF


def may_have(user: User, series: str) -> bool:
    """Whether this colleague's role allows the series."""
    return series != Series.DEPARTMENT or Role(user.role).includes(Role.MANAGER)


def clock(minute: int) -> str:
    """450 is 07:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


def rhythm(choice: DigestChoice, series: str) -> str:
    """How often this series comes: a department's each week."""
    return Rhythm.WEEKLY if series == Series.DEPARTMENT else choice.rhythm
