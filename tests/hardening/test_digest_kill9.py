"""Workers die at any moment and the mail server hangs up: each colleague's digest arrives, and it is one and the same.

CRM_KILL_ROUNDS says how often a worker dies: few times in `make test`, fifty in `make hardening`.
"""

import os
import random
import subprocess
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from crm import clock
from crm.accounts.models import User
from crm.company.models import keep
from crm.db import database, transaction
from crm.digest.actions import SINCE
from crm.digest.models import Digest, DigestChoice
from crm.jobs import actions as jobs
from crm.jobs.models import Job
from crm.mail.models import Mail, State
from tests import factories, postgres, smtp
from tests.databases import damage
from tests.server import FLASK, ROOT
from tests.worker.processes import wait_until

ROUNDS = int(os.environ.get("CRM_KILL_ROUNDS", "3"))
SEED = 20261122
EACH, WORKERS = 4, 2
CUT = smtp.Fault("end", smtp.DROP)  # the mail was taken, and nobody hears of it
HASTY = ("digest.make", "mail.deliver")  # what is tried again after a minute is tried at once here


def test_each_digest_arrives_and_is_the_same_where_it_comes_twice(app, settings):
    chance, begun = random.Random(SEED), time.monotonic()
    users: list[int] = []
    keep(SINCE, str(int((clock.now() - timedelta(days=2)).timestamp())))
    with smtp.server() as post:
        workers = [start(settings.data_dir, post.url) for _number in range(WORKERS)]
        try:
            for _round in range(ROUNDS):
                before = len(post.mails)
                users += newcomers()
                post.befall(*(chance.choice([CUT, None, None, None]) for _mail in range(EACH)))
                wait_until(lambda before=before: hasten() or len(post.mails) > before, 60)
                time.sleep(chance.uniform(0, 0.3))
                end(workers.pop(chance.randrange(WORKERS)))
                database.close()
                assert damage() == []
                database.connect()
                workers.append(start(settings.data_dir, post.url))
            wait_until(lambda: hasten() or all_sent(len(users)), 120)
        finally:
            for one in workers:
                end(one)
    took = time.monotonic() - begun

    copies: dict[str, list[bytes]] = {}
    for one in post.mails:
        copies.setdefault(one.message["Message-ID"], []).append(one.content)
    again = sum(len(same) - 1 for same in copies.values())
    print(f"\n{ROUNDS} × kill -9 of a worker in {took:.0f} s: {len(users)} digests, {again} came again, unchanged")
    assert Counter(mail.message["To"].addresses[0].addr_spec for mail in post.mails).keys() == addresses(users)
    assert len(copies) == len(users) == Mail.select().count()  # one Message-ID for each
    assert all(len(set(same)) == 1 for same in copies.values())
    cut = post.commands.count("end") - post.commands.count("quit")  # connections that ended between these two
    assert again <= cut + ROUNDS
    assert damage() == []


def newcomers() -> list[int]:
    """Some more colleagues whose digest is due since two minutes."""
    due = (clock.now() - timedelta(minutes=2)).astimezone(ZoneInfo("Europe/Amsterdam"))
    long_ago = clock.now() - timedelta(days=1)
    added = [factories.user(f"Medewerker {number}").id for number in range(EACH)]
    with transaction():
        User.update(password="scrypt:unknown", created_at=long_ago).where(User.id.in_(added)).execute()
        for user in added:
            when = {"weekday": due.weekday(), "minute": due.hour * 60 + due.minute}
            DigestChoice.create(user=user, when_empty=True, changed_at=long_ago, **when)
        jobs.add("digest.plan", key="task:digest.plan")
    return added


def hasten() -> None:
    """What went wrong is tried again now."""
    waiting = (Job.run_at > clock.now()) & Job.kind.in_(HASTY)
    if Job.select().where(waiting).exists():
        with transaction():
            Job.update(run_at=clock.now()).where(waiting).execute()


def all_sent(count: int) -> bool:
    sent = Mail.select().where(Mail.state == State.SENT).count()
    return sent == count == Digest.select().count()


def addresses(users: list[int]) -> set[str]:
    return {address for (address,) in User.select(User.email).where(User.id.in_(users)).tuples()}


def start(folder: Path, smtp_url: str) -> subprocess.Popen:
    """The worker as it is run, with leases so short that another soon takes over."""
    told = {"CRM_DATA_DIR": str(folder), "CRM_SMTP_URL": smtp_url, "CRM_SECRET_KEY": "only-for-tests-" * 4}
    told |= {"CRM_BASE_URL": "https://crm.vanrijnsbergen.example", "CRM_DATABASE_URL": database_url()}
    return subprocess.Popen(
        [FLASK, "worker", "--lease", "1"], cwd=ROOT, env=os.environ | told, stderr=subprocess.DEVNULL
    )


def end(worker: subprocess.Popen) -> None:
    worker.kill()
    worker.wait(10)


def database_url() -> str:
    return postgres.url() if postgres.asked_for() else ""
