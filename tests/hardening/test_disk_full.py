"""The disk is full: a clear page says so, nothing that was acknowledged is lost, reading goes on, and once there is
room again so does writing, without a restart.

Twice: on a small disk of its own (a tmpfs, where one may mount it), and with a limit to the size of files, which
runs on every Linux.
"""

import http.client
import json
import os
import resource
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crm import db
from crm.accounts import actions as accounts
from crm.accounts import passwords
from crm.accounts.models import CONSOLE, User
from tests import factories, server
from tests.databases import damage
from tests.hardening.browsers import HttpBrowser, said
from tests.hardening.test_kill9 import each_is_found, each_is_there_once

pytestmark = pytest.mark.sqlite("PostgreSQL's disk is its own server's; test_outage.py says what we make of its answer")
PASSWORD = "vier-paarden-in-de-wei"
TOKEN = "kf93-metingen-voor-ons-alleen"
LEFT = 400 * 1024  # bytes that still fit once it is nearly full
NOTE = " De monteur neemt de oude pomp mee en legt de nieuwe vast klaar." * 100
FILLER = b"\0"


class SmallDisk:
    """A tmpfs of 16 MB, and a file that fills it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], capture_output=True)
        if mounted.returncode:
            pytest.skip("LEFT OUT: a small disk may not be mounted here")

    def fill(self, _pids: list[int]) -> None:
        room = os.statvfs(self.folder)
        (self.folder / "filler").write_bytes(FILLER * (room.f_bavail * room.f_bsize - LEFT))

    def free(self, _pids: list[int]) -> None:
        (self.folder / "filler").unlink()

    def end(self) -> None:
        subprocess.run(["umount", "-l", self.folder], check=True)


class Limit:
    """A limit to how large a file may become, put on the server while it runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not hasattr(resource, "prlimit"):
            pytest.skip("LEFT OUT: the size of files cannot be limited from outside here")

    def fill(self, pids: list[int]) -> None:
        largest = max(path.stat().st_size for path in self.folder.glob("crm.db*"))
        self._let(pids, largest + LEFT)

    def free(self, pids: list[int]) -> None:
        self._let(pids, resource.RLIM_INFINITY)

    def end(self) -> None:
        """Nothing is left of it."""

    @staticmethod
    def _let(pids: list[int], size: int) -> None:
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@pytest.fixture(params=[SmallDisk, Limit])
def disk(request, tmp_path) -> Iterator[SmallDisk | Limit]:
    folder = tmp_path / "disk"
    folder.mkdir()
    disk = request.param(folder)
    yield disk
    disk.end()


@pytest.fixture
def settings(settings, disk, new_database):
    return replace(settings, data_dir=disk.folder, database_url=new_database(disk.folder))


@pytest.fixture
def joost(app) -> User:
    """Who logs contacts with customer 1, and may do so by a program."""
    user = factories.user("Joost van der Heijden", email="joost@vanrijnsbergen.example")
    User.update(password=passwords.hash_of(PASSWORD)).execute()
    factories.customer(owner=user)
    return user


def processes(pid: int) -> list[int]:
    """The server and its two workers, once both are there."""
    for _try in range(200):
        workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if len(workers) == 2:
            break
        time.sleep(0.05)
    return [pid, *map(int, workers)]


def log(browser: HttpBrowser, word: str) -> tuple[int, str, str]:
    sent = browser.fields("/interactions/new?customer=1")
    sent |= {"customer": "1", "channel": "phone", "direction_phone": "in", "body": said(word)}
    return browser.ask("POST", "/interactions/", sent)


def enter(browser: HttpBrowser, email: str) -> tuple[int, str]:
    status, _location, page = browser.ask(
        "POST", "/login", browser.fields("/login") | {"email": email, "password": PASSWORD}
    )
    return status, page


