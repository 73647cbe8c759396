"""Where the tests keep what they write: a copy of an empty SQLite file each, or one PostgreSQL database emptied."""

from contextlib import closing
from pathlib import Path
from typing import Protocol

from crm import db
from tests import postgres


class Databases(Protocol):
    """What fixtures ask for; one for a whole run."""

    def new(self, folder: Path) -> str:
        """The address of a migrated database without rows for this data folder; on PostgreSQL there is only one."""

    def keep(self, folder: Path) -> None:
        """Remember what is in it now."""

    def put_back(self, folder: Path) -> None:
        """As it was when it was kept. Nobody may have it open."""


class Files:
    """SQLite: a file in each folder."""

    def __init__(self, folder: Path) -> None:
        file = folder / "crm.db"
        db.connect_to(f"sqlite:///{file}")
        with db.database.connection_context():
            db.upgrade()
        self._empty = _content(file)
        self._kept: dict[Path, bytes] = {}

    def new(self, folder: Path) -> str:
        """A copy of the file that was migrated once."""
        _replace(folder / "crm.db", self._empty)
        return f"sqlite:///{folder / 'crm.db'}"

    def keep(self, folder: Path) -> None:
        """All of the file."""
        self._kept[folder] = _content(folder / "crm.db")

    def put_back(self, folder: Path) -> None:
        """All of the file."""
        _replace(folder / "crm.db", self._kept[folder])


def _content(file: Path) -> bytes:
    """With what is still in its log."""
    with closing(db.peewee.sqlite3.connect(str(file))) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return file.read_bytes()


def _replace(file: Path, content: bytes) -> None:
    for end in ("-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    file.write_bytes(content)


def made(folder: Path) -> Databases:
    """Of the kind that this run is on."""
    return postgres.Emptied() if postgres.asked_for() else Files(folder)


def contents() -> list[tuple[str, tuple]]:
    """Every row of every table, with the table's name; also of those in which the engine keeps its search."""
    found = []
    for table in db.database.get_tables():
        rows = db.database.execute_sql(f'SELECT * FROM "{table}"').fetchall()
        found += [(table, row) for row in sorted(rows, key=repr)]
    return found


def plan(query: db.peewee.Query) -> str:
    """How the database would go about it; PostgreSQL is told that the table is too large to be read in full."""
    sql, values = query.sql()
    if not postgres.asked_for():
        return " ".join(row[3] for row in db.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall())
    with db.transaction():
        db.database.execute_sql("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        return "\n".join(row[0] for row in db.database.execute_sql(f"EXPLAIN {sql}", values).fetchall())


def drop(table: str) -> None:
    """Take a table away with all that points at it."""
    if not postgres.asked_for():
        db.database.execute_sql("PRAGMA foreign_keys = 0")
    db.database.execute_sql(f'DROP TABLE "{table}"{" CASCADE" if postgres.asked_for() else ""}')


def make_anew(model: type[db.Model]) -> None:
    """Put back a table that was dropped, empty and as the migrations made it."""
    model.create_table()
    if postgres.asked_for():
        db.database.compare_by_bytes()


def fill_up() -> None:
    """Let the database find no more room for what this connection writes."""
    if postgres.asked_for():
        postgres.refuse_all(db.database, "53100")
    else:
        db.database.execute_sql("PRAGMA max_page_count = 1")


def damage() -> list[tuple]:
    """What is wrong with the database, seen over a connection of its own while others write."""
    with db.database.connection_context():
        check = (
            "SELECT 'ok'" if postgres.asked_for() else "PRAGMA integrity_check"
        )  # a server looks after its own pages
        return [row for row in db.database.execute_sql(check).fetchall() if row != ("ok",)] + dangling()


def dangling() -> list[tuple]:
    """Rows that point at nothing."""
    if postgres.asked_for():
        return postgres.dangling(db.database)
    return db.database.execute_sql("PRAGMA foreign_key_check").fetchall()
