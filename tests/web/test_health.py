"""/healthz tells a machine whether all is well, and an administrator what is not; nobody anything else."""

import json
import os

import pytest

from crm import db
from crm.attachments.models import Attachment
from crm.web import health
from tests.databases import drop


def test_all_is_well_and_nothing_is_told_of_customers(client, file):
    answer = client.get("/healthz")
    assert answer.status_code == 200 and answer.json["status"] == "ok"
    assert set(answer.json["checks"]) == {"database", "schema", "folder", "attachments", "disk"}
    assert set(answer.json["checks"].values()) == {"ok"}
    assert "Set-Cookie" not in answer.headers


def test_a_file_that_is_still_empty_is_well_too(client):
    assert client.get("/healthz").json["status"] == "ok"


def test_a_missing_migration_is_named(client, app):
    [table] = [name for name in db.database.get_tables() if "migration" in name]
    db.database.execute_sql(f"DELETE FROM {table} WHERE name = '0002_search'")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["status"]) == (503, "error")
    assert answer.json["checks"]["schema"] == "missing 0002_search"


def test_a_table_that_cannot_be_read_is_told(client, app):
    drop("customer")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json["checks"]["database"] in ("OperationalError", "ProgrammingError")


@pytest.mark.sqlite("test_postgresql.py stops the server")
def test_a_file_that_is_none_is_told_as_json(client, app):
    folder = app.extensions["settings"].data_dir
    db.database.close()
    (folder / "crm.db").write_bytes(b"geen database" * 1000)
    for leftover in folder.glob("crm.db-*"):
        leftover.unlink()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["status"]) == (503, "error")
    assert answer.json["checks"]["database"] == "DatabaseError"
    assert str(folder) not in json.dumps(answer.json)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator of a machine may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(client, app):
    folder = app.extensions["settings"].data_dir / "attachments"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o500)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["checks"]["attachments"]) == (503, "not writable")


def test_the_folder_of_attachments_may_lack_until_there_is_one(client, app, alice):
    folder = app.extensions["settings"].data_dir / "attachments"
    assert client.get("/healthz").json["checks"]["attachments"] == "ok"
    about = {"key": "a" * 32, "name": "foto.jpg", "media_type": "image/jpeg", "size": 1, "sha256": "", "created_at": 0}
    Attachment.create(uploaded_by=alice, **about)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["checks"]["attachments"]) == (503, "not there")
    folder.write_text("een bestand")
    assert client.get("/healthz").json["checks"]["attachments"] == "not a folder"


def test_little_room_is_a_warning_and_too_little_an_error(client, app, monkeypatch):
    monkeypatch.setattr(health, "LITTLE", 1 << 80)  # more than any disk has
    answer = client.get("/healthz")
    assert answer.status_code == 200 and answer.json["status"] == "ok"
    assert [one for one in answer.json["warnings"] if one.startswith("disk: ") and one.endswith(" MB left")]
    monkeypatch.setattr(health, "TOO_LITTLE", 1 << 80)
    answer = client.get("/healthz")
    assert answer.status_code == 503 and answer.json["checks"]["disk"].startswith("full: ")


def test_asking_leaves_the_connection_of_others_as_it_was(client, alice):
    client.get("/healthz")
    alice.save()  # not read-only
    assert not db.database.is_closed()
