"""A move that is killed: the old database is untouched, and a second move knows how far the first one came."""

import os
import signal
from contextlib import contextmanager

import pytest

from crm import db
from crm.accounts.models import CONSOLE
from crm.move import actions, copying, tables
from crm.search import upkeep
from tests.move.conftest import found_in, rows_in

KINDS = ["postgresql", "sqlite"]


def killed(old: str, new: str, during: str, at: int) -> None:
    """Move in a process of its own, which is killed when it tells of ``during`` for the ``at``-th time."""
    db.database.close()
    child = os.fork()
    if child == 0:
        told = 0

        @contextmanager
        def stage(name, _total):
            def tell(_done: int) -> None:
                nonlocal told
                told += str(name) == during
                if told == at:
                    os.kill(os.getpid(), signal.SIGKILL)

            yield tell

        with db.elsewhere(old):
            actions.move(new, by=CONSOLE, stage=stage)
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "it got through"
    db.database.connect()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", [1, 9])
def test_killed_while_copying_nothing_is_there_and_the_next_move_begins_anew(command, company, new, kind, at):
    address, before = new(kind), rows_in(company)
    killed(company, address, "Copying", at)
    assert rows_in(company) == before
    with db.elsewhere(address) as target:
        assert copying.counts(target) == dict.fromkeys(tables.names(), 0)
    with db.elsewhere(company):
        again = command("db", "move", "--to", address)
    assert again.exit_code == 0, again.output
    assert rows_in(address) == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", [1, 3])
def test_killed_while_indexing_the_next_move_goes_on_with_that(command, company, new, kind, at):
    address, before, found = new(kind), rows_in(company), found_in(company)
    killed(company, address, "Indexing", at)
    assert rows_in(company) == before == rows_in(address)
    with db.elsewhere(address):
        assert upkeep.outdated()
    with db.elsewhere(company):
        again = command("db", "move", "--to", address)
    assert again.exit_code == 0 and ("eerdere" in again.stdout or "already" in again.stdout), again.output
    assert rows_in(address) == before
    assert found_in(address) == found
