"""flask restore: everything comes back, findable; what was there is kept; nobody loses anything by mistake."""

import hashlib
import json
import os
import shutil
import zipfile
from datetime import timedelta

import pytest

from crm import clock, db
from crm.accounts.models import Invitation, LoginSession
from crm.attachments.models import Attachment
from crm.backup import actions, snapshot
from crm.errors import Forbidden
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.search import queries as searching
from crm.search import upkeep
from tests import factories
from tests.backup.conftest import PHOTO, all_files, folder_is_clean
from tests.conftest import text_of


def found(words: str) -> list[int]:
    return [hit.id for hit in searching.search(words, limit=10).interactions]


def test_everything_comes_back_and_is_found(command, archive, leak, alice, data_dir):
    later = factories.interaction(leak.customer, by=alice, body="Offerte voor een nieuwe ketel besproken")
    shutil.rmtree(data_dir / "attachments")
    done = command("restore", str(archive), "--yes")
    assert done.exit_code == 0, done.output

    assert [one.id for one in Interaction.select()] == [leak.id] and later.id != leak.id
    assert found("lekkende pomp") == [leak.id]
    assert found("ketel") == []
    [attachment] = Attachment.select()
    assert (data_dir / "attachments" / attachment.key[:2] / attachment.key).read_bytes() == PHOTO
    assert folder_is_clean(data_dir)
    assert all(finding.sound for finding in upkeep.check())


@pytest.mark.sqlite("the data folder has the database")
def test_into_a_new_data_folder_it_needs_nothing_else(command, archive, leak, alice, data_dir):
    db.database.close()
    for file in list(all_files(data_dir)):
        file.unlink()
    done = command("restore", str(archive))
    assert done.exit_code == 0, done.output
    assert found("pomp") == [leak.id]


@pytest.mark.sqlite("the data folder has the database")
def test_refused_in_a_new_data_folder_it_leaves_no_database(app, command, archive, data_dir, shelf):
    db.database.close()
    for file in list(all_files(data_dir)):
        file.unlink()
    (shelf / "kapot.zip").write_bytes(b"PK")
    for name in ("kapot.zip", "bestaat-niet.zip"):
        assert app.test_cli_runner().invoke(args=["restore", str(shelf / name)]).exit_code == 1
        assert list(data_dir.glob("crm.db*")) == []
    assert command("restore", str(archive)).exit_code == 0


@pytest.mark.sqlite("opening makes a file")
def test_an_empty_database_that_another_process_has_open_stays(app, data_dir, shelf):
    db.database.close()
    for file in list(all_files(data_dir)):
        file.unlink()
    begins = db.peewee.sqlite3.connect(str(data_dir / "crm.db"))
    begins.execute("PRAGMA journal_mode = WAL").fetchone()
    begins.execute("SELECT * FROM sqlite_master").fetchall()
    assert app.test_cli_runner().invoke(args=["restore", str(shelf / "bestaat-niet.zip")]).exit_code == 1
    assert (data_dir / "crm.db").exists()
    begins.close()


@pytest.mark.sqlite("opening makes a file")
def test_refused_it_leaves_a_database_with_tables_and_no_rows(app, data_dir, shelf):
    db.database.close()
    assert app.test_cli_runner().invoke(args=["restore", str(shelf / "bestaat-niet.zip")]).exit_code == 1
    db.database.connect()
    assert db.pending_migrations() == []


def test_unpacked_and_zipped_again_by_hand_it_is_taken(command, archive, leak, data_dir, tmp_path, shelf):
    shutil.unpack_archive(archive, tmp_path / "uitgepakt")
    again = shutil.make_archive(str(shelf / "opnieuw"), "zip", tmp_path / "uitgepakt")
    with zipfile.ZipFile(again) as packed:
        assert any(info.is_dir() for info in packed.infolist())
        assert all(info.is_dir() or info.compress_type == zipfile.ZIP_DEFLATED for info in packed.infolist())
    shutil.rmtree(data_dir / "attachments")
    done = command("restore", again, "--yes")
    assert done.exit_code == 0, done.output
    [file] = all_files(data_dir / "attachments")
    assert file.read_bytes() == PHOTO


def test_without_yes_a_file_in_use_stays_as_it_is(command, archive, leak, alice, data_dir):
    factories.interaction(leak.customer, by=alice, body="Offerte besproken")
    before = {file: file.read_bytes() for file in all_files(data_dir)}
    refused = command("restore", str(archive))
    assert refused.exit_code == 1 and len(refused.output.splitlines()) == 1 and "--yes" in refused.output
    assert Interaction.select().count() == 2
    assert before.keys() == {*all_files(data_dir)}


def test_what_was_there_is_kept_in_a_copy(command, archive, leak, alice, data_dir):
    factories.interaction(leak.customer, by=alice, body="Offerte besproken")
    command("restore", str(archive), "--yes")
    [copy] = data_dir.glob("crm-before-restore-*.db")
    assert copy.stat().st_mode & 0o077 == 0
    kept = db.peewee.sqlite3.connect(str(copy))
    assert kept.execute("SELECT count(*) FROM interaction").fetchone() == (2,)
    kept.close()


