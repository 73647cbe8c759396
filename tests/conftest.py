"""What every test may use: a fresh file, the application on it, colleagues, and clients that are logged in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crm import clock, db
from crm.accounts import keys
from crm.accounts.models import LoginSession, Role, User
from crm.app import create_app
from crm.settings import Settings
from tests import factories
from tests.browsing import Browser

BASE = "http://localhost"

# the same strings every time, on however slow a machine: a test that fails now and then is not read
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file without rows, made once and copied for every test."""
    file = tmp_path_factory.mktemp("empty") / "crm.db"
    db.connect_to(f"sqlite:///{file}")
    with db.database.connection_context():
        db.upgrade()
        db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.load({"CRM_DATA_DIR": str(tmp_path), "CRM_SECRET_KEY": "only-for-tests-" * 4, "CRM_BASE_URL": BASE})


@pytest.fixture
def app(settings: Settings, empty_file: Path) -> Iterator[Flask]:
    (settings.data_dir / "crm.db").write_bytes(empty_file.read_bytes())
    app = create_app(settings)
    app.testing = True
    app.test_client_class = Browser
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
def query_count() -> Callable:
    """``with query_count() as count: ...; count()``: the statements sent to the database meanwhile."""

    @contextmanager
    def counting() -> Iterator[Callable[[], int]]:
        seen: list[str] = []
        db.database.connection().set_trace_callback(
            lambda statement: None if statement.startswith(("--", "PRAGMA")) else seen.append(statement)
        )
        yield lambda: len(seen)
        db.database.connection().set_trace_callback(None)

    return counting


def text_of(answer: TestResponse) -> str:
    """The page as text."""
    return answer.get_data(as_text=True)
