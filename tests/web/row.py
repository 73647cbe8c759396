"""What stands in a line of the table of addresses: who may, with which form, and what comes of it."""

from dataclasses import dataclass, field
from typing import Any

PEOPLE = ("nobody", "reader", "staff", "maker", "manager", "admin")
OPEN = PEOPLE
OWN = READER = PEOPLE[1:]
STAFF = PEOPLE[2:]
MAKER = PEOPLE[3:]
MANAGER = PEOPLE[4:]
ADMIN = PEOPLE[5:]
TOKEN = ("operator",)


@dataclass(frozen=True)
class Row:
    """One method of one address."""

    method: str
    rule: str
    who: tuple[str, ...]
    form: dict[str, Any] = field(default_factory=dict)
    at: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    answer: int | None = None
    writes: bool | tuple[str, ...] = True
    files: dict[str, str] = field(default_factory=dict)
    policy: str = ""
    one_click: bool = False
    sandboxed: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"

    def writes_for(self, who: str) -> bool:
        """Whether the file is another one after ``who`` was here."""
        return self.method != "GET" and (self.writes if isinstance(self.writes, bool) else who in self.writes)

    @property
    def for_programs(self) -> bool:
        """Whether a program with a token comes here, and no browser with a cookie."""
        return self.rule.startswith("/api/")
