"""What is only so on PostgreSQL: its upgrades, its connections, and the moments in which its server is not there."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time

import peewee
import pytest

from crm import db
from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.db import postgres as engine
from crm.search.models import SearchWord
from crm.settings import ROOT, Settings
from tests import factories, postgres
from tests.conftest import text_of

pytestmark = pytest.mark.skipif(not postgres.asked_for(), reason="only of PostgreSQL: make postgres runs it")


def flask(*words: str, url: str, folder) -> subprocess.CompletedProcess:
    """A command in a process of its own, on another database."""
    environment = {**os.environ, "CRM_DATABASE_URL": url, "CRM_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "flask", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_an_empty_database_is_upgraded_by_two_at_once_and_says_how_it_stands(app, tmp_path):
    url = _address(postgres.beside("upgrade"))
    assert flask("db", "status", url=url, folder=tmp_path).returncode == 1
    answers = []
    both = [threading.Thread(target=lambda: answers.append(flask("db", "upgrade", url=url, folder=tmp_path)))] * 1
    both += [threading.Thread(target=lambda: answers.append(flask("db", "upgrade", url=url, folder=tmp_path)))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [one.returncode for one in answers] == [0, 0], [one.stderr for one in answers]
    applied = [line for one in answers for line in one.stdout.splitlines() if line.startswith("applied")]
    assert len(applied) == len(set(applied)) == len(list(db.MIGRATIONS.glob("0*.py")))
    assert flask("db", "status", url=url, folder=tmp_path).stdout == "the database is up to date\n"


def _upgrade_and_die(url: str) -> None:
    db.connect_to(url)
    database = db.database.obj
    database.compare_by_bytes = lambda: os.kill(os.getpid(), signal.SIGKILL)
    with database.connection_context():
        db.upgrade()


def test_whoever_is_killed_in_the_middle_of_an_upgrade_leaves_nothing(app):
    other = postgres.beside("killed")
    child = multiprocessing.get_context("spawn").Process(target=_upgrade_and_die, args=(_address(other),))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    with other.connection_context():
        assert other.get_tables() == []


def _address(database: engine.Shared) -> str:
    return postgres.url(database.database)


def test_text_compares_by_its_bytes_whatever_language_the_server_speaks(app):
    for name in ("Zaan", "aan", "Éen", "een", "Aan", "_x", "10", "9"):
        Department.create(name=name)
    names = [name for (name,) in Department.select(Department.name).order_by(Department.name).tuples()]
    assert names == sorted(names)
    [(server,)] = db.database.execute_sql(
        "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public'"
        " AND (data_type = 'character varying' OR data_type = 'text' AND collation_name IS DISTINCT FROM 'C')"
    ).fetchall()
    assert server == 0


def test_a_page_is_read_over_a_connection_that_cannot_write_and_is_used_again(app, login, alice):
    browser, conn = login(alice), db.database.connection()
    db.database.close()
    for _time in range(3):
        assert browser.get("/customers/").status_code == 200
    db.database.connect()
    assert db.database.connection() is conn  # no other was made
    Department.create(name="Buitendienst")  # and it may write again
    db.read_only(True)
    with pytest.raises(peewee.InternalError, match="read-only"):
        Department.create(name="Werkplaats")
    db.read_only(False)


def test_who_writes_waits_for_who_writes_and_reads_what_he_left(app):
    factories.customer("Kwekerij Van den Berg", note="0")
    start = threading.Barrier(4)

    def add() -> None:
        start.wait(10)
        with db.database.connection_context():
            for _time in range(25):
                with db.transaction():
                    note = int(Customer.get().note)
                    Customer.update(note=str(note + 1)).execute()

    threads = [threading.Thread(target=add) for _each in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert Customer.get().note == "100"


def test_who_waits_too_long_to_write_gets_the_page_of_a_busy_database(app, login, alice, monkeypatch):
    app.testing = False
    browser = login(alice)
    with db.transaction():
        answers = []

        def send() -> None:
            with db.database.connection_context():
                db.database.execute_sql("SET lock_timeout = '50ms'")
                form = {"name": "Kas 3", "kind": "organisation", "status": "customer"}
                answers.append(browser.post("/customers/new", data=form, headers={"Sec-Fetch-Site": "same-origin"}))
                db.database.execute_sql("RESET lock_timeout")

        waits = threading.Thread(target=send)
        waits.start()
        waits.join(20)
    assert answers[0].status_code == 503 and "Kas 3" in text_of(answers[0])
    assert not Customer.select().exists()


def test_a_trial_leaves_nothing_and_keeps_nobody_from_writing(app, tmp_path):
    Department.create(name="Verkoop")
    with db.trial(tmp_path, [SearchWord]):
        Department.update(name="Proef").execute()
        SearchWord.create(word="proef", length=5, documents=1)
        with db.transaction():
            Department.create(name="Ook proef")

        def write() -> None:
            with db.database.connection_context(), db.transaction():
                Department.create(name="Binnendienst")
                SearchWord.create(word="proef", length=5, documents=7)

        colleague = threading.Thread(target=write)
        colleague.start()
        colleague.join(5)
        assert not colleague.is_alive()
    assert {one.name for one in Department.select()} == {"Verkoop", "Binnendienst"}
    assert SearchWord.get().documents == 7


def test_a_connection_that_the_server_ended_is_replaced(app, login, alice):
    browser = login(alice)
    assert browser.get("/customers/").status_code == 200
    db.database.close()
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'rechterhand' AND datname = current_database()"
    )
    with pytest.raises(peewee.OperationalError), db.database.connection_context():
        db.database.execute_sql(others)
    time.sleep(0.05)
    assert browser.get("/customers/").status_code == 200
    db.database.connect()


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("postgresql:///weg?host=/nergens&user=crm&password=geheim", "no server"),
        ("postgresql:///bestaat_niet?host={socket}&user=crm&password=geheim", "no such database"),
        ("postgresql:///crm_alone?host={socket}&user=nobody&password=geheim", "no such user"),
    ],
)
def test_without_its_server_the_application_says_so_everywhere_and_never_the_password(
    app, client, url, what, tmp_path, capfd
):
    from crm.app import create_app

    url = url.format(socket=os.environ[postgres.SOCKET])
    usual, told = db.database.obj, {"CRM_DATABASE_URL": url, "CRM_DATA_DIR": str(tmp_path), "CRM_SECRET_KEY": "x" * 40}
    db.database.close()
    settings = Settings.load(told | {"CRM_METRICS_TOKEN": "alleen-voor-de-proef"})
    assert "geheim" not in repr(settings)
    other = create_app(settings)
    browser = other.test_client()
    answer = browser.get("/customers/1", headers={"Accept-Language": "nl"})
    assert answer.status_code == 503 and "even niet bereikbaar" in text_of(answer), what
    health = browser.get("/healthz")
    assert health.status_code == 503 and health.json["checks"]["database"] == "OperationalError"
    figures = text_of(browser.get("/metrics", headers={"Authorization": "Bearer alleen-voor-de-proef"}))
    assert "rechterhand_disk_free_bytes" in figures and "rechterhand_database_bytes" not in figures
    command = flask("db", "status", url=url, folder=tmp_path)
    assert command.returncode == 1 and len(command.stderr.splitlines()) == 1, command.stderr
    assert "geheim" not in command.stderr + capfd.readouterr().err + text_of(health) + text_of(answer)
    db.database.initialize(usual)
    db.database.connect()


def test_figures_tell_how_large_the_database_is(app, alice):
    assert db.sizes()["database"] > 1_000_000


def test_numbers_go_on_after_rows_that_brought_their_own(app):
    Department.insert_many([{"id": 7, "name": "Verkoop"}, {"id": 9, "name": "Binnendienst"}]).execute()
    db.continue_numbering([Department, User])
    assert Department.create(name="Buitendienst").id == 10
    assert factories.user(department="Buitendienst").id == 1


def test_a_child_does_not_talk_over_its_parents_connection(app):
    Department.create(name="Verkoop")
    conn = db.database.connection()
    child = os.fork()
    if child == 0:
        closed = db.database.is_closed()
        db.database.connect(reuse_if_open=True)
        fine = closed and db.database.connection() is not conn and Department.select().count() == 1
        os._exit(0 if fine else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert Department.select().count() == 1
