"""docs/benchmarks.md: the tables of a full run, and below them what people wrote about them."""

from pathlib import Path

from crm.settings import ROOT
from tests.bench.goals import Effort

FILE = ROOT / "docs" / "benchmarks.md"
OWN = "## What the figures mean"  # written by hand; a new run leaves it as it is
TOP = """# Benchmarks

{machine}

How to repeat it: `make bench` on a quiet machine. The first time it makes files of 10,000, 100,000 and 1,000,000
contacts in `data/bench` ({minutes} minutes or so in all, nothing to attend to), the next times it only measures.
`make bench SIZES="10000 100000"` takes other sizes and leaves this note alone, and
`make bench DATABASE=postgresql://…` does the same on PostgreSQL, in databases beside the one named.

A file holds a customer for every ten contacts and two people for every customer; one customer has a tenth of all
contacts. Notes have some 45 words. Each job is asked {rounds} times by one client (p50, p95) and then by {clients}
clients for {seconds:.0f} s (requests/s), as HTML pages through gunicorn with 2 workers, the clients on the same
machine. “SQL” is the median of the very statements that the page asks, run again without anything around them; for
a contact that is logged, the insertion of its row alone, durable. What takes less than 5 ms counts as 5 ms where
growth is reckoned. Goals are those of 1,000,000 contacts; ✗ marks what
misses its goal. Made by `make bench`, so change nothing above “What the figures mean”.
"""
MINUTES = 30


def write(machine: str, tables: str, missed: list[str], effort: Effort) -> Path:
    """Write the note, and return where it is."""
    top = TOP.format(
        machine=machine, rounds=effort.rounds, clients=effort.clients, seconds=effort.seconds, minutes=MINUTES
    )
    lines = "\n".join(f"- ✗ {one}" for one in missed) or "All goals are reached."
    FILE.write_text(f"{top}\n{tables}\n\n## Missed\n\n{lines}\n\n{_own()}")
    return FILE


def _own() -> str:
    before = FILE.read_text() if FILE.exists() else ""
    return before[before.index(OWN) :] if OWN in before else f"{OWN}\n"
