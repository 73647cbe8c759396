"""The people of Van Rijnsbergen Techniek: who they are and how they write."""

from dataclasses import dataclass

from crm.accounts.models import Role

DOMAIN = "vanrijnsbergen.example"
SALES, FIELD, OFFICE, ACCOUNTS = "Verkoop", "Buitendienst", "Binnendienst", "Administratie"
DEPARTMENTS = (SALES, FIELD, OFFICE, ACCOUNTS)


@dataclass(frozen=True, slots=True)
class Colleague:
    """``subjects`` is how often they fill in a subject, ``typos`` how often they mistype, both 0-1."""

    name: str
    department: str
    email: str
    role: Role = Role.STAFF
    voice: str = "plain"
    subjects: float = 0.9
    typos: float = 0.02
    left: bool = False

    @property
    def first(self) -> str:
        """How colleagues call each other in notes."""
        return self.name.split()[0]


def _colleague(name: str, department: str, **more) -> Colleague:
    local = name.split()[0].lower().replace("ë", "e").replace("é", "e")
    return Colleague(name, department, f"{local}@{DOMAIN}", **more)


TEAM = (
    _colleague("Joost van der Heijden", SALES, subjects=0.85),
    _colleague("Daniëlle Koçak", SALES, role=Role.MANAGER, voice="full", subjects=1.0, typos=0.0),
    _colleague("Bram Verhoeven", SALES, voice="hasty", subjects=0.7, typos=0.07),
    _colleague("Youssef el Amrani", FIELD, subjects=0.95),
    _colleague("Henk Terpstra", FIELD, voice="terse", subjects=0.35, typos=0.06),
    _colleague("Ruben de Wit", FIELD, voice="hasty", subjects=0.75, typos=0.04),
    _colleague("Ingrid van ’t Hof", OFFICE, voice="full", subjects=1.0, typos=0.01),
    _colleague("Sanne Bakker", OFFICE, voice="short", subjects=0.9, typos=0.03),
    _colleague("Zoë Blankevoort", OFFICE, subjects=0.95),
    _colleague("Thijs Hoekstra", OFFICE, voice="hasty", subjects=0.6, typos=0.06),
    _colleague("Lieke van Rijnsbergen", ACCOUNTS, role=Role.ADMIN, voice="full", typos=0.0),
    _colleague("Marja Oosterbaan", ACCOUNTS, voice="short", subjects=1.0),
    _colleague("Esmée Duinkerken", ACCOUNTS, role=Role.READER),
    _colleague("Gerrit Postma", SALES, voice="terse", subjects=0.5, typos=0.05, left=True),
)
NAMED = {colleague.first: number for number, colleague in enumerate(TEAM)}
WRITERS = {
    department: tuple(
        number
        for number, one in enumerate(TEAM)
        if one.department == department and one.role != Role.READER and not one.left
    )
    for department in DEPARTMENTS
}
GERRIT = NAMED["Gerrit"]
GERRIT_LEFT = 1.2  # years ago; his notes stay
AWAY, STANDS_IN = NAMED["Henk"], NAMED["Ruben"]
AWAY_FOR = 2  # working days up to now; what he would have done meanwhile Ruben does
