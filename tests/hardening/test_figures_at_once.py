"""Colleagues write while two workers count: when all is quiet, every figure is what a recount row by row gives."""

import os
import random
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from crm import clock, db
from crm.accounts.models import Role
from crm.company import clock as company
from crm.errors import NotFound, Refused
from crm.interactions import actions as interactions
from crm.teamwork import checking
from crm.teamwork.actions import counting
from crm.teamwork.models import StaleDay
from tests import factories
from tests.teamwork import naive

SECONDS = 12 if "CRM_KILL_ROUNDS" in os.environ else 3
DAYS = 3  # few, so that they meet


def test_nothing_is_lost_between_writers_and_workers(app):
    users = [factories.user(f"Medewerker {number}", role=Role.MANAGER) for number in range(2)]
    customers = [factories.customer() for _each in range(2)]
    counting.recount()
    until, failed, rounds = time.monotonic() + SECONDS, [], {"writes": 0, "counts": 0}

    def busy(what: str, work: Callable[[random.Random], None], seed: int) -> None:
        dice = random.Random(seed)
        with db.database.connection_context():
            while time.monotonic() < until and not failed:
                try:
                    work(dice)
                    rounds[what] += 1
                except Exception as error:  # a thread would keep it to itself
                    failed.append(error)

    def write(dice: random.Random) -> None:
        ago = timedelta(hours=dice.randrange(24 * DAYS))
        logged = factories.interaction(dice.choice(customers), by=dice.choice(users), ago=ago)
        values = interactions.Values("visit", "in", body="Langs geweest.", occurred_at=clock.now() - ago / 2)
        deed = dice.randrange(4)
        try:
            if deed == 0:
                interactions.edit(logged.id, values, by=users[0])
            elif deed == 1:
                interactions.delete(dice.randint(1, logged.id), by=users[0])
            elif deed == 2:
                interactions.restore(dice.randint(1, logged.id), by=users[0])
        except (NotFound, Refused):
            pass

    def count(dice: random.Random) -> None:
        counting.count_some(dice.choice((0, 0.05)))
        if dice.random() < 0.02:
            counting.mark_everything()

    work = [("writes", write), ("writes", write), ("counts", count), ("counts", count)]
    threads = [threading.Thread(target=busy, args=(*one, seed)) for seed, one in enumerate(work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    print(f"\n{rounds['writes']} writes, counted {rounds['counts']} times meanwhile")
    assert min(rounds.values()) > SECONDS  # they met, however slow the machine
    assert [one for one in checking.differences() if not one.waits] == []
    while counting.count_some():
        pass
    assert not StaleDay.select().exists()
    assert naive.kept() == naive.recount(company.zone())
