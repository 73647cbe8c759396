"""The tables, as Markdown that also reads well on a console. A figure that misses its goal is marked ✗."""

from tests.bench.goals import GROWTH, IMPORTED, MEGABYTES, Goal
from tests.bench.measured import Line, Measured
from tests.bench.whoosh_index import Whoosh

Rows = list[list[str]]
NOISE = 5.0  # milliseconds below which twice as much says nothing


def tables(found: list[Measured], imported: float, whoosh: Whoosh | None) -> str:
    """All tables of a run, largest file first."""
    largest = found[-1]
    parts = [f"## {largest.size:,} contacts", _jobs(largest), _whole(found, imported)]
    if len(found) > 1:
        parts += [f"## From {found[0].size:,} to {largest.size:,} contacts: p95 in ms", _growth(found)]
        for one in reversed(found[:-1]):
            parts += [f"## {one.size:,} contacts", _jobs(one)]
    if whoosh:
        parts += [f"## Beside Whoosh’s own index in files, {whoosh.contacts:,} contacts", _beside(found, whoosh)]
    return "\n\n".join(parts)


def missed(found: list[Measured], imported: float) -> list[str]:
    """One sentence for each goal that was not reached, on the largest file."""
    said = []
    for line in found[-1].lines:
        if line.goal and line.http.p95 > line.goal.p95:
            said.append(f"{line.name}: p95 {line.http.p95:.0f} ms instead of {line.goal.p95:.0f}")
        if line.goal and line.http.per_second < line.goal.per_second:
            said.append(f"{line.name}: {line.http.per_second:.0f} requests/s instead of {line.goal.per_second:.0f}")
    for name, times in _grown(found).items():
        if times > GROWTH:
            said.append(f"{name}: p95 grows {times:.1f} times instead of at most {GROWTH:.0f}")
    if found[-1].megabytes > MEGABYTES:
        said.append(f"memory: {found[-1].megabytes:.0f} MB instead of {MEGABYTES}")
    if imported < IMPORTED:
        said.append(f"CSV import: {imported:,.0f} contacts/s instead of {IMPORTED:,}")
    if found[-1].found < found[-1].asked:
        said.append(f"new contact: {found[-1].found} of {found[-1].asked} found by the very next search")
    return said


def _jobs(one: Measured) -> str:
    head = ["job", "p50 ms", "p95 ms", "goal", "requests/s", "goal", "SQL ms", "statements"]
    return _table(head, [_job(line) for line in one.lines])


def _job(line: Line) -> list[str]:
    http, goal = line.http, line.goal or Goal(0, 0)
    return [
        line.name,
        f"{http.p50:.1f}",
        _marked(f"{http.p95:.1f}", bool(line.goal) and http.p95 > goal.p95),
        f"{goal.p95:.0f}" if line.goal else "",
        _marked(f"{http.per_second:.0f}", http.per_second < goal.per_second),
        f"{goal.per_second:.0f}" if line.goal else "",
        f"{line.sql.took:.2f}",
        f"{line.sql.statements}",
    ]


def _whole(found: list[Measured], imported: float) -> str:
    largest = found[-1]
    memory = _marked(f"{largest.megabytes:.0f}", largest.megabytes > MEGABYTES)
    rows = [
        ["memory of all processes, MB", memory, f"{MEGABYTES}"],
        ["CSV import with search on, contacts/s", _marked(f"{imported:,.0f}", imported < IMPORTED), f"{IMPORTED:,}"],
        [
            "new contacts found by the very next search",
            _marked(f"{largest.found} of {largest.asked}", largest.found < largest.asked),
            "all",
        ],
    ]
    return _table(["", "measured", "goal"], rows)


def _growth(found: list[Measured]) -> str:
    head = ["job", *(f"{one.size:,}" for one in found), "grows", "goal"]
    grown, rows = _grown(found), []
    for lines in zip(*(one.lines for one in found), strict=True):
        times = grown[lines[0].name]
        cells = [f"{line.http.p95:.1f}" for line in lines]
        rows.append([lines[0].name, *cells, _marked(f"{times:.1f}×", times > GROWTH), f"{GROWTH:.0f}×"])
    return _table(head, rows)


def _grown(found: list[Measured]) -> dict[str, float]:
    pairs = zip(found[0].lines, found[-1].lines, strict=True)
    return {small.name: large.http.p95 / max(small.http.p95, NOISE) for small, large in pairs}


def _beside(found: list[Measured], whoosh: Whoosh) -> str:
    ours = next(one for one in found if one.size == whoosh.contacts)
    lines = {line.name: line for line in ours.lines}
    rows = [
        [name, f"{lines[name].http.p95:.1f}", f"{lines[name].sql.took:.2f}", f"{p95:.1f}"]
        for name, p95 in whoosh.p95.items()
    ]
    log = lines["log a contact"]
    rows.append(["one more contact", f"{log.http.p95:.1f}", f"{log.sql.took:.2f}", f"{whoosh.one_more:.1f}"])
    head = ["", "ours, whole page p95 ms", "ours, SQL ms", "Whoosh, query alone p95 ms"]
    built = f"Whoosh takes in {whoosh.per_second:,.0f} contacts/s and keeps {whoosh.megabytes:,.0f} MB on disk."
    return f"{_table(head, rows)}\n\n{built}"


def _marked(text: str, bad: bool) -> str:
    return f"✗ {text}" if bad else text


def _table(head: list[str], rows: Rows) -> str:
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join("| " + " | ".join(_cells(row, widths)) + " |" for row in [head, rule, *rows])


def _cells(row: list[str], widths: list[int]) -> list[str]:
    return [
        cell.rjust(width) if place else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
