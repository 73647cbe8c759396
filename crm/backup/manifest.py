"""What an archive says about itself: ``manifest.json``, written last and believed only after checking."""

import json
import re
import tomllib
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from crm.errors import Refused
from crm.settings import ROOT
from crm.words import N_

FORMAT = 1
NAME = "manifest.json"
DATABASE = "crm.db"
# a key of crm.attachments.store, or a preview of it: never a path that leads elsewhere
ALLOWED = re.compile(r"crm\.db|attachments/([0-9a-f]{2})/\1[0-9a-f]{30}(?:\.(?:small|large)\.jpg)?", re.ASCII)


class Entry(NamedTuple):
    """One file in the archive."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is in an archive, from when, and made by what."""

    format: int
    product: str
    made_at: str
    migrations: list[str]
    rows: dict[str, int]
    files: dict[str, Entry]
    missing: list[str]  # attachments that should have been there

    @property
    def size(self) -> int:
        """Bytes of everything unpacked."""
        return sum(entry.size for entry in self.files.values())

    def to_json(self) -> bytes:
        """As it stands in the archive."""
        files = {name: entry._asdict() for name, entry in self.files.items()}
        return json.dumps(asdict(self) | {"files": files}, indent=1).encode()

    @classmethod
    def from_json(cls, raw: bytes) -> "Manifest":
        """Read it back. Raises Refused where it is not one of ours."""
        try:
            data = json.loads(raw)
            if data["format"] != FORMAT:
                raise Refused(
                    N_("This archive has format %(format)s; this version reads only 1.", format=data["format"])
                )
            return cls(**{**data, "files": {name: _entry(name, told) for name, told in data["files"].items()}})._sane()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise Refused(N_("This is not a backup of Rechterhand: its manifest cannot be read.")) from None

    def _sane(self) -> "Manifest":
        if DATABASE not in self.files or not all(_is_count(number) for number in self.rows.values()):
            raise ValueError
        if not all(isinstance(name, str) for name in [*self.migrations, *self.missing, *self.rows]):
            raise TypeError
        return self


def product_version() -> str:
    """The version of Rechterhand that is running."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def _entry(name: str, told: dict[str, Any]) -> Entry:
    if not ALLOWED.fullmatch(name):
        raise Refused(N_("This archive holds a file that has no place in a backup: %(name)s.", name=ascii(name)))
    entry = Entry(told["size"], told["sha256"])
    if not _is_count(entry.size) or not re.fullmatch("[0-9a-f]{64}", entry.sha256):
        raise ValueError
    return entry


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**63
