"""Archives that are not what they seem: each is refused with one line, and nothing changes."""

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from crm import db
from crm.interactions.models import Interaction
from tests.backup.conftest import all_files, folder_is_clean, members

PICTURE = "attachments/ab/ab" + "0" * 30


@pytest.fixture
def refused(command, archive, data_dir, tmp_path_factory) -> Callable[[Path], str]:
    """``refused(file)``: what restoring it says; fails where it does not refuse cleanly."""
    outside = data_dir.parent

    def restore(file: Path) -> str:
        before = sorted(all_files(outside))
        answer = command("restore", str(file), "--yes")
        assert answer.exit_code == 1, answer.output
        assert len(answer.output.splitlines()) == 1 and answer.output.startswith("Error: "), answer.output
        assert sorted(all_files(outside)) == before and folder_is_clean(data_dir)
        assert Interaction.select().count() == 1
        return answer.output

    return restore


@pytest.fixture
def remade(archive, shelf) -> Callable[..., Path]:
    """``remade(change)``: the archive once more, after ``change(files, manifest)``; manifest and files agree again."""

    def make(change: Callable[[dict, dict], None], honest: bool = True) -> Path:
        files = members(archive)
        told = json.loads(files.pop("manifest.json"))
        change(files, told)
        if honest:
            told["files"] = {name: entry_of(content) for name, content in files.items()}
        target = shelf / "vreemd.zip"
        with zipfile.ZipFile(target, "w") as packed:
            for name, content in {**files, "manifest.json": json.dumps(told).encode()}.items():
                kind = zipfile.ZIP_STORED if name.startswith("att") else zipfile.ZIP_DEFLATED
                packed.writestr(zipfile.ZipInfo(name), content, compress_type=kind)
        return target

    return make


def entry_of(content: bytes) -> dict:
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def test_the_archive_made_anew_without_a_change_is_taken(command, remade):
    done = command("restore", str(remade(lambda files, told: None)), "--yes")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    "name",
    [
        "../erbuiten",
        "attachments/../../erbuiten",
        "attachments/ab/../../../erbuiten",
        "/etc/cron.d/erbuiten",
        "attachments/ab/cdefghijkl",
        "attachments/ab\\..\\abcdefgh",
        PICTURE + "\n",
        PICTURE.replace("/ab/", "/cd/"),
        PICTURE + ".html",
        "attachments/..",
        "C:\\erbuiten",
        "secret_key",
        "crm.db-wal",
        PICTURE + "/x",
        PICTURE + "0" * 500,
        PICTURE + "\u202egpj",
    ],
)
def test_a_name_that_has_no_place_in_a_backup(refused, remade, name):
    refused(remade(lambda files, told: files.update({name: b"boe"})))


def test_a_name_that_only_the_manifest_has(refused, remade):
    refused(remade(lambda files, told: told["files"].update({PICTURE: entry_of(b"boe")}), honest=False))


def test_a_file_that_the_manifest_does_not_know(refused, remade):
    refused(remade(lambda files, told: files.update({PICTURE: b"boe"}), honest=False))


def test_a_symbolic_link(refused, archive, shelf):
    target = shelf / "koppeling.zip"
    files = members(archive)
    told = json.loads(files["manifest.json"])
    told["files"][PICTURE] = entry_of(b"/etc/passwd")
    with zipfile.ZipFile(target, "w") as packed:
        link = zipfile.ZipInfo(PICTURE)
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, b"/etc/passwd")
        for name, content in {**files, "manifest.json": json.dumps(told).encode()}.items():
            packed.writestr(name, content)
    refused(target)


def test_the_same_name_twice(refused, archive, shelf):
    with zipfile.ZipFile(archive, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("crm.db", b"een andere")
    refused(archive)


def test_a_bomb(refused, remade, shelf):
    target = shelf / "bom.zip"
    bomb = bytes(200_000_000)
    told = json.loads(members(remade(lambda files, told: None))["manifest.json"])
    told["files"] = {"crm.db": entry_of(bomb)}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("crm.db", bomb)
        packed.writestr("manifest.json", json.dumps(told))
    assert target.stat().st_size < 1_000_000
    assert "impossible" in refused(target) or "onmogelijk" in refused(target)


def test_an_attachment_that_is_a_bomb(refused, remade, shelf):
    target, bomb = shelf / "bom.zip", bytes(100_000_000)
    files = members(remade(lambda files, told: None))
    told = json.loads(files.pop("manifest.json"))
    told["files"][PICTURE] = entry_of(bomb)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**files, PICTURE: bomb, "manifest.json": json.dumps(told).encode()}.items():
            packed.writestr(name, content)
    said = refused(target)
    assert PICTURE in said and ("impossible" in said or "onmogelijk" in said)


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("which", ["crm.db", "manifest.json", "attachments/"])
def test_packed_in_a_way_that_may_swell_in_memory(refused, archive, shelf, kind, which):
    target = shelf / "anders.zip"
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in members(archive).items():
            packed.writestr(name, content, kind if name.startswith(which) else zipfile.ZIP_STORED)
    assert "does not read" in (said := refused(target)) or "niet leest" in said


@pytest.mark.parametrize("folder", ["anders/", "attachments/../", "attachments/ab/cd/", "attachments/AB/"])
def test_a_folder_that_has_no_place_in_a_backup(refused, archive, folder):
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr(folder, b"")
    refused(archive)


