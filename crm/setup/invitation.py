"""The one-time link to an empty file: only who can read the server's console or data folder may claim it."""

import hmac
import os
import secrets
from pathlib import Path

FILE = "setup_token"


def make(data_dir: Path) -> str:
    """The token of this data folder, made where there is none; only its owner may read the file."""
    path = data_dir / FILE
    data_dir.mkdir(parents=True, exist_ok=True)
    draft = data_dir / f"{FILE}.{secrets.token_hex(8)}"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    try:
        os.link(draft, path)  # appears whole or not at all, also when two workers start at once
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()


def link(data_dir: Path, base_url: str) -> str:
    """The address to print on the console while the file is empty."""
    return f"{base_url}/setup?token={make(data_dir)}"


def fits(data_dir: Path, token: str) -> bool:
    """Whether ``token`` is the one of this data folder."""
    try:
        kept = (data_dir / FILE).read_text().strip()
    except FileNotFoundError:
        return False
    return bool(kept) and hmac.compare_digest(kept.encode(), token.encode("utf-8", "surrogatepass"))


def discard(data_dir: Path) -> None:
    """The file is claimed: the link has served."""
    (data_dir / FILE).unlink(missing_ok=True)
