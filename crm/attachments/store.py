"""The files on disk: ``<data>/attachments/<first two of the key>/<key>``. No text of a user is ever part of a path.

A file gets its name only when all of it is safely on disk, so a row that names it can be committed right after. What
a crash leaves behind is a file without a row or one that is called ``part.…``; ``strays`` finds them.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from crm.attachments.kinds import HEAD

PIECE = 256 * 1024
MEGABYTE = 1024 * 1024
KEY = re.compile(r"[0-9a-f]{32}")
SIZES = ("small", "large")
PART = "part."  # a file that is being written

_folder = Path("data/attachments")
_largest = 25 * MEGABYTE


class Empty(Exception):
    """There was nothing in it: mostly a copy or a download that failed."""


class TooLarge(Exception):
    """It has more bytes than one file may have."""


@dataclass(frozen=True)
class Kept:
    """A file that is safely on disk; ``head`` is how it begins."""

    key: str
    size: int
    sha256: str
    head: bytes


def live_in(data_dir: Path, megabytes: int = 25) -> None:
    """Keep files below ``data_dir`` from now on, each of at most so many megabytes."""
    global _folder, _largest
    _folder, _largest = data_dir / "attachments", megabytes * MEGABYTE


def largest() -> int:
    """Bytes that one file may have."""
    return _largest


def megabytes() -> int:
    """The same for people: what one file may have."""
    return _largest // MEGABYTE


def keep(stream: BinaryIO) -> Kept:
    """Write all of ``stream`` under a new key. Raises Empty, TooLarge, and OSError where the disk is full."""
    key = secrets.token_hex(16)
    draft = _room_for(key) / f"{PART}{key}"
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
            kept = _copy(stream, file, key)
        settle(draft, path(key))
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return kept


def settle(draft: Path, target: Path) -> None:
    """Give a draft its name, once its bytes are on disk and so that the name outlives a power cut."""
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.rename(target)
    _sync(target.parent)


def path(key: str) -> Path:
    """Where the file of this key lies."""
    return _place(key) / key


def preview_path(key: str, size: str) -> Path:
    """Where its picture of this size (small, large) lies."""
    return _place(key) / f"{key}.{size}.jpg"


def draft_of(final: Path) -> Path:
    """Where what will be called ``final`` is written first."""
    return final.with_name(PART + final.name)


def files_of(key: str) -> list[Path]:
    """What there is of one attachment: the file itself and its previews."""
    wanted = [path(key), *(preview_path(key, size) for size in SIZES)]
    return [one for one in wanted if is_ours(one)]


def is_ours(file: Path) -> bool:
    """Whether there is a file that we wrote: a link that somebody laid there is followed nowhere."""
    return file.is_file() and not file.is_symlink()


def remove(key: str) -> None:
    """Take the file and its previews off the disk; what is gone already is fine."""
    for file in (path(key), *(preview_path(key, size) for size in SIZES)):
        file.unlink(missing_ok=True)


def strays(before: datetime) -> Iterator[tuple[str, Path]]:
    """Files that were written before then, with the key in their name ("" if none): perhaps nobody's."""
    for folder in sorted(_folder.glob("[0-9a-f][0-9a-f]")) if _folder.is_dir() else ():
        for file in sorted(folder.iterdir()):
            if file.lstat().st_mtime < before.timestamp():
                key = file.name.partition(".")[0]
                yield (key if KEY.fullmatch(key) else ""), file


def _place(key: str) -> Path:
    if not KEY.fullmatch(key):
        raise ValueError("not a key")
    return _folder / key[:2]


def _room_for(key: str) -> Path:
    place = _place(key)
    for folder in (_folder.parent, _folder, place):
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync(folder.parent)
    return place


def _copy(stream: BinaryIO, file: BinaryIO, key: str) -> Kept:
    digest, size, head = hashlib.sha256(), 0, b""
    while piece := stream.read(PIECE):
        head = head or piece[:HEAD]
        size += len(piece)
        if size > _largest:
            raise TooLarge
        digest.update(piece)
        file.write(piece)
    if not size:
        raise Empty
    return Kept(key, size, digest.hexdigest(), head)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