def test_a_folder_that_has_content(refused, archive):
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr("attachments/ab/", b"boe")
    refused(archive)


def test_a_manifest_that_is_a_bomb(refused, shelf):
    target = shelf / "bom.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("manifest.json", b" " * 200_000_000)
    refused(target)


def test_more_than_the_disk_can_hold(refused, remade, monkeypatch):
    monkeypatch.setattr("crm.backup.files.room_in", lambda folder: 1000)
    refused(remade(lambda files, told: None))


@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.9, 0.999])
def test_cut_off(refused, archive, share):
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * share)])
    refused(archive)


@pytest.mark.parametrize(
    "content", [b"", b"hallo", b"PK\x03\x04" + bytes(100), b"PK\x05\x06" + bytes(18), b"\x00" * 4096]
)
def test_not_an_archive(refused, shelf, content):
    (shelf / "x.zip").write_bytes(content)
    refused(shelf / "x.zip")


@pytest.mark.parametrize("where", range(0, 20))
def test_one_bit_that_fell_over(command, archive, where):
    """Anywhere in the archive: refused, or (in the zip's unused fields, a date) without effect; never a traceback."""
    content = bytearray(archive.read_bytes())
    content[(len(content) - 1) * where // 19] ^= 0x10
    archive.write_bytes(content)
    answer = command("restore", str(archive), "--yes")
    assert answer.exit_code in (0, 1) and not (answer.exception and answer.exit_code == 0)
    assert isinstance(answer.exception, SystemExit | None), answer.exception
    assert Interaction.select().count() == 1


def test_a_folder_or_nothing_at_all(refused, shelf):
    refused(shelf)
    refused(shelf / "bestaat-niet.zip")


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"null",
        b'{"format": 1}',
        b'{"format": 2}',
        b"[" * 100_000,
        b'{"format": 1, "files": {"crm.db": {"size": -1, "sha256": ""}}}',
        b'{"format": 1, "files": []}',
        b"\xff\xfe",
    ],
)
def test_a_manifest_that_makes_no_sense(refused, archive, shelf, manifest):
    target = shelf / "x.zip"
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("crm.db", members(archive)["crm.db"])
        packed.writestr("manifest.json", manifest)
    refused(target)


@pytest.mark.parametrize(
    "change",
    [
        lambda files, told: told["files"]["crm.db"].update(sha256="0" * 64),
        lambda files, told: told["files"]["crm.db"].update(size=1),
        lambda files, told: told["files"]["crm.db"].update(size=True),
        lambda files, told: told["files"].pop("crm.db"),
        lambda files, told: told["rows"].update(interaction=7),
        lambda files, told: told["rows"].update(verzonnen=0),
        lambda files, told: told["migrations"].pop(),
        lambda files, told: told.update(migrations="0001_first"),
        lambda files, told: told.update(extra="veld"),
        lambda files, told: told.pop("made_at"),
    ],
)
def test_a_manifest_that_was_tampered_with(refused, remade, change):
    refused(remade(change, honest=False))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER boe AFTER INSERT ON customer BEGIN UPDATE user SET role = 'admin'; END",
        "CREATE VIEW boe AS SELECT * FROM user",
        "UPDATE interaction SET customer_id = 999",
        "DROP TABLE change",
        "UPDATE attachment SET key = '../../../../etc/passwd'",
    ],
)
def test_a_database_that_is_not_as_ours_are(refused, remade, tmp_path, statement):
    refused(remade(lambda files, told: files.update({"crm.db": changed(files["crm.db"], statement, tmp_path)})))


@pytest.mark.parametrize("table", ["change", "invitation", "search_position"])
def test_a_database_that_lacks_a_table_though_its_manifest_says_so_too(refused, remade, tmp_path, table):
    def drop(files: dict, told: dict) -> None:
        files["crm.db"] = changed(files["crm.db"], f"DROP TABLE {table}", tmp_path)
        told["rows"].pop(table, None)

    refused(remade(drop))


@pytest.mark.parametrize("content", [b"", os.urandom(50_000), b"SQLite format 3\x00" + os.urandom(50_000)])
def test_a_database_that_is_none(refused, remade, content):
    refused(remade(lambda files, told: files.update({"crm.db": content})))


def test_a_database_with_a_damaged_page(refused, remade):
    def damage(files: dict, told: dict) -> None:
        content = bytearray(files["crm.db"])
        content[4096 * 20 : 4096 * 21] = os.urandom(4096)
        files["crm.db"] = bytes(content)

    refused(remade(damage))


def test_the_database_of_another_program(refused, remade, tmp_path):
    """An SQLite file of some other program."""
    other = tmp_path / "anders" / "boekhouding.db"
    other.parent.mkdir()
    connection = db.peewee.sqlite3.connect(str(other))
    connection.execute("CREATE TABLE factuur (id INTEGER PRIMARY KEY)")
    connection.close()

    def swap(files: dict, told: dict) -> None:
        files["crm.db"] = other.read_bytes()
        told["migrations"], told["rows"] = [], {"factuur": 0}

    refused(remade(swap))


def changed(database: bytes, statement: str, tmp_path: Path) -> bytes:
    file = tmp_path / "veranderd" / "crm.db"
    file.parent.mkdir()
    file.write_bytes(database)
    connection = db.peewee.sqlite3.connect(str(file))
    connection.execute(statement)
    connection.commit()
    connection.close()
    return file.read_bytes()
