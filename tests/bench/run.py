"""Measure every job on every file and print the tables; a run over all sizes also writes docs/benchmarks.md.

make bench                                            10,000, 100,000 and 1,000,000 contacts
make bench SIZES="10000 100000"                       other sizes
make bench DATABASE=postgresql://user@host/name       the same on PostgreSQL, in databases name_10000, …
"""

import argparse
import sys

from tests.bench import files, machine, measured, note, samples, table, taking_in, whoosh_index
from tests.bench.apart import apart
from tests.bench.files import File
from tests.bench.goals import Effort
from tests.bench.whoosh_index import Whoosh

SIZES = (10_000, 100_000, 1_000_000)


def main() -> None:
    """What ``make bench`` does."""
    sizes, url = _asked()
    effort = Effort()
    text, missed, on = run(sizes, url, effort)
    print(f"{on}\n\n{text}\n")
    print("\n".join(f"✗ {one}" for one in missed) or "All goals are reached.")
    if sizes == list(SIZES) and not url:
        print(f"\nwritten: {note.write(on, text, missed, effort).name}")


def run(sizes: list[int], url: str, effort: Effort) -> tuple[str, list[str], str]:
    """The tables, what misses its goal, and on which machine. Each file in a process of its own."""
    places = [files.ready(size, url) for size in sizes]
    imported = taking_in.imported(effort.imported, effort.before_import, url)
    print(f"  CSV import: {imported:,.0f} contacts/s", file=sys.stderr, flush=True)
    found = [apart(measured.measure, file, effort) for file in places]
    whoosh = next((apart(_whoosh, file, effort) for file in places if file.size == effort.by_whoosh), None)
    on = machine.described(places[-1])
    return table.tables(found, imported, whoosh), table.missed(found, imported), on


def _whoosh(file: File, effort: Effort) -> Whoosh:
    with file.opened():
        return whoosh_index.measure(file, samples.take(), effort.rounds)


def _asked() -> tuple[list[int], str]:
    parser = argparse.ArgumentParser(prog="make bench", description="How fast Rechterhand is.")
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), metavar="SIZE", help="contacts")
    parser.add_argument("--database", default="", metavar="URL", help="PostgreSQL instead of SQLite")
    asked = parser.parse_args()
    return sorted(set(asked.sizes)), asked.database


if __name__ == "__main__":
    main()
