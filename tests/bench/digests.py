"""How long 500 colleagues' digests take over the file of 1,000,000 contacts: python -m tests.bench.digests

Works on a copy, made beside the file and removed afterwards: in it 500 colleagues own the customers between them,
follow five more each and opened some of them. The week is the newest of which the file has contacts.
"""

import resource
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from crm import clock, db
from crm.accounts.models import Department, User
from crm.customers.models import Customer, CustomerFollow, CustomerView
from crm.db import transaction
from crm.digest import letters, queries
from crm.digest.models import Series
from crm.interactions.models import Interaction
from tests.bench import files
from tests.bench.apart import apart
from tests.bench.files import File

SIZE, READERS = 1_000_000, 500
FOLLOWED, VIEWED = 5, 20  # customers of each
GOAL = 60  # seconds
STRAY = 1_000  # contacts logged by later runs of the bench: the week ends before them
WEEK = timedelta(days=7)


def main() -> None:
    """Print the figures; ends non-zero where the goal is missed."""
    size, readers = (int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (SIZE, READERS)
    whole = files.kept_in() / f"{size}"
    if not (whole / "data.json").exists():
        files.ready(size)
    copy = File(size, whole.with_name(f"digests-{size}"))
    shutil.copytree(whole, copy.folder, dirs_exist_ok=True)
    try:
        figures = apart(measure, copy, readers)
    finally:
        shutil.rmtree(copy.folder)
    print("\n".join(f"{name:<42}{value}" for name, value in figures.items()))
    sys.exit(figures["seconds for all, one process"] > GOAL)


def measure(file: File, readers: int) -> dict[str, Any]:
    """Build and write the digest of each, one after the other as one worker does."""
    with file.opened():
        db.upgrade()
        _people(readers)
        ends_at = _newest_week()
        users = list(User.select(User, Department).join(Department).where(User.disabled_at.is_null()).limit(readers))
        statements: Counter[int] = Counter()
        empty, slowest, memory = 0, 0.0, 0
        begun = time.perf_counter()
        for number, user in enumerate(users, 1):
            started = time.perf_counter()
            with _counted() as seen:
                told = queries.told(queries.edition(user, Series.OWN, ends_at - WEEK, ends_at))
            letters.written(told, Series.OWN, "2026-W47", None)
            slowest = max(slowest, time.perf_counter() - started)
            statements[len(seen)] += 1
            empty += told.is_empty
            memory = memory or (_megabytes() if number >= len(users) // 10 else 0)
        return {
            "digests": len(users),
            "of which empty": empty,
            "seconds for all, one process": round(time.perf_counter() - begun, 1),
            "milliseconds for the slowest": round(slowest * 1000),
            "statements each (how many digests)": ", ".join(f"{n} ({times})" for n, times in statements.items()),
            "peak MB after a tenth, and after all": f"{memory}, {_megabytes()}",
        }


def _people(readers: int) -> None:
    """Colleagues who own the customers between them."""
    departments = [id for (id,) in Department.select(Department.id).tuples()]
    now = clock.now()
    with transaction():
        missing = range(readers - User.select().where(User.disabled_at.is_null()).count())
        User.insert_many(
            {
                "name": f"Collega {number}",
                "sort_name": f"{number}",
                "email": f"digest{number}@vanrijnsbergen.example",
                "department": departments[number % len(departments)],
                "created_at": now,
            }
            for number in missing
        ).execute()
        ids = [id for (id,) in User.select(User.id).where(User.disabled_at.is_null()).tuples()]
        lowest = min(ids)
        customers = Customer.select(fn.MAX(Customer.id)).scalar()
        Customer.update(owner=Customer.id % len(ids) + lowest).where(Customer.owner.is_null(False)).execute()
        seen_at = datetime.fromtimestamp(_newest_week().timestamp() - 3 * 86_400, now.tzinfo)
        theirs = [(user, (user * 100 + number) % customers + 1) for user in ids for number in range(VIEWED)]
        for start in range(0, len(theirs), 1_000):
            rows = [{"user": user, "customer": one, "seen_at": seen_at} for user, one in theirs[start : start + 1_000]]
            CustomerView.insert_many(rows).on_conflict_ignore().execute()
        follows = [
            {"user": user, "customer": (user * 7 + n) % customers + 1, "created_at": now}
            for user in ids
            for n in range(FOLLOWED)
        ]
        CustomerFollow.insert_many(follows).on_conflict_ignore().execute()


def _newest_week() -> datetime:
    """When it ended."""
    newest = Interaction.select(Interaction.created_at).order_by(Interaction.occurred_at.desc(), Interaction.id.desc())
    return newest.offset(STRAY).limit(1).scalar()


@contextmanager
def _counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def hear(event: Any) -> None:
        seen.append(event.sql)

    db.database.query_hooks.append(hear)
    yield seen
    db.database.query_hooks.remove(hear)


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
