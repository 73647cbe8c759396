"""A restore that is killed leaves the old content or the new, never half of either."""

import os
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from crm import db
from crm.accounts.models import CONSOLE
from crm.backup import actions
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.search import upkeep
from tests import databases, factories, postgres

BALLAST = 1_000_000 if postgres.asked_for() else 30_000_000  # bytes: several steps of copying pages


@pytest.fixture
def before_and_after(command, leak, alice, attach, shelf, data_dir) -> Path:
    """A big backup with one contact, and a live file that went on to two."""
    attach(leak)
    with db.transaction():
        filler = Change.insert(at=0, verb="import.run", kind="import", data=os.urandom(BALLAST // 20).hex())
        for _part in range(10):
            filler.execute()
    assert command("backup", str(shelf / "a.zip")).exit_code == 0
    factories.interaction(leak.customer, by=alice, body="Offerte voor een ketel besproken")
    return shelf / "a.zip"


def killed(archive: Path, data_dir: Path, at_step: int | None = None, after: float | None = None) -> bool:
    """Restore in a process of its own that is killed at a step or after so many seconds; False where it got through."""
    db.database.close()
    child = os.fork()
    if child == 0:
        steps = 0

        def tell(_done: int) -> None:
            nonlocal steps
            steps += 1
            if steps == at_step:
                os.kill(os.getpid(), signal.SIGKILL)

        @contextmanager
        def stage(_name, _total):
            yield tell

        with db.database.connection_context():
            actions.restore(archive, by=CONSOLE, data_dir=data_dir, stage=stage, overwrite=True)
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    ended = os.waitpid(child, 0)[1]
    db.database.connect()
    return os.WIFSIGNALED(ended)


def is_whole() -> str:
    """Which of the two is there; fails where it is neither."""
    assert databases.dangling() == []
    if db.file():
        assert db.database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    indexed = all(finding.sound for finding in upkeep.check())
    assert indexed or (db.file() is None and upkeep.outdated()), "an index that is wrong and does not know it"
    restored = Change.select().where(Change.verb == "backup.restore").count()
    return {(2, 0): "old", (1, 1): "new"}[Interaction.select().count(), restored]


def test_killed_at_every_step(before_and_after, data_dir):
    seen = []
    for step in range(1, 200):
        if not killed(before_and_after, data_dir, at_step=step):
            break
        seen.append(is_whole())
    assert set(seen) == {"old", "new"}
    assert is_whole() == "new"
    work = [one for one in data_dir.iterdir() if one.name.startswith(".")]
    assert work == []


def test_killed_at_any_moment(before_and_after, data_dir):
    """From the start until after the end; where it ends as new, it stays new."""
    began = time.monotonic()
    assert not killed(before_and_after, data_dir)
    whole = time.monotonic() - began
    rounds = 12
    for number in range(rounds):
        with db.transaction():  # old again: a contact more than in the backup
            Change.delete().where(Change.verb == "backup.restore").execute()
            if Interaction.select().count() == 1:
                one = Interaction.get()
                factories.interaction(one.customer, by=one.author, body="Offerte voor een ketel besproken")
        killed(before_and_after, data_dir, after=whole * (0.4 + 0.7 * number / rounds))
        is_whole()
