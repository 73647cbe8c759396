"""Reading an archive that may come from anywhere: nothing in it is believed before it was checked."""

import hashlib
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crm.backup import files, manifest, snapshot
from crm.backup.manifest import Manifest
from crm.backup.snapshot import Tell
from crm.errors import Refused
from crm.words import N_

CHUNK = 1 << 20
LONGEST_MANIFEST = 512 << 20
SMALL = 64 << 20
MOST_TIMES_SMALLER = 200  # what may come out of a packed byte; a bomb gives a thousand
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # of others zipfile unpacks as much at once as comes out
FOLDER = re.compile(r"attachments/(?:[0-9a-f]{2}/)?", re.ASCII)  # who packs by hand packs these too
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError)


class Archive:
    """An open archive; the database in it is checked by ``check``, files are handed out by ``unpack``."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        _refuse_bad_names(packed)
        self.manifest = Manifest.from_json(_manifest_in(packed))
        _refuse_bad_sizes(packed, self.manifest)

    @property
    def attachments(self) -> list[str]:
        """Names of everything but the database."""
        return [name for name in self.manifest.files if name != manifest.DATABASE]

    def check(self, work: Path, tell: Tell) -> Path:
        """Read every byte, compare it with the manifest, and return the database, unpacked in ``work`` and sound.

        Raises Refused.
        """
        if self.manifest.size > files.room_in(work):
            raise Refused(N_("There is no room on the disk for what is in this archive."))
        for name in self.attachments:
            self.unpack(name, None, tell)
        copy = work / manifest.DATABASE
        with open(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            self.unpack(manifest.DATABASE, file, tell)
        snapshot.refuse_unsound(copy)
        with snapshot.opened(copy):
            if (snapshot.migrations(), snapshot.counts()) != (self.manifest.migrations, self.manifest.rows):
                raise Refused(N_("The database in this archive is not the one its manifest describes."))
        return copy

    def unpack(self, name: str, target: BinaryIO | None, tell: Tell) -> None:
        """Read one file, into ``target`` where there is one. Raises Refused unless it is what the manifest says."""
        told, digest, size = self.manifest.files[name], hashlib.sha256(), 0
        try:
            with self._packed.open(name) as source:
                while chunk := source.read(CHUNK):
                    size += len(chunk)
                    if size > told.size:
                        break
                    digest.update(chunk)
                    tell(len(chunk))
                    if target:
                        target.write(chunk)
        except DAMAGED:
            raise _damaged(name) from None
        if (size, digest.hexdigest()) != told:
            raise _damaged(name)


@contextmanager
def opened(file: Path) -> Iterator[Archive]:
    """The archive in ``file``. Raises Refused where it is none of ours."""
    try:
        packed = zipfile.ZipFile(file)
    except DAMAGED:
        raise Refused(N_("%(file)s is not a backup, or not all of it is there.", file=file)) from None
    with packed:
        yield Archive(packed)


def _refuse_bad_names(packed: zipfile.ZipFile) -> None:
    seen = set()
    for info in packed.infolist():
        if _is_folder(info):
            continue
        plain = stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG) and not info.flag_bits & 0x1
        known = info.filename == manifest.NAME or manifest.ALLOWED.fullmatch(info.filename)
        if not (known and plain and info.orig_filename == info.filename) or info.filename in seen:
            raise Refused(
                N_("This archive holds a file that has no place in a backup: %(name)s.", name=ascii(info.orig_filename))
            )
        seen.add(info.filename)


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """Whether this is no file at all; nothing is ever made of it."""
    return bool(FOLDER.fullmatch(info.filename)) and info.orig_filename == info.filename and not info.file_size


def _manifest_in(packed: zipfile.ZipFile) -> bytes:
    try:
        info = packed.getinfo(manifest.NAME)
        _refuse_bomb(info)
        if info.file_size > LONGEST_MANIFEST:
            raise _bomb(info.filename)
        return packed.read(info)
    except KeyError:
        raise Refused(N_("This is not a backup of Rechterhand: it has no manifest.")) from None
    except DAMAGED:
        raise _damaged(manifest.NAME) from None


def _refuse_bad_sizes(packed: zipfile.ZipFile, told: Manifest) -> None:
    found = {
        info.filename: info for info in packed.infolist() if info.filename != manifest.NAME and not _is_folder(info)
    }
    if found.keys() != told.files.keys():
        odd = min(found.keys() ^ told.files.keys())
        raise Refused(N_("The manifest and the archive disagree about %(name)s.", name=odd))
    for name, info in found.items():
        _refuse_bomb(info)
        if info.file_size != told.files[name].size:
            raise Refused(N_("The manifest and the archive disagree about %(name)s.", name=name))


def _refuse_bomb(info: zipfile.ZipInfo) -> None:
    """We store attachments as they are; who unpacks a backup and zips it again packs them too, but in proportion."""
    if info.compress_type not in METHODS:
        raise Refused(
            N_("%(name)s in this archive is packed in a way that Rechterhand does not read.", name=info.filename)
        )
    if info.file_size > max(SMALL, MOST_TIMES_SMALLER * info.compress_size):
        raise _bomb(info.filename)


def _bomb(name: str) -> Refused:
    return Refused(N_("%(name)s in this archive claims an impossible size.", name=name))


def _damaged(name: str) -> Refused:
    return Refused(N_("The archive is damaged: %(name)s is not what it was when the backup was made.", name=name))
