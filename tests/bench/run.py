"""Print the performance table: every job over HTTP, on a small and a large file.

make bench                          5,000 and 100,000 contacts
make bench SIZES="5000 1000000"     other sizes; the first run makes the files, a million takes a while
"""

import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from crm import clock, db
from crm.accounts import keys
from crm.accounts.models import ApiToken, LoginSession, User
from crm.app import create_app
from crm.customers.models import ContactPoint, Customer
from crm.interactions.models import Interaction
from crm.settings import Settings
from tests import server
from tests.bench.load import Figures, Request, measure, of

ROUNDS, CLIENTS = 60, 8
PER_CUSTOMER = 10  # contacts per customer, as in a file of years


@dataclass(frozen=True)
class Job:
    """One line of the table; ``token`` sends the API's header instead of the cookie."""

    name: str
    make: Callable[[int], Request]
    token: bool = False


def main() -> None:
    """Measure every size and print one table."""
    sizes = [int(word) for word in sys.argv[1:]] or [5_000, 100_000]
    table: dict[str, list[Figures]] = {}
    notes = []
    for size in sizes:
        folder = server.file_of(size, max(size // PER_CUSTOMER, 200))
        headers, bearer, jobs = _prepare(folder)
        with server.running(folder, quiet=True) as (port, pid):
            for job in jobs:
                figures = measure(port, bearer if job.token else headers, job.make, ROUNDS, CLIENTS)
                table.setdefault(job.name, []).append(figures)
                print(f"  {size:>9,}  {job.name:<32} {figures.p95:6.1f} ms p95", file=sys.stderr)
            notes.append(f"{size:,} contacts: {server.memory(pid):.0f} MB for all processes")
    _print(sizes, table, notes)


def _prepare(folder) -> tuple[dict[str, str], dict[str, str], list[Job]]:
    """A logged-in browser's headers, a program's headers, and the jobs, from what is in the file."""
    settings = Settings.load({"CRM_DATA_DIR": str(folder)})
    app = create_app(settings)
    with db.database.connection_context():
        user = User.get(User.email.startswith("joost"))
        key, token = keys.new_session_key(), keys.new_token()
        LoginSession.create(
            key_hash=keys.hash_of(key), user=user, created_at=clock.now(), expires_at=2**33, browser="bench"
        )
        ApiToken.create(key_hash=keys.hash_of(token), user=user, name="bench", created_at=clock.now())
        jobs = _jobs()
    cookie = app.session_interface.get_signing_serializer(app).dumps({"_user_id": key, "_fresh": True})
    browser = {"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={cookie}"}
    return browser, {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}, jobs


def _jobs() -> list[Job]:
    ids = [row[0] for row in Customer.select(Customer.id).order_by(Customer.id).limit(2000).tuples()][:: max(1, 7)]
    heavy = (
        Interaction.select(Interaction.customer_id)
        .where(Interaction.customer.in_(Customer.select(Customer.id).limit(200)))
        .group_by(Interaction.customer)
        .order_by(db.peewee.fn.COUNT(Interaction.id).desc())
        .tuples()
        .first()[0]
    )
    phones = [
        row[0]
        for row in ContactPoint.select(ContactPoint.normal).where(ContactPoint.kind == "phone").limit(300).tuples()
    ]
    names = [row[0] for row in Customer.select(Customer.name).limit(300).tuples()]

    def log(number: int) -> Request:
        text = {"customer_id": ids[number % len(ids)], "channel": "phone", "direction": "out"}
        return Request(
            "/api/v1/interactions",
            json.dumps({**text, "body": f"Teruggebeld over de levering van pomp {number}, komt vrijdag vóór 12 uur."}),
        )

    return [
        Job("timeline, any customer", of([f"/customers/{id}" for id in ids])),
        Job("timeline, the heaviest customer", of([f"/customers/{heavy}"])),
        Job("brief", of([f"/customers/{id}/brief" for id in ids])),
        Job("search: rare word", of(["/search?q=hydrofoor+vlotter", "/search?q=26-1184"])),
        Job("search: common word", of(["/search?q=pomp", "/search?q=levering"])),
        Job("search: two words", of(["/search?q=pomp+lekt", "/search?q=factuur+korting"])),
        Job("search: phrase", of(["/search?q=%22kas+3%22"])),
        Job("search: prefix", of(["/search?q=lever*"])),
        Job("search: phone number", of([f"/search?q={phone[-8:]}" for phone in phones])),
        Job(
            "typeahead",
            of([f"/search/suggest?q={quote(name.split()[-1][:4])}" for name in names if name.split()[-1].isalpha()]),
        ),
        Job("phone lookup", of([f"/api/v1/lookup?phone=%2B{phone.lstrip('+')}" for phone in phones]), token=True),
        Job("today", of(["/"])),
        Job("customers", of(["/customers/"])),
        Job("log a contact", log, token=True),
    ]


def _print(sizes: list[int], table: dict[str, list[Figures]], notes: list[str]) -> None:
    print(f"\n{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{ROUNDS} requests one by one (p50, p95 in ms), then {CLIENTS} clients for 3 s (requests/s)\n")
    head = "".join(f"{f'{size:,} contacts':>28}" for size in sizes)
    print(f"{'':<34}{head}")
    print(f"{'':<34}" + "".join(f"{'p50':>10}{'p95':>8}{'req/s':>10}" for _size in sizes))
    for name, found in table.items():
        cells = "".join(f"{one.p50:>10.1f}{one.p95:>8.1f}{one.per_second:>10.0f}" for one in found)
        print(f"{name:<34}{cells}")
    print("\n" + "\n".join(notes))


if __name__ == "__main__":
    main()