def test_a_server_that_runs_goes_on_with_the_restored_file_and_asks_to_log_in_again(
    command, archive, leak, alice, login
):
    held = db.hold_open(f"sqlite:///{db.database.obj.database}")
    browser = login(alice)
    page = f"/customers/{leak.customer_id}"
    factories.interaction(leak.customer, by=alice, body="Offerte voor een ketel besproken")
    assert "ketel" in text_of(browser.get(page))
    assert command("restore", str(archive), "--yes").exit_code == 0
    assert browser.get(page).status_code == 303
    assert LoginSession.select().count() == 0
    again = text_of(login(alice).get(page))
    assert "langs de as" in again and "ketel" not in again
    held.close()


def test_an_invitation_from_before_the_backup_works_no_more(command, leak, bob, shelf):
    """It may have been used since; the backup does not know."""
    later = clock.now() + timedelta(days=7)
    Invitation.create(key_hash="0" * 64, user=bob, created_at=clock.now(), expires_at=later)
    command("backup", str(shelf / "a.zip"))
    command("restore", str(shelf / "a.zip"), "--yes")
    assert Invitation.select().count() == 0


def test_the_journal_says_that_it_was_restored_and_from_what(command, archive):
    command("restore", str(archive), "--yes")
    last = Change.select().order_by(Change.id.desc()).get()
    assert last.verb == "backup.restore" and last.user is None
    assert last.values["file"] == "maandag.zip" and last.values["made_at"].startswith("20")


def test_twice_does_no_harm(command, archive, leak):
    for _time in range(2):
        assert command("restore", str(archive), "--yes").exit_code == 0
    assert Interaction.select().count() == 1


def test_an_attachment_that_was_damaged_meanwhile_is_mended(command, archive, data_dir):
    [file] = all_files(data_dir / "attachments")
    file.write_bytes(b"kapot")
    command("restore", str(archive), "--yes")
    assert file.read_bytes() == PHOTO


def test_an_index_that_was_not_sound_is_made_anew(command, leak, alice, shelf):
    with db.transaction():
        db.database.execute_sql("DELETE FROM search_interaction")
    command("backup", str(shelf / "a.zip"))
    command("restore", str(shelf / "a.zip"), "--yes")
    assert found("pomp") == [leak.id]


def test_a_backup_of_an_older_version_is_brought_up_to_date(command, data_dir, tmp_path, alice, monkeypatch, shelf):
    """Made by a Rechterhand that knew the first two migrations only."""
    older = tmp_path / "migrations"
    older.mkdir()
    for name in ("0001_first.py", "0002_search.py"):
        shutil.copy(db.MIGRATIONS / name, older)
    old_data = tmp_path / "old"
    file = shelf / "oud.zip"
    with monkeypatch.context() as then:
        then.setattr(db, "MIGRATIONS", older)
        then.setattr(db.schema, "MIGRATIONS", older)
        _archive_without_files(old_data, file)
    refused = command("restore", str(file))
    assert refused.exit_code == 1 and "--yes" in refused.output, refused.output
    done = command("restore", str(file), "--yes")
    assert done.exit_code == 0 and "0003_working_company" in done.output
    assert db.pending_migrations() == [] and Attachment.select().count() == 0


@pytest.mark.sqlite("a copy of a file takes along what this version does not know")
def test_a_backup_of_a_newer_version_is_refused(command, archive, leak, shelf):
    with db.transaction():
        db.database.execute_sql("INSERT INTO schema_migration(name, applied) VALUES ('9999_later', '2030-01-01')")
    newer = shelf / "nieuw.zip"
    assert command("backup", str(newer)).exit_code == 0
    refused = command("restore", str(newer), "--yes")
    assert refused.exit_code == 1 and "9999_later" in refused.output


@pytest.mark.sqlite("a file has pages")
def test_a_live_file_with_other_pages_takes_it_too(command, archive, leak, data_dir):
    db.database.close()
    plain = db.peewee.sqlite3.connect(str(data_dir / "crm.db"))
    plain.executescript("PRAGMA journal_mode = DELETE; PRAGMA page_size = 8192; VACUUM;")
    plain.close()
    done = command("restore", str(archive), "--yes")
    assert done.exit_code == 0, done.output
    assert Interaction.select().count() == 1


@pytest.mark.sqlite("a file can be damaged by hand")
def test_a_live_file_that_is_rubbish_is_one_line(app, archive, data_dir):
    db.database.close()
    for beside in ("-wal", "-shm"):
        (data_dir / f"crm.db{beside}").unlink(missing_ok=True)
    (data_dir / "crm.db").write_bytes(os.urandom(8192))
    refused = app.test_cli_runner().invoke(args=["restore", str(archive), "--yes"])
    assert refused.exit_code == 1 and len(refused.output.splitlines()) == 1


def test_only_an_administrator_may(alice, data_dir, archive):
    with pytest.raises(Forbidden):
        actions.restore(archive, by=alice, data_dir=data_dir, stage=None, overwrite=True)


def _archive_without_files(folder, file) -> None:
    """What ``flask backup`` of that version would have written."""
    folder.mkdir()
    with snapshot.opened(folder / "crm.db"):
        db.upgrade()
        told = {"migrations": snapshot.migrations(), "rows": snapshot.counts()}
        db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    content = (folder / "crm.db").read_bytes()
    entry = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest = {"format": 1, "product": "0.1.0", "made_at": "2026-11-01T03:00:00+00:00", "missing": [], **told}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("crm.db", content)
        packed.writestr("manifest.json", json.dumps({**manifest, "files": {"crm.db": entry}}))
