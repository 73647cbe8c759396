"""flask backup: what goes in, what it is called, how many are kept, and what can be in its way."""

import hashlib
import os
import resource
import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from peewee import sqlite3

from crm import clock, db
from crm.accounts.models import CONSOLE
from crm.attachments import store
from crm.backup import actions, snapshot
from crm.backup.faults import plain_faults
from crm.backup.shelf import workshop
from crm.errors import Forbidden, Refused
from crm.interactions import actions as interactions
from crm.settings import ROOT
from tests import factories
from tests.backup.conftest import PHOTO, folder_is_clean, manifest_of, members

FLASK = str(ROOT / ".venv" / "bin" / "flask")


def test_the_archive_holds_database_attachments_and_a_manifest_that_is_true(archive, attach):
    held, told = members(archive), manifest_of(archive)
    [attachment] = [name for name in held if name.startswith("attachments/")]
    assert held[attachment] == PHOTO
    assert held["crm.db"].startswith(b"SQLite format 3")
    assert told["format"] == 1 and told["product"] and told["missing"] == []
    assert told["migrations"] == sorted(file.stem for file in db.MIGRATIONS.glob("0*.py"))
    assert told["rows"]["interaction"] == told["rows"]["attachment"] == 1
    for name, entry in told["files"].items():
        assert entry == {"size": len(held[name]), "sha256": hashlib.sha256(held[name]).hexdigest()}


def test_only_its_owner_may_read_it_and_nothing_half_done_stays(archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert os.listdir(archive.parent) == [archive.name]


def test_previews_go_with_their_file(command, leak, attach, data_dir, shelf):
    key = attach(leak).key
    store.preview_path(key, "small").write_bytes(b"klein")
    store.draft_of(store.preview_path(key, "large")).write_bytes(b"half")
    command("backup", str(shelf / "a.zip"))
    held = members(shelf / "a.zip")
    assert held[f"attachments/{key[:2]}/{key}.small.jpg"] == b"klein" and len(held) == 4


def test_it_counts_attachments_not_their_previews_nor_what_is_gone(command, leak, attach, data_dir, shelf):
    for key in (attach(leak).key, attach(leak).key):
        for size in ("small", "large"):
            store.preview_path(key, size).write_bytes(b"klein")
    lost, damaged = attach(leak), attach(leak)
    store.path(lost.key).unlink()
    store.path(damaged.key).write_bytes(b"x")
    assert ": 2.\n" in command("backup", str(shelf / "a.zip")).output
    back = command("restore", str(shelf / "a.zip"), "--yes")
    assert back.exit_code == 0 and ": 2. " in back.output.splitlines()[-1]


def test_uploads_that_wait_without_a_file_are_told_and_do_not_fail(command, leak, attach, shelf):
    attach(leak), attach(None)
    for _time in range(2):
        store.path(attach(None).key).unlink()
    store.path(attach(None, removed_at=clock.now()).key).unlink()
    made = command("backup", str(shelf / "a.zip"))
    assert made.exit_code == 0 and ": 2.\n" in made.stdout, made.output
    assert made.stderr.startswith(("Left out", "Niet mee")) and ": 2.\n" in made.stderr


def test_nothing_is_told_where_no_upload_waits_without_a_file(command, leak, attach, shelf):
    attach(leak), attach(None)
    assert command("backup", str(shelf / "a.zip")).stderr == ""


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (FileNotFoundError(2, "No such file or directory", "/x.zip"), "does not exist"),
        (NotADirectoryError(20, "Not a directory", "/x.zip"), "does not exist"),
        (PermissionError(13, "Permission denied", "/x.zip"), "may not be"),
        (IsADirectoryError(21, "Is a directory", "/x.zip"), "is a folder"),
        (OSError(28, "No space left on device", "/x.zip"), "is full"),
        (OSError(5, "Input/output error", "/x.zip"), "cannot be used"),
        (PermissionError(13, "Permission denied", "/plek/.rechterhand-work-1"), "/plek may not be"),
        (sqlite3.OperationalError("database is locked"), "busy"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "may not be written"),
        (sqlite3.DatabaseError("file is not a database"), "damaged"),
        (sqlite3.OperationalError("disk I/O error"), "cannot be read"),
    ],
)
def test_the_words_of_the_system_are_not_mixed_with_ours(problem, words):
    with pytest.raises(Refused) as refused, plain_faults(Path("/plek")):
        raise problem
    said = str(refused.value.text)
    assert words in said and str(problem.args[-1]) not in said and ".rechterhand" not in said


