"""The server dies at any moment: what it said is kept is kept, once, and found.

CRM_KILL_ROUNDS says how often it dies: few times in `make test`, fifty in `make hardening`.
"""

import os
import random
import time

import pytest

from crm import db
from crm.accounts import passwords
from crm.accounts.models import User
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.search import queries as searching
from tests import factories, server
from tests.databases import damage
from tests.hardening.browsers import HttpBrowser, Writer, said

ROUNDS = int(os.environ.get("CRM_KILL_ROUNDS", "5"))
SEED = 20261122
WRITERS = 4
PASSWORD = "vier-paarden-in-de-wei"
MOST_CONTACTS, LONGEST_LIFE = 12, 3  # what a server lives to see at most, contacts or seconds
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


@pytest.fixture
def colleagues(app) -> list[User]:
    """Four who can log in, each with a customer of their own."""
    users = [factories.user(f"Medewerker {number}") for number in range(WRITERS)]
    User.update(password=passwords.hash_of(PASSWORD)).execute()
    for user in users:
        factories.customer(owner=user)
    return users


def test_what_was_acknowledged_is_there_once_and_found(app, settings, colleagues, command):
    db.database.close()
    chance, port, begun = random.Random(SEED), server.free_port(), time.monotonic()
    process = server.start(settings.data_dir, port)
    try:
        server.wait_for(process, port)
        writers = [writer(port, user, number, chance) for number, user in enumerate(colleagues)]
        for one in writers:
            one.start()
        for _round in range(ROUNDS):
            live(writers, chance)
            server.kill_9(process)
            process = server.start(settings.data_dir, port)
            server.wait_for(process, port)
            assert damage() == []
        for one in writers:
            one.stop()
    finally:
        server.kill_9(process)
    took = time.monotonic() - begun

    kept = {word: id for one in writers for word, id in one.kept.items()}
    again = sum(one.again for one in writers)
    print(f"\n{ROUNDS} × kill -9 in {took:.0f} s: {len(kept)} contacts acknowledged, {again} forms sent again")
    assert [fault for one in writers for fault in one.faults] == []
    assert len(kept) > ROUNDS and again > 0
    db.database.connect()
    each_is_there_once(kept)
    each_is_found(kept, colleagues[0])
    assert damage() == []
    checked = command("search", "check")
    assert checked.exit_code == 0, checked.output


def live(writers: list[Writer], chance: random.Random) -> None:
    """Until some more contacts were acknowledged, and then a moment, so that death comes in the midst of work."""
    enough = chance.randint(0, MOST_CONTACTS) + sum(len(one.kept) for one in writers)
    until = time.monotonic() + LONGEST_LIFE
    while sum(len(one.kept) for one in writers) < enough and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.03))


def writer(port: int, user: User, number: int, chance: random.Random) -> Writer:
    browser = HttpBrowser(port)
    browser.log_in(user.email, PASSWORD)
    return Writer(browser, customer=number + 1, words=words(number, chance))


def words(number: int, chance: random.Random) -> list[str]:
    """Made-up words, none of which another writer has."""
    found: dict[str, None] = {}
    while len(found) < 5000:
        syllables = "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _part in range(5))
        found[f"{syllables}{CONSONANTS[number]}"] = None
    return list(found)


def each_is_there_once(kept: dict[str, int]) -> None:
    there = dict(Interaction.select(Interaction.id, Interaction.body).tuples())
    assert {word: there.get(id) for word, id in kept.items()} == {word: said(word) for word in kept}
    assert len(set(there.values())) == len(there)  # none twice, also none that nobody was told of
    written = Change.select(Change.record).where(Change.verb == "interaction.log").tuples()
    assert sorted(record for (record,) in written) == sorted(there)


def each_is_found(kept: dict[str, int], user: User) -> None:
    for word, id in kept.items():
        assert [hit.id for hit in searching.search(word).interactions] == [id], word
