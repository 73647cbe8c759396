"""All jobs on one file: over HTTP, and the bare SQL beside it."""

import logging
import sys
from dataclasses import dataclass

from flask import Flask

from tests import server
from tests.bench import bare, load, samples, taking_in, visitor
from tests.bench.bare import Bare
from tests.bench.files import File
from tests.bench.goals import Effort, Goal
from tests.bench.jobs import Job, jobs
from tests.bench.load import Figures, Server


@dataclass(frozen=True)
class Line:
    """One job on one file."""

    name: str
    goal: Goal | None
    http: Figures
    sql: Bare


@dataclass(frozen=True)
class Measured:
    """What came out for one file; ``found`` of ``asked`` new contacts were found by the very next search."""

    size: int
    lines: list[Line]
    megabytes: float
    found: int
    asked: int


def measure(file: File, effort: Effort) -> Measured:
    """Run every job. Tells how far it is on stderr."""
    with file.opened() as app:
        logging.getLogger("crm").setLevel(logging.WARNING)  # no line for every request that only looks for its SQL
        found = samples.take()
        who = visitor.log_in(app)
    todo = jobs(found)
    with server.running(file.folder, effort.workers, quiet=True, url=file.database) as (port, pid):
        program = Server(port, who.program)
        lines = [_line(app, job, who, port, effort, file.size) for job in todo]
        at_once = taking_in.found_at_once(program, found.customers, effort.at_once_found)
        return Measured(file.size, lines, server.memory(pid), at_once, effort.at_once_found)


def _line(app: Flask, job: Job, who: visitor.Visitor, port: int, effort: Effort, size: int) -> Line:
    sql = bare.measure(app, job, who, effort.rounds)
    http = load.measure(Server(port, who.program if job.program else who.browser), job.make, effort)
    told = f"{http.p95:7.1f} ms p95 {http.per_second:6.0f}/s {sql.took:7.2f} ms SQL"
    print(f"  {size:>9,}  {job.name:<34}{told}", file=sys.stderr, flush=True)
    return Line(job.name, job.goal, http, sql)
