"""Eight processes write to the same few records at once: no lock error, nothing lost, journal and search complete."""

import json
import os
import subprocess
import sys
import time
from collections import Counter

import pytest

from crm import db
from crm.accounts.models import Role, User
from crm.interactions.models import Comment, Interaction
from crm.journal import Change
from crm.search import queries as searching
from crm.settings import ROOT
from tests import factories
from tests.databases import damage
from tests.hardening import deeds

PROCESSES = 8
WRITES = 250 if "CRM_KILL_ROUNDS" in os.environ else 80  # of each; all of them in `make hardening`


@pytest.fixture
def colleagues(app) -> list[User]:
    """Managers, who may change what others logged; and the records they will all write to."""
    users = [factories.user(f"Medewerker {number}", role=Role.MANAGER) for number in range(PROCESSES)]
    places = [factories.customer(note=f"{deeds.COUNTED}0") for _each in deeds.CUSTOMERS]
    factories.person(places[0], note=f"{deeds.COUNTED}0")
    for _each in deeds.CONTACTS:
        factories.interaction(places[0], by=users[0], body=f"{deeds.COUNTED}0")
    return users


def test_eight_processes_lose_nothing(colleagues, settings, command):
    journalled = changes()
    db.database.close()
    took, told = together(settings.data_dir, colleagues)
    db.database.connect()

    done = sum((Counter(one["done"]) for one in told), Counter())
    outdated = sum(one["outdated"] for one in told)
    print(f"\n{done.total()} writes by {PROCESSES} processes in {took:.1f} s: {done.total() / took:.0f} writes/s,")
    print(f"{outdated} more were told that a colleague was first, and tried again")
    assert done.total() == PROCESSES * WRITES
    assert outdated > 0  # they did write to the same records at once
    assert deeds.counts() == {name: done[name] for name in deeds.counts()}
    assert Interaction.select().count() == done["log"] + len(deeds.CONTACTS)
    for contact in deeds.CONTACTS:
        assert Comment.select().where(Comment.interaction == contact).count() == done[f"comment {contact}"]
    the_journal_is_complete(changes() - journalled, done)
    everything_is_found(command, colleagues)
    db.database.close()
    assert damage() == []
    db.database.connect()


def together(folder, colleagues) -> tuple[float, list[dict]]:
    """Let them all work at once; how long it took, and what each says that it did."""
    command = [sys.executable, "-m", "tests.hardening.deeds", str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    workers = [
        subprocess.Popen([*command, str(user.id), str(user.id), str(WRITES)], cwd=ROOT, **pipes) for user in colleagues
    ]
    try:
        for worker in workers:
            assert worker.stdout.readline() == "ready\n", worker.stderr.read()
        begun = time.monotonic()
        for worker in workers:
            worker.stdin.write("\n")
            worker.stdin.flush()
        said = [worker.communicate(timeout=120) for worker in workers]
        took = time.monotonic() - begun
    finally:
        for worker in workers:
            worker.kill()
    assert [errors for _told, errors in said if errors] == []  # "database is locked" would stand here
    return took, [json.loads(told) for told, _errors in said]


def changes() -> Counter[str]:
    return Counter(verb for (verb,) in Change.select(Change.verb).tuples())


def the_journal_is_complete(written: Counter[str], done: Counter[str]) -> None:
    def of(kind: str) -> int:
        return sum(times for name, times in done.items() if name.partition(" ")[0] == kind)

    pinned = {verb: written.pop(verb) for verb in ("interaction.pin", "interaction.unpin")}
    assert written == {
        "interaction.log": of("log"),
        "interaction.edit": of("edit"),
        "comment.add": of("comment"),
        "customer.edit": of("customer"),
        "person.edit": of("person"),
    }
    still = Interaction.select().where(Interaction.pinned_at.is_null(False)).count()
    assert pinned["interaction.pin"] - pinned["interaction.unpin"] == still
    for contact in deeds.CONTACTS:  # each edit began where the one before it ended
        edits = Change.select().where(Change.verb == "interaction.edit", Change.record == contact).order_by(Change.id)
        bodies = [(edit.values["before"]["body"], edit.values["after"]["body"]) for edit in edits]
        assert bodies == [(f"{deeds.COUNTED}{at}", f"{deeds.COUNTED}{at + 1}") for at in range(len(bodies))]


def everything_is_found(command, colleagues) -> None:
    checked = command("search", "check")
    assert checked.exit_code == 0, checked.output
    for contact in Interaction.select().where(Interaction.body.startswith("Belde over lading")):
        number = contact.body.rpartition(" ")[2].rstrip(".")
        assert [hit.id for hit in searching.search(number).interactions] == [contact.id], number
