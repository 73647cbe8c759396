"""Twenty backups while colleagues log contacts through a real server: each restores whole."""

import http.client
import json
import threading
import time
from itertools import count
from pathlib import Path

from crm import db
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE
from crm.backup import reading, snapshot
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.search import postings, upkeep
from tests import postgres
from tests.server import running

BACKUPS, WRITERS = 20, 4


def test_twenty_backups_under_write_load_are_each_whole(command, leak, alice, attach, data_dir, shelf, tmp_path):
    attach(leak)
    token = accounts.create_token(alice, by=CONSOLE)
    db.database.close()
    accepted: list[int] = []
    with running(data_dir) as (port, _pid), _writing(port, token, leak.customer_id, accepted):
        known_before = []
        for number in range(BACKUPS):
            known_before.append(len(accepted))
            made = command("backup", str(shelf / f"{number:02}.zip"))
            assert made.exit_code == 0, made.output
        during = len(accepted)
    assert during > BACKUPS, "nobody wrote meanwhile"
    sizes = [_contacts_in(file, tmp_path / file.stem) for file in sorted(shelf.iterdir())]
    assert sizes == sorted(sizes)
    for held, promised in zip(sizes, known_before, strict=True):
        assert held >= promised + 1, "a contact that was accepted before the backup is not in it"


def test_a_restore_under_load_leaves_a_server_that_works(command, archive, leak, alice, data_dir):
    """Colleagues write before, during and after; what the server says it has is what there is."""
    token = accounts.create_token(alice, by=CONSOLE)
    assert command("backup", str(archive.with_name("met-sleutel.zip"))).exit_code == 0
    db.database.close()
    accepted: list[int] = []
    with running(data_dir) as (port, _pid), _writing(port, token, leak.customer_id, accepted):
        _wait_until(accepted, 20)
        assert command("restore", str(archive.with_name("met-sleutel.zip")), "--yes").exit_code == 0
        _wait_until(accepted, len(accepted) + 20)
    assert 20 <= Interaction.select().count() < len(accepted)
    _prove()


def _wait_until(accepted: list[int], many: int) -> None:
    deadline = time.monotonic() + 30
    while len(accepted) < many:
        assert time.monotonic() < deadline, "the server accepts nothing"
        time.sleep(0.02)


def _contacts_in(file: Path, work: Path) -> int:
    work.mkdir()
    with reading.opened(file) as archive:
        copy = archive.check(work, lambda _done: None)
    with snapshot.opened(copy):
        _prove(indexed=not postgres.asked_for())  # the index of a server stays there
        return Interaction.select().count()


def _prove(indexed: bool = True) -> None:
    """Every contact in the open database has its journal entry and its place in the index."""
    if db.file():
        assert db.database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    logged = Change.select(Change.record).where(Change.verb == "interaction.log")
    assert not Interaction.select().where(Interaction.id.not_in(logged)).exists()
    if not indexed:
        return
    assert postings.wrong() == {"customers": (0, 0), "people": (0, 0), "interactions": (0, 0)}
    assert all(finding.sound for finding in upkeep.check())


class _writing:
    """Colleagues who log one contact after another until the block ends; ids they got back go into ``accepted``."""

    def __init__(self, port: int, token: str, customer: int, accepted: list[int]) -> None:
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(port, token, customer, accepted, f"c{number}"))
            for number in range(WRITERS)
        ]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, port: int, token: str, customer: int, accepted: list[int], who: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        for number in count():
            if self._stop.is_set():
                return
            body = f"Belde over levering {who} nummer {number}: pomp en ketel komen samen."
            sent = {"customer_id": customer, "channel": "phone", "direction": "in", "body": body}
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("POST", "/api/v1/interactions", json.dumps(sent), headers)
            answer = connection.getresponse()
            if answer.status == 201:
                accepted.append(json.loads(answer.read())["id"])
            connection.close()
