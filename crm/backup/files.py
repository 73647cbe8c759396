"""The attachments on disk: which of them belong to a copy of the database, and putting them back."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from peewee import JOIN

from crm.attachments import store
from crm.attachments.models import Attachment
from crm.backup.shelf import sync
from crm.customers.models import Customer
from crm.interactions.models import Interaction

FOLDER = "attachments"


class Kept(NamedTuple):
    """One attachment that the database knows."""

    key: str
    size: int
    sha256: str
    wanted: bool  # whether anybody can still open it; else its file may be gone already
    waiting: bool  # sent, but not yet with a contact


def known() -> Iterator[Kept]:
    """Every attachment in the open database. What was removed, or never saved with a contact, may have no file."""
    present = Interaction.deleted_at.is_null() & Customer.deleted_at.is_null()
    wanted = Interaction.id.is_null(False) & Attachment.removed_at.is_null() & present
    waiting = Attachment.interaction.is_null() & Attachment.removed_at.is_null()
    rows = (
        Attachment.select(Attachment.key, Attachment.size, Attachment.sha256, wanted, waiting)
        .join(Interaction, JOIN.LEFT_OUTER)
        .join(Customer, JOIN.LEFT_OUTER)
        .order_by(Attachment.id)
    )
    for *told, wanted, waiting in rows.tuples().iterator():
        yield Kept(*told, bool(wanted), bool(waiting))


def name_of(key: str) -> str:
    """Where the file of this key lies, from the data folder."""
    return f"{FOLDER}/{key[:2]}/{key}"


def is_key(key: str) -> bool:
    """Whether a file of this key can only lie in its own place; a database from elsewhere may claim anything."""
    return bool(store.KEY.fullmatch(key))


def on_disk(key: str) -> list[Path]:
    """The files of one attachment: itself first, then its previews."""
    return store.files_of(key) if is_key(key) else []


def place(name: str, sha256: str, data_dir: Path, unpack: Callable[[BinaryIO], None]) -> bool:
    """Put one file of an archive into the data folder; False where it is there already."""
    target = data_dir / name
    if store.is_ours(target) and _hash_of(target) == sha256:
        return False
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = store.draft_of(target)
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            unpack(file)
        store.settle(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return True


def sync_folders(data_dir: Path) -> None:
    """Keep the names of new files through a power cut."""
    root = data_dir / FOLDER
    if root.is_dir():
        for folder in [*root.iterdir(), root, data_dir]:
            if folder.is_dir():
                sync(folder)


def room_in(folder: Path) -> int:
    """Bytes that still fit there."""
    return shutil.disk_usage(folder).free


def _hash_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
