"""Writing an archive."""

import hashlib
import os
import zipfile
from pathlib import Path
from typing import BinaryIO

from crm import clock
from crm.backup import files, manifest, snapshot
from crm.backup.files import Kept
from crm.backup.manifest import Entry, Manifest
from crm.backup.snapshot import Tell

CHUNK = 1 << 20


def write(target: Path, copy: Path, data_dir: Path, tell: Tell) -> Manifest:
    """Pack ``copy`` of the database and the attachments it names into ``target``, safely on disk."""
    packed: dict[str, Entry] = {}
    missing: list[str] = []
    with open(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        with zipfile.ZipFile(file, "w", allowZip64=True) as archive, snapshot.opened(copy):
            for kept in files.known():
                if not _pack_attachment(archive, data_dir, kept, packed, tell) and kept.wanted:
                    missing.append(files.name_of(kept.key))
            told = (snapshot.migrations(), snapshot.counts())
            packed[manifest.DATABASE] = _pack(archive, manifest.DATABASE, copy, tell, deflate=True)
            made = Manifest(
                manifest.FORMAT, manifest.product_version(), clock.now().isoformat(), *told, packed, missing
            )
            archive.writestr(_info(manifest.NAME, deflate=True), made.to_json())
        file.flush()
        os.fsync(file.fileno())
    return made


def _pack_attachment(
    archive: zipfile.ZipFile, data_dir: Path, kept: Kept, packed: dict[str, Entry], tell: Tell
) -> bool:
    """Whether the file was there, as it came in. Its previews go with it."""
    for path in files.on_disk(kept.key):
        name = path.relative_to(data_dir).as_posix()
        try:
            packed[name] = _pack(archive, name, path, tell)
        except FileNotFoundError:
            continue  # removed for good at this very moment
    itself = packed.get(files.name_of(kept.key))
    return itself is not None and itself.sha256 == kept.sha256


def _pack(archive: zipfile.ZipFile, name: str, path: Path, tell: Tell, deflate: bool = False) -> Entry:
    """Pictures and PDFs do not get smaller: attachments are stored as they are."""
    with path.open("rb") as source:
        info = _info(name, deflate)
        info.file_size = os.fstat(source.fileno()).st_size  # so that zipfile knows when to use zip64
        with archive.open(info, "w") as packed:
            return _copy(source, packed, tell)


def _copy(source: BinaryIO, target: BinaryIO, tell: Tell) -> Entry:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        target.write(chunk)
        digest.update(chunk)
        size += len(chunk)
        tell(len(chunk))
    return Entry(size, digest.hexdigest())


def _info(name: str, deflate: bool = False) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=clock.now().timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    info._compresslevel = 3
    info.external_attr = 0o600 << 16
    return info
