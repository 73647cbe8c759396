"""On what was measured. No names and no paths: the note is public."""

import os
import platform
import re
from pathlib import Path

import peewee

from crm import clock, db
from tests.bench.files import File

MODEL = re.compile(r"^model name\s*:\s*(.+)$", re.MULTILINE)
TOTAL = re.compile(r"^MemTotal:\s*(\d+) kB$", re.MULTILINE)


def described(file: File) -> str:
    """Processor, cores, memory, versions and the day, in one line."""
    memory = TOTAL.search(_text("/proc/meminfo"))
    parts = (
        _processor(),
        f"{len(os.sched_getaffinity(0))} cores",
        f"{int(memory[1]) / 1024**2:.0f} GB of memory" if memory else "",
        platform.system(),
        f"Python {platform.python_version()}",
        _database(file),
        f"{clock.now():%Y-%m-%d}",
    )
    return " · ".join(filter(None, parts))


def _processor() -> str:
    """Its model; virtual machines may not tell."""
    model = MODEL.search(_text("/proc/cpuinfo"))
    return model[1].strip() if model else platform.processor() or platform.machine()


def _database(file: File) -> str:
    if not file.url:
        return f"SQLite {peewee.sqlite3.sqlite_version}"
    with file.opened():
        return f"PostgreSQL {db.database.execute_sql('SHOW server_version').fetchone()[0].split()[0]}"


def _text(path: str) -> str:
    return Path(path).read_text() if Path(path).exists() else ""