def send(port: int, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_what_was_acknowledged_stays_and_all_goes_on_when_there_is_room(app, disk, joost, monkeypatch, command):
    bearer = {"Authorization": f"Bearer {accounts.create_token(joost, by=CONSOLE)}", "Content-Type": "application/json"}
    db.database.close()
    monkeypatch.setenv("CRM_METRICS_TOKEN", TOKEN)  # its files are on the disk too
    monkeypatch.setenv("CRM_LOG_FORMAT", "json")
    monkeypatch.setenv("TMPDIR", str(disk.folder))  # where a large upload waits
    port, kept = server.free_port(), {}
    process = server.start(disk.folder, port)
    try:
        server.wait_for(process, port)
        pids = processes(process.pid)
        browser = HttpBrowser(port)
        browser.log_in(joost.email, PASSWORD)

        def attempt(word: str) -> int:
            status, location, page = log(browser, word + NOTE)
            if status == 303:
                kept[word + NOTE] = int(location.rpartition("#i")[2])
            else:
                assert "Er kan nu niets worden bewaard" in page or "Nothing can be saved now" in page
                assert word in page and 'name="body"' in page  # what was typed can be sent again
            return status

        assert attempt("pompenhuis") == 303
        disk.fill(pids)
        words = iter(f"{begin}{end}woord" for begin in "bdfgklmnprstvz" for end in ("aa", "ee", "oo", "uu", "ie"))
        statuses = [attempt(word) for word, _until in zip(words, range(60), strict=False)]
        assert set(statuses) == {303, 507}
        assert statuses.count(303) >= 2 and statuses.count(507) >= 10, statuses

        reading_goes_on(port, browser, kept)
        every_other_write_says_so(port, browser, joost, bearer)

        disk.free(pids)
        assert attempt("weerruimte") == 303
        HttpBrowser(port).log_in(joost.email, PASSWORD)
        assert processes(process.pid) == pids  # nobody had to be started again
    finally:
        server.kill_9(process)
    db.database.connect()
    each_is_there_once(kept)
    each_is_found({word.split()[0]: id for word, id in kept.items()}, joost)
    assert damage() == []
    checked = command("search", "check")
    assert checked.exit_code == 0, checked.output


def reading_goes_on(port: int, browser: HttpBrowser, kept: dict[str, int]) -> None:
    word, contact = list(kept.items())[-1]
    for path in ("/", "/customers/", "/customers/1", "/customers/1/brief", f"/interactions/{contact}", "/login"):
        assert browser.ask("GET", path)[0] in (200, 302, 303), path
    status, _location, page = browser.ask("GET", f"/search?q={word.split()[0]}")
    assert status == 200 and f'/interactions/{contact}"' in page
    status, _location, page = browser.ask("GET", "/healthz")
    checks = json.loads(page)["checks"]
    assert {name: state for name, state in checks.items() if name != "disk"} == dict.fromkeys(
        ("database", "schema", "folder", "attachments"), "ok"
    )
    assert (status == 503) == (checks["disk"] != "ok")


def every_other_write_says_so(port: int, browser: HttpBrowser, joost: User, bearer: dict[str, str]) -> None:
    contact = {"customer_id": 1, "channel": "phone", "direction": "in", "body": "Kees belt terug." + NOTE}
    status, text = send(port, "/api/v1/interactions", json.dumps(contact).encode(), bearer)
    assert status == 507 and list(json.loads(text)) == ["error"]

    # no more often than needed: a try may still be written down where a log-in no longer fits, and counts as a failure
    for _time in range(12):
        status, page = enter(HttpBrowser(port), joost.email)
        if status == 507:
            break
    assert status == 507
    assert PASSWORD not in page

    fields = browser.fields("/interactions/new?customer=1") | {"customer": "1", "channel": "note", "body": "Zie foto."}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    parts.append('--x\r\nContent-Disposition: form-data; name="files"; filename="pomp.jpg"\r\n\r\n' + "p" * 1_900_000)
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Cookie": "; ".join(map("=".join, browser.cookies.items())),
    }
    status, _page = send(port, "/interactions/", "\r\n".join([*parts, "--x--\r\n"]).encode(), headers)
    assert status == 507
