"""An archive is the same wherever it was made: from a file to a server, and from a server to a file."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from crm import clock, db
from crm.accounts.models import CONSOLE, Invitation, LoginSession
from crm.attachments.models import Attachment
from crm.backup import actions
from crm.customers.models import Customer
from crm.journal import Change
from crm.move import tables
from crm.search import queries as searching
from crm.search import upkeep
from tests import factories, postgres
from tests.backup.conftest import PHOTO, all_files, folder_is_clean, manifest_of
from tests.move.conftest import rows_of

EATS = """
CREATE FUNCTION eet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER eet BEFORE INSERT ON contact_point FOR EACH ROW EXECUTE FUNCTION eet()
"""


@pytest.fixture
def on_server(command, archive: Path, new) -> Iterator[db.peewee.Database]:
    """A server on which the archive was restored, open."""
    with db.elsewhere(new("postgresql")) as server:
        assert command("restore", str(archive)).exit_code == 0
        yield server


def kept() -> dict[str, list[tuple]]:
    """All that a restore leaves as it was: no log-ins, not its own line in the journal, nor since when there are
    digests."""
    rows = rows_of(db.database.obj)
    for name in ("login_session", "invitation"):
        del rows[name]
    rows["setting"] = [row for row in rows["setting"] if "digest_since" not in row]
    return rows | {"change": [row for row in rows["change"] if "backup.restore" not in row]}


def test_from_here_to_the_other_kind_and_back(command, leak, alice, archive, data_dir, new, shelf):
    Attachment.update(text="").execute()  # else whoever makes the index reads the picture, and says so
    later = clock.now() + timedelta(days=7)
    Invitation.create(key_hash="0" * 64, user=alice, created_at=clock.now(), expires_at=later)
    LoginSession.create(key_hash="1" * 64, user=alice, created_at=clock.now(), expires_at=later)
    assert command("backup", str(shelf / "heen.zip")).exit_code == 0
    before, back = kept(), shelf / "terug.zip"
    shutil.rmtree(data_dir / "attachments")
    with db.elsewhere(new("sqlite" if postgres.asked_for() else "postgresql")):
        done = command("restore", str(shelf / "heen.zip"))
        assert done.exit_code == 0, done.output
        _is_all_there(before, leak.id, data_dir)
        assert Invitation.select().count() == LoginSession.select().count() == 0
        made = command("backup", str(back))
        assert made.exit_code == 0 and made.stderr == "", made.output
    told, first = manifest_of(back), manifest_of(archive)
    assert told["migrations"] == first["migrations"] and told["missing"] == []
    assert told["rows"].keys() == first["rows"].keys()
    factories.interaction(leak.customer, by=alice, body="Offerte voor een ketel besproken")
    shutil.rmtree(data_dir / "attachments")
    done = command("restore", str(back), "--yes")
    assert done.exit_code == 0, done.output
    _is_all_there(before, leak.id, data_dir)
    assert Change.select().where(Change.verb == "backup.restore").count() == 2


def _is_all_there(before: dict[str, list[tuple]], contact: int, data_dir: Path) -> None:
    assert kept() == before
    assert [one.id for one in searching.search("lekkende pomp").interactions] == [contact]
    assert searching.search("ketel").interactions == []
    assert all(finding.sound for finding in upkeep.check()) and not upkeep.outdated()
    [file] = all_files(data_dir / "attachments")
    assert file.read_bytes() == PHOTO and folder_is_clean(data_dir)


def test_a_restore_that_fails_leaves_the_rows_and_their_numbering(on_server, command, leak, archive):
    last = Customer.select(db.peewee.fn.MAX(Customer.id)).scalar()
    for _one in range(3):
        last = factories.customer("Loonbedrijf Zeegers").id
    before = rows_of(on_server)
    on_server.execute_sql(EATS)
    refused = command("restore", str(archive), "--yes")
    assert refused.exit_code == 1 and "contact_point" in refused.stderr, refused.output
    on_server.execute_sql("DROP FUNCTION eet CASCADE")
    assert rows_of(on_server) == before
    assert factories.customer("Autobedrijf Kuipers").id == last + 1


def test_a_restore_begins_numbering_after_what_it_brought(on_server, command, leak, archive):
    for _one in range(3):
        factories.customer("Loonbedrijf Zeegers")
    assert command("restore", str(archive), "--yes").exit_code == 0
    assert factories.customer("Autobedrijf Kuipers").id == leak.customer_id + 1


def test_what_was_on_the_server_is_kept_in_a_file(on_server, command, archive, data_dir):
    factories.customer("Loonbedrijf Zeegers")
    command("restore", str(archive), "--yes")
    [copy] = data_dir.glob("crm-before-restore-*.db")
    assert copy.stat().st_mode & 0o077 == 0
    with db.elsewhere(f"sqlite:///{copy}"):
        assert Customer.select().where(Customer.name == "Loonbedrijf Zeegers").count() == 1


def test_a_restore_does_not_empty_tables_under_a_backup_that_is_being_made(on_server, command, archive):
    """PostgreSQL would show empty tables to a backup that began before; so the restore waits, or gives up."""
    before = rows_of(on_server)
    with _backup_that_reads(on_server):
        on_server.execute_sql("SET lock_timeout = '200ms'")
        busy = command("restore", str(archive), "--yes")
        on_server.execute_sql("SET lock_timeout = '20s'")
    assert busy.exit_code == 1 and len(busy.stderr.splitlines()) == 1, busy.output
    assert rows_of(on_server) == before


def test_who_reads_meanwhile_sees_all_of_the_old_or_all_of_the_new(on_server, archive, leak, alice, data_dir):
    for number in range(3):
        factories.interaction(leak.customer, by=alice, body=f"Offerte {number} voor een ketel besproken")
    factories.customer("Loonbedrijf Zeegers")
    old, seen, ends = _seen_by_a_page(on_server), [], threading.Event()

    def read() -> None:
        with on_server.connection_context():
            while not ends.is_set():
                seen.append(_seen_by_a_page(on_server))

    @contextmanager
    def slowly(_name, _total):
        yield lambda _done: time.sleep(0.02)

    reader = threading.Thread(target=read)
    reader.start()
    actions.restore(archive, by=CONSOLE, data_dir=data_dir, stage=slowly, overwrite=True)
    now = _seen_by_a_page(on_server)
    ends.set()
    reader.join()
    assert old == (2, 4) and now == (1, 1)
    assert len(seen) > 20 and set(seen) == {old, now} and seen == sorted(seen, reverse=True)


def _seen_by_a_page(server: db.peewee.Database) -> tuple[int, int]:
    return server.execute_sql("SELECT (SELECT count(*) FROM customer), (SELECT count(*) FROM interaction)").fetchone()


@contextmanager
def _backup_that_reads(server: db.peewee.Database) -> Iterator[None]:
    begun, ends = threading.Event(), threading.Event()

    def read() -> None:
        with server.connection_context(), server.one_moment(tables.names()):
            begun.set()
            ends.wait(20)

    reader = threading.Thread(target=read)
    reader.start()
    assert begun.wait(20)
    try:
        yield
    finally:
        ends.set()
        reader.join()
