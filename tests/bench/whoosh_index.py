"""Whoosh's own index in files, on the same contacts: the way not taken (DESIGN.md §3), measured beside ours.

The only file that knows Whoosh's index. Queries run in this process, without a page around them and best match
first, which is what such an index is made for; ours are whole pages over HTTP.
"""

import json
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whoosh import index
from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.qparser import QueryParser

from crm.interactions.models import Interaction
from tests.bench.files import File, kept_in
from tests.bench.jobs import COMMON, PREFIXES
from tests.bench.load import milliseconds, percentile
from tests.bench.samples import Samples

PAGE = 20
AT_ONCE = 2_000
KEPT_AS = "built.json"


@dataclass(frozen=True)
class Whoosh:
    """How fast it takes contacts in (a second), megabytes on disk, and milliseconds: of 95 in 100, per job."""

    contacts: int
    per_second: float
    megabytes: float
    one_more: float
    p95: dict[str, float]


def measure(file: File, found: Samples, rounds: int) -> Whoosh:
    """Build it once beside the files, then search it. Needs the open database."""
    folder = kept_in() / f"whoosh-{file.size}"
    built = _built(folder, file)
    opened = index.open_dir(folder)
    jobs = {
        "search: rare word": found.rare,
        "search: common word": COMMON,
        "search: two words": found.together,
        "search: phrase": [f'"{words}"' for words in found.phrases],
        "search: prefix": PREFIXES,
    }
    return Whoosh(file.size, **built, one_more=_one_more(opened), p95=dict(_searched(opened, jobs, rounds)))


def _built(folder: Path, file: File) -> dict[str, float]:
    kept = folder / KEPT_AS
    if not kept.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        print(f"making Whoosh's own index of {file.size:,} contacts (once) …", file=sys.stderr, flush=True)
        took = _build(folder)
        size = sum(one.stat().st_size for one in folder.iterdir())
        kept.write_text(json.dumps({"per_second": file.size / took, "megabytes": size / 1e6}))
    return json.loads(kept.read_text())


def _build(folder: Path) -> float:
    """Seconds to take all contacts in."""
    schema = Schema(id=ID(stored=True), text=TEXT(analyzer=LanguageAnalyzer("nl"), phrase=True))
    begin = time.perf_counter()
    writer = index.create_in(folder, schema).writer(limitmb=256)
    for id, text in _texts():
        writer.add_document(id=str(id), text=text)
    writer.commit()
    return time.perf_counter() - begin


def _texts() -> Iterator[tuple[int, str]]:
    last = 0
    columns = Interaction.id, Interaction.subject, Interaction.body
    while True:
        rows = Interaction.select(*columns).where(Interaction.id > last).order_by(Interaction.id).limit(AT_ONCE)
        for last, subject, body in (batch := list(rows.tuples())):
            yield last, f"{subject}\n{body}"
        if not batch:
            return


def _one_more(opened: index.Index) -> float:
    """Milliseconds to add a single contact and commit it; what was added is taken back."""
    begin = time.perf_counter()
    writer = opened.writer()
    writer.add_document(id="0", text="Teruggebeld over de levering van pomp 3, komt vrijdag vóór 12 uur.")
    writer.commit(merge=False)
    took = milliseconds(begin)
    writer = opened.writer()
    writer.delete_by_term("id", "0")
    writer.commit(merge=False)
    return took


def _searched(opened: index.Index, jobs: dict[str, list[str]], rounds: int) -> Iterator[tuple[str, float]]:
    parser = QueryParser("text", opened.schema)
    with opened.searcher() as searcher:
        for name, asked in jobs.items():
            times = []
            for number in range(rounds):
                begin = time.perf_counter()
                hits = searcher.search(parser.parse(asked[number % len(asked)]), limit=PAGE)
                [hit["id"] for hit in hits]
                times.append(milliseconds(begin))
            yield name, percentile(sorted(times), 95)