def test_a_key_that_leads_elsewhere_takes_nothing_along(command, leak, attach, data_dir, shelf):
    outside = data_dir.parent / "wachtwoorden"
    outside.write_text("geheim")
    one = attach(leak)
    one.key = "../../wachtwoorden"
    one.save()
    made = command("backup", str(shelf / "a.zip"))
    assert made.exit_code == 1 and sorted(members(shelf / "a.zip")) == ["crm.db", "manifest.json"]


def test_files_that_belong_to_nothing_stay_out(command, leak, data_dir, shelf):
    stray = data_dir / "attachments" / "zz" / "zz-van-niemand"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"?")
    command("backup", str(shelf / "a.zip"))
    assert sorted(members(shelf / "a.zip")) == ["crm.db", "manifest.json"]


def test_a_file_that_is_there_is_never_overwritten(command, archive):
    before = archive.read_bytes()
    again = command("backup", str(archive))
    assert again.exit_code == 1 and len(again.output.splitlines()) == 1
    assert archive.read_bytes() == before


@pytest.mark.parametrize("words", [["nergens"], ["maandag.txt"], ["nergens/a.zip"], ["a.zip", "--keep", "3"]])
def test_a_place_that_makes_no_sense_is_one_line(command, leak, shelf, words):
    answer = command("backup", str(shelf / words[0]), *words[1:])
    assert answer.exit_code == 1 and len(answer.output.splitlines()) == 1
    assert os.listdir(shelf) == []


def test_in_a_folder_the_oldest_of_our_own_go_and_nothing_else(command, leak, shelf):
    for day in range(10, 16):
        (shelf / f"rechterhand-202611{day}-030000.zip").write_bytes(b"oud")
    for other in ("rechterhand-oud.zip", "boekhouding-20200101-030000.zip", "rechterhand-20200101-030000.zip.gpg"):
        (shelf / other).write_bytes(b"van een ander")
    made = command("backup", str(shelf), "--keep", "3")
    assert made.exit_code == 0, made.output
    ours = sorted(name for name in os.listdir(shelf) if name.startswith("rechterhand-202611") and name[-1] == "p")
    assert ours[:2] == ["rechterhand-20261114-030000.zip", "rechterhand-20261115-030000.zip"] and len(ours) == 3
    assert {"rechterhand-oud.zip", "boekhouding-20200101-030000.zip", "rechterhand-20200101-030000.zip.gpg"} < {
        *os.listdir(shelf)
    }


def test_a_clock_that_was_ahead_does_not_cost_the_newest_backup(command, leak, shelf):
    for year in (2098, 2099):
        (shelf / f"rechterhand-{year}0101-030000.zip").write_bytes(b"oud")
    command("backup", str(shelf), "--keep", "1")
    [kept] = os.listdir(shelf)
    assert kept < "rechterhand-2098"


def test_a_missing_attachment_is_told_but_costs_no_backup_old_or_new(command, leak, attach, data_dir, shelf):
    gone, damaged = attach(leak), attach(leak)
    (data_dir / "attachments" / gone.key[:2] / gone.key).unlink()
    (data_dir / "attachments" / damaged.key[:2] / damaged.key).write_bytes(b"x")
    (shelf / "rechterhand-20261110-030000.zip").write_bytes(b"heeft hem misschien nog")
    made = command("backup", str(shelf), "--keep", "1")
    assert made.exit_code == 1 and gone.key in made.output and damaged.key in made.output
    assert len(os.listdir(shelf)) == 2
    assert len(manifest_of(max(shelf.iterdir()))["missing"]) == 2


