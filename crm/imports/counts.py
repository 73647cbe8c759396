"""What an import did, in numbers."""

from dataclasses import dataclass, field


@dataclass
class Counts:
    """``present`` rows were there already; ``odd`` cells were kept although they look wrong."""

    imported: int = 0
    present: int = 0
    rejected: int = 0
    odd: int = 0
    people: int = 0
    completed: int = 0
    colleagues: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """All rows that were read."""
        return self.imported + self.present + self.rejected + self.completed
