"""What every test may use: a fresh file, the application on it, colleagues, and clients that are logged in."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import hypothesis
import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from crm import clock, db
from crm.accounts import keys
from crm.accounts.models import LoginSession, Role, User
from crm.app import create_app
from crm.db import sqlite
from crm.settings import Settings
from crm.setup import queries as setup
from tests import factories, postgres
from tests.browsing import Browser
from tests.cheap_passwords import hash_cheaply
from tests.databases import Databases, made

BASE = "http://localhost"
SERVER = pytest.StashKey[postgres.Server]()

# No test here cuts the power; whoever waits for the disk at each commit, waits longest. Servers of their own do wait.
sqlite.PRAGMAS["synchronous"] = "off"
hash_cheaply()

# the same strings every time, on however slow a machine: a test that fails now and then is not read
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    """The server, once per run: workers are told where it is."""
    if postgres.asked_for() and postgres.SOCKET not in os.environ:
        config.stash[SERVER] = server = postgres.Server()
        os.environ[postgres.SOCKET] = str(server.folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Also after Ctrl-C."""
    if server := config.stash.get(SERVER, None):
        server.stop()


@pytest.hookimpl(trylast=True)  # rooms mark their own first
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """``@pytest.mark.sqlite("why")``: what is only so on SQLite."""
    for item in items if postgres.asked_for() else ():
        if mark := item.get_closest_marker("sqlite"):
            item.add_marker(pytest.mark.skip(reason=f"SQLite only: {mark.args[0]}"))


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Of the kind that this run is on."""
    return made(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def new_database(databases: Databases) -> Callable[[Path], str]:
    """``new_database(folder)``: the address of a migrated database without rows for this data folder."""
    return databases.new


@pytest.fixture
def settings(tmp_path: Path, new_database: Callable[[Path], str]) -> Settings:
    told = {"CRM_DATA_DIR": str(tmp_path), "CRM_SECRET_KEY": "only-for-tests-" * 4, "CRM_BASE_URL": BASE}
    return Settings.load(told | {"CRM_DATABASE_URL": new_database(tmp_path)})


class Compiled(BytecodeCache):
    """Templates compiled once per run: each test makes an application of its own, all of the same templates."""

    known: ClassVar[dict[tuple[str, str], CodeType]] = {}  # by the template and the checksum of what stands in it

    def load_bytecode(self, bucket: Bucket) -> None:
        """What an earlier test compiled."""
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """For the next test."""
        self.known[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def rules_compiled_once() -> Iterator[None]:
    """Half of what an application costs is Werkzeug compiling a hundred addresses, the same ones for each test."""
    compiled = vars(Rule).get("_compile_builder")
    if compiled is None:  # a newer Werkzeug: slower, and as good
        yield
        return
    known: dict[tuple, Callable] = {}

    def once(rule: Rule, append_unknown: bool = True) -> Callable:
        if rule.defaults:
            return compiled(rule, append_unknown)
        key = append_unknown, *rule._trace  # all that the outcome depends on
        if key not in known:
            known[key] = compiled(rule, append_unknown)
        return known[key]

    Rule._compile_builder = once
    yield
    Rule._compile_builder = compiled


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    setup._in_use = None  # as in a process that starts
    app = create_app(settings)
    app.testing = True
    app.test_client_class = Browser
    app.jinja_env.bytecode_cache = Compiled()
    db.database.connect()
    yield app
    if not db.database.is_closed():
        db.database.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser in which nobody is logged in."""
    return app.test_client()


@pytest.fixture
def login(app: Flask) -> Callable[[User], FlaskClient]:
    """``login(user)``: a browser in which ``user`` is logged in."""

    def enter(user: User) -> FlaskClient:
        client = app.test_client()
        key = keys.new_session_key()
        tomorrow = clock.now() + timedelta(days=1)
        LoginSession.create(key_hash=keys.hash_of(key), user=user, created_at=clock.now(), expires_at=tomorrow)
        with client.session_transaction() as session:
            session["_user_id"] = key
            session["_fresh"] = True
        return client

    return enter


@pytest.fixture
def command(app: Flask) -> Callable[..., Result]:
    """``command("user", "list")``: run a ``flask`` command; afterwards the test's own connection is open again."""

    def run(*words: str, **options: Any) -> Result:
        try:
            return app.test_cli_runner().invoke(args=words, **options)
        finally:
            db.database.connect(reuse_if_open=True)

    return run


@pytest.fixture
def alice(app: Flask) -> User:
    """Sales; owns customers."""
    return factories.user("Alice van den Bosch", department="Verkoop")


@pytest.fixture
def bob(app: Flask) -> User:
    """Back office; a colleague of Alice."""
    return factories.user("Bob de Wit", department="Binnendienst")


@pytest.fixture
def charlie(app: Flask) -> User:
    """May read, not write."""
    return factories.user("Charlie Özdemir", department="Administratie", role=Role.READER)


@pytest.fixture
def diana(app: Flask) -> User:
    """Administrator."""
    return factories.user("Diana ’t Hooft", department="Binnendienst", role=Role.ADMIN)


@pytest.fixture
def statements() -> Callable:
    """``with statements() as seen:``: the SQL sent to the database meanwhile."""

    @contextmanager
    def listening() -> Iterator[list[str]]:
        seen: list[str] = []

        def hear(event: Any) -> None:
            if not event.sql.startswith("PRAGMA"):
                seen.append(event.sql)

        hooks = db.database.query_hooks
        hooks.append(hear)
        yield seen
        hooks.remove(hear)

    return listening


@pytest.fixture
def query_count(statements: Callable) -> Callable:
    """``with query_count() as count: ...; count()``: how many statements were sent to the database meanwhile."""

    @contextmanager
    def counting() -> Iterator[Callable[[], int]]:
        with statements() as seen:
            yield lambda: len(seen)

    return counting


def text_of(answer: TestResponse) -> str:
    """The page as text."""
    return answer.get_data(as_text=True)