def test_a_file_that_was_removed_or_never_saved_may_be_gone(command, leak, attach, data_dir, shelf):
    deleted = factories.interaction(leak.customer, by=leak.author, body="Verkeerde klant")
    gone = [attach(leak, removed_at=clock.now() - timedelta(days=31)), attach(None), attach(deleted)]
    interactions.delete(deleted.id, by=CONSOLE)
    for one in gone:
        (data_dir / "attachments" / one.key[:2] / one.key).unlink()
    made = command("backup", str(shelf / "a.zip"))
    assert made.exit_code == 0, made.output


def test_an_old_schema_is_refused_with_what_to_do(command, leak, shelf):
    with db.transaction():
        db.database.execute_sql("DELETE FROM schema_migration WHERE name = '0003_working_company'")
    refused = command("backup", str(shelf / "a.zip"))
    assert refused.exit_code == 1 and "flask db upgrade" in refused.output


def test_two_at_once_in_one_folder_are_refused_and_scraps_of_a_killed_one_cleared(command, leak, shelf):
    (shelf / ".rechterhand-work-dood").mkdir()
    with workshop(shelf):
        busy = command("backup", str(shelf / "a.zip"))
        assert busy.exit_code == 1 and len(busy.output.splitlines()) == 1
    assert command("backup", str(shelf / "a.zip")).exit_code == 0
    assert os.listdir(shelf) == ["a.zip"]


def test_an_index_that_is_not_sound_is_told_and_the_backup_is_made(command, leak, shelf):
    with db.transaction():
        db.database.execute_sql("DELETE FROM search_position")
    made = command("backup", str(shelf / "a.zip"))
    assert made.exit_code == 0 and "flask search rebuild" in made.output


def test_a_full_disk_is_one_line_and_leaves_nothing(app, leak, attach, data_dir, shelf):
    attach(leak, os.urandom(2_000_000))
    db.database.close()
    full = subprocess.run(
        [FLASK, "backup", str(shelf)],
        cwd=ROOT,
        env={**os.environ, "CRM_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
    )
    assert full.returncode == 1 and len(full.stderr.splitlines()) == 1, full.stderr
    assert os.listdir(shelf) == []


def test_only_an_administrator_may(alice, data_dir, shelf):
    with pytest.raises(Forbidden):
        actions.back_up(shelf, by=alice, data_dir=data_dir, stage=None)


@pytest.mark.sqlite("a server reads one moment by itself")
def test_a_copy_does_not_begin_again_for_every_write_of_a_colleague(app, leak, tmp_path):
    """SQLite starts over when another connection writes between two steps, unless the copy reads one moment."""
    with db.transaction():
        db.database.execute_sql("CREATE TABLE ballast AS SELECT zeroblob(40000000) AS content")
    colleague = db.peewee.sqlite3.connect(str(app.extensions["settings"].data_dir / "crm.db"), isolation_level=None)
    steps = []

    def tell(done: int) -> None:
        steps.append(done)
        assert len(steps) < 50, "it began again and again"
        colleague.execute("UPDATE customer SET note = note || '.'")

    snapshot.take(tmp_path / "copy.db", tell)
    colleague.close()
    assert len(steps) > 4 and all(step >= 0 for step in steps)
    copied = db.peewee.sqlite3.connect(str(tmp_path / "copy.db"))
    assert copied.execute("SELECT note FROM customer").fetchone() == ("",)
    copied.close()


def test_the_folder_is_clean_after_a_failure_in_the_middle(app, leak, data_dir, shelf: Path):
    def stage(name, total):
        raise Refused(name)

    with pytest.raises(Refused):
        actions.back_up(shelf, by=CONSOLE, data_dir=data_dir, stage=stage)
    assert folder_is_clean(shelf)
