"""Making a backup, and putting one back."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import peewee
from playhouse.migrations import MigrationError

from crm import clock, db, journal
from crm.accounts.models import Console, Invitation, LoginSession, Role, User
from crm.accounts.rules import require
from crm.backup import files, reading, shelf, snapshot, writing
from crm.backup.faults import plain_faults
from crm.backup.manifest import Manifest
from crm.backup.snapshot import Tell
from crm.digest import actions as digests
from crm.errors import Refused
from crm.mail import actions as mail
from crm.move import indexing, tables
from crm.move.indexing import Stage
from crm.search import upkeep
from crm.words import N_


@dataclass(frozen=True)
class Made:
    """A backup that was made and read back."""

    file: Path
    manifest: Manifest
    attachments: int
    lost: int  # attachments that wait for their contact without a file
    index_sound: bool
    removed: list[Path]


@dataclass(frozen=True)
class Restored:
    """What a restore did; ``before`` is the copy of what was there, None where there was nothing."""

    manifest: Manifest
    attachments: int
    before: Path | None
    upgraded: list[str]


def back_up(target: Path, *, by: User | Console, data_dir: Path, stage: Stage, keep: int | None = None) -> Made:
    """Write database and attachments to ``target``, a new .zip or a folder, and read it back, while people work.

    In a folder the oldest backups beyond ``keep`` go, but none while an attachment is missing: an older backup may
    be the only place where it still is. Raises Refused and leaves nothing behind.
    """
    require(by, Role.ADMIN)
    if db.pending_migrations():
        raise Refused(N_("The database is not up to date: run “flask db upgrade” first."))
    file = _file_for(target, keep)
    with plain_faults(file.parent), shelf.workshop(file.parent) as work:
        draft, copy = work / file.name, work / "snapshot.db"
        with stage(N_("Copying the database"), snapshot.size()) as tell:
            snapshot.take(copy, tell)
        with stage(N_("Packing"), copy.stat().st_size + _size_of_attachments()) as tell:
            writing.write(draft, copy, data_dir, tell)
        copy.unlink()
        with reading.opened(draft) as archive, stage(N_("Checking"), archive.manifest.size) as tell:
            made = archive.manifest
            copied = archive.check(work, tell)
            sound = _index_is_sound(copied)
            with snapshot.opened(copied):
                attachments, lost = _count(made)
        draft.rename(file)
        shelf.sync(file.parent)
        removed = shelf.prune(file.parent, keep, file) if keep and not made.missing else []
    return Made(file, made, attachments, lost, sound, removed)


def restore(file: Path, *, by: User | Console, data_dir: Path, stage: Stage, overwrite: bool) -> Restored:
    """Put a backup in place of what is there. Raises Refused, and then nothing has changed.

    Everything that can fail is done to a copy first: checking, migrating, ending log-ins. New attachments are put
    beside those that are there. Then the live database changes in one transaction, so that servers may go on and a
    crash leaves the old content or the new. The index of a server is made after that; Refused tells where it did
    not end.
    """
    require(by, Role.ADMIN)
    with plain_faults(data_dir), shelf.workshop(data_dir) as work, reading.opened(file) as archive:
        told = archive.manifest
        _refuse_newer(told)
        with stage(N_("Checking"), told.size) as tell:
            copy = archive.check(work, tell)
        if (inhabited := _is_inhabited()) and not overwrite:
            raise Refused(
                N_(
                    "The backup of %(moment)s is sound, but the database is in use and would be overwritten."
                    " Nothing was changed; --yes does it.",
                    moment=told.made_at,
                )
            )
        upgraded = _prepare(copy, file, told, by=by, stage=stage)
        with snapshot.opened(copy):
            attachments, _lost = _count(told)
        with stage(N_("Restoring"), told.size + copy.stat().st_size + snapshot.size()) as tell:
            before = _copy_of_what_is_there(data_dir, tell) if inhabited else None
            _place(archive, data_dir, archive.attachments, tell)
            snapshot.put(copy, tell)
        if not db.file():
            indexing.make(stage)
    return Restored(told, attachments, before, upgraded)


def _index_is_sound(copied: Path) -> bool:
    """The index goes along in a copy of a file; that of a server stays there."""
    with snapshot.opened(copied) if db.file() else db.database.one_moment(tables.names()):
        return all(found.sound for found in upkeep.check())


def _file_for(target: Path, keep: int | None) -> Path:
    if target.is_dir():
        target = target / shelf.name_of(clock.now())
    elif keep:
        raise Refused(N_("--keep goes with a folder, and %(target)s is none.", target=target))
    elif target.suffix != ".zip" or not target.parent.is_dir():
        raise Refused(N_("There is no folder %(target)s; the name of a file ends in .zip.", target=target))
    if target.exists():
        raise Refused(N_("%(file)s is there already; a backup never overwrites one.", file=target))
    return target.absolute()


def _refuse_newer(told: Manifest) -> None:
    ours = {file.stem for file in db.MIGRATIONS.glob("[0-9]*.py")}
    if newer := sorted(set(told.migrations) - ours):
        raise Refused(
            N_(
                "This backup comes from Rechterhand %(version)s, which is newer (%(first)s): install that first.",
                version=told.product,
                first=newer[0],
            )
        )


def _is_inhabited() -> bool:
    try:
        return User.select().exists()
    except (peewee.OperationalError, peewee.ProgrammingError):
        return bool(db.database.get_tables())


def _prepare(copy: Path, file: Path, told: Manifest, *, by: User | Console, stage: Stage) -> list[str]:
    """Make the unpacked database fit to go live: up to date, findable, nobody logged in, its return on record."""
    index_goes_along = db.file() is not None
    try:
        with snapshot.opened(copy):
            upgraded = db.upgrade()
            if index_goes_along and not all(found.sound for found in upkeep.check()):
                indexing.make(stage)
            with db.transaction():
                LoginSession.delete().execute()
                Invitation.delete().execute()  # one that was used since would work again
                mail.keep_all()  # what waited then may have been sent since
                digests.resume(clock.now())
                journal.record_many("backup.restore", [], by=by, made_at=told.made_at, file=file.name)
            theirs = snapshot.names()
            keys_are_ours = all(files.is_key(kept.key) for kept in files.known())
        with snapshot.opened(copy.with_name("fresh.db")):
            db.upgrade()
            whole = snapshot.names() <= theirs and keys_are_ours
    except (peewee.IntegrityError, peewee.ProgrammingError, db.DatabaseError, MigrationError):
        whole = False
    except peewee.OperationalError as error:
        if "no such" not in str(error):
            raise
        whole = False
    if not whole:
        raise Refused(N_("The database in this archive is not as Rechterhand makes them."))
    return upgraded


def _copy_of_what_is_there(data_dir: Path, tell: Tell) -> Path:
    copy = data_dir / f"crm-before-restore-{clock.now():%Y%m%d-%H%M%S}.db"
    try:
        snapshot.take(copy, tell)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _place(archive: reading.Archive, data_dir: Path, names: Iterable[str], tell: Tell) -> None:
    for name in names:
        files.place(
            name,
            archive.manifest.files[name].sha256,
            data_dir,
            lambda file, name=name: archive.unpack(name, file, tell),
        )
    files.sync_folders(data_dir)


def _count(told: Manifest) -> tuple[int, int]:
    """Attachments of the open database that are in this archive, and those that wait for a contact but are not."""
    held = lost = 0
    for kept in files.known():
        entry = told.files.get(files.name_of(kept.key))
        there = entry is not None and entry.sha256 == kept.sha256
        held += there
        lost += kept.waiting and not there
    return held, lost


def _size_of_attachments() -> int:
    return sum(kept.size for kept in files.known())
