"""Workers die at any moment: everything that was put down is done, and what it leaves behind is there once.

CRM_KILL_ROUNDS says how often one dies: few times in `make test`, fifty in `make hardening`.
"""

import os
import random
import time

from crm.db import database
from crm.jobs.models import Job
from tests.databases import damage
from tests.worker.errands import put_down, times
from tests.worker.processes import start, wait_until

ROUNDS = int(os.environ.get("CRM_KILL_ROUNDS", "4"))
SEED, EACH = 20261122, 25
WORKERS = 2


def test_each_job_is_done_and_its_effect_is_there_once(app, settings):
    chance, begun = random.Random(SEED), time.monotonic()
    workers = [start(settings.data_dir, "--lease", "1") for _number in range(WORKERS)]
    killed_at_work = 0
    try:
        for number in range(ROUNDS):
            put_down(range(number * EACH, (number + 1) * EACH), seconds=0.01)
            wait_until(lambda done=number * EACH: len(times()) > done)
            time.sleep(chance.uniform(0, 0.15))
            dead = workers.pop(chance.randrange(WORKERS))
            dead.kill()
            dead.wait(10)
            killed_at_work += Job.select().exists()
            database.close()
            assert damage() == []
            database.connect()
            workers.append(start(settings.data_dir, "--lease", "1"))
        wait_until(lambda: not Job.select().exists(), 60)
    finally:
        for one in workers:
            one.kill()
            one.wait(10)
    took, done = time.monotonic() - begun, times()
    print(f"\n{ROUNDS} × kill -9 of a worker in {took:.0f} s: {len(done)} jobs, each done once")
    assert done == dict.fromkeys(range(ROUNDS * EACH), 1)
    assert killed_at_work > ROUNDS // 2
