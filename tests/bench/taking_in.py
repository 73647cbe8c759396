"""How fast contacts come in: by CSV with search on, and whether the very next search finds a new one."""

import csv
import json
import os
import subprocess
import time
from datetime import UTC, datetime
from itertools import islice
from random import Random

from crm import clock
from crm.customers.models import Customer
from crm.demo.colleagues import TEAM
from crm.demo.plan import Plan
from crm.settings import ROOT
from tests import server
from tests.bench import files
from tests.bench.apart import apart
from tests.bench.data import richer
from tests.bench.files import File
from tests.bench.load import Request, Server

COLUMNS = ("customer_number", "occurred_at", "channel", "direction", "author_email", "subject", "body", "external_id")
ANOTHER_SEED = 1909
CSV = "contacts.csv"
LETTERS = "bcdfghjklmnprstvz"


def imported(rows: int, before: int, url: str = "") -> float:
    """Contacts a second of ``flask import interactions``, its start included, into a file that has a few ``before``."""
    file = apart(_prepared, rows, before, url)
    command = [server.FLASK, "import", "interactions", str(file.folder / CSV)]
    begin = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=os.environ | file.environment, check=True, stdout=subprocess.DEVNULL)
    return rows / (time.perf_counter() - begin)


def found_at_once(program: Server, customers: list[int], times: int) -> int:
    """Of so many new contacts, each with a word of its own, how many did the very next search find."""
    rng, found = Random(), 0
    for number in range(times):
        word = "zoek" + "".join(rng.choice(LETTERS) + rng.choice("aeiou") for _ in range(6))
        contact = {"customer_id": customers[number % len(customers)], "channel": "phone", "direction": "in"}
        logged = program.send(Request("/api/v1/interactions", json.dumps({**contact, "body": f"Belt over {word}."})))
        hits = json.loads(program.send(Request(f"/api/v1/search?q={word}")))["interactions"]
        found += json.loads(logged)["id"] in [hit["id"] for hit in hits]
    return found


def _prepared(rows: int, before: int, url: str) -> File:
    """A fresh file, and in its folder what is to be imported."""
    file = files.fresh("import", before, url)
    with file.opened():
        numbers = [number for (number,) in Customer.select(Customer.number).order_by(Customer.id).tuples()]
    plan = Plan(ANOTHER_SEED, clock.now(), len(numbers), 2 * len(numbers), rows)
    with (file.folder / CSV).open("w", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(COLUMNS)
        for number, one in enumerate(islice(richer(plan), rows)):
            when = datetime.fromtimestamp(one.at, UTC).isoformat()
            text = (one.channel, one.direction, TEAM[one.author].email, one.subject, one.body)
            writer.writerow((numbers[number % len(numbers)], when, *text, f"bench-{number}"))
    return file
