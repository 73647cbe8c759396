"""Error pages: in the reader's language, in the same house, with the same headers, and for programs as JSON."""

import re

import pytest

from crm import db
from tests.conftest import text_of
from tests.web.test_every_address import protected


@pytest.fixture
def broken(app):
    """An address that crashes, as a mistake of ours would; the tests see what people get."""
    app.testing = False
    for path in ("/stuk", "/api/v1/stuk"):
        app.add_url_rule(path, path, view_func=lambda: 1 / 0)
    app.logger.disabled = True
    yield
    app.logger.disabled = False


def heading(page: str) -> str:
    return re.search(r"<h1>(.*?)</h1>", page)[1]


def test_what_is_not_there(client, login, file):
    for browser in (client, login(file)):
        answer = browser.get("/nergens", headers={"Accept-Language": "en"})
        assert answer.status_code == 404 and 'href="/"' in text_of(answer)
        protected(answer, "/nergens")


@pytest.mark.parametrize(
    ("asked", "language"),
    [("nl", "nl"), ("en", "en"), ("en-GB,en;q=0.9,nl;q=0.8", "en"), ("fr, nl;q=0.5", "nl"), ("fr", "nl"), ("", "nl")],
)
def test_who_is_not_logged_in_reads_the_language_of_their_browser(client, file, asked, language):
    page = text_of(client.get("/nergens", headers={"Accept-Language": asked}))
    assert f'<html lang="{language}"' in page
    assert (heading(page) == "This page is not there.") == (language == "en")


def test_a_colleague_reads_the_language_they_chose(login, file):
    file.locale = "en"
    file.save()
    page = text_of(login(file).get("/nergens", headers={"Accept-Language": "nl"}))
    assert heading(page) == "This page is not there."


def test_what_is_not_for_somebody(login, charlie, file):
    answer = login(charlie).get("/customers/new")
    assert answer.status_code == 403 and "Onbewaard" not in text_of(answer)
    protected(answer, "/customers/new")


def test_what_is_too_much_at_once(login, file):
    answer = login(file).post("/interactions/", data={"body": "w" * 3_000_000})
    assert answer.status_code == 413
    protected(answer, "/interactions/")


def test_a_mistake_of_ours_shows_nothing_of_itself(client, login, broken, file):
    file.locale = "en"
    file.save()
    for browser in (client, login(file)):
        answer = browser.get("/stuk", headers={"Accept-Language": "en"})
        assert answer.status_code == 500
        assert "Nothing that was saved is lost." in text_of(answer) and "ZeroDivision" not in text_of(answer)
        protected(answer, "/stuk")
    answer = client.get("/api/v1/stuk")
    assert answer.status_code == 500 and list(answer.json) == ["error"]


def test_a_file_that_cannot_be_read_says_so_even_where_the_page_needs_it(client, login, file):
    browser = login(file)
    for table in ("customer", "user"):
        db.database.execute_sql("PRAGMA foreign_keys = 0")
        db.database.execute_sql(f'DROP TABLE "{table}"')
        answer = browser.get("/", headers={"Accept-Language": "en"})
        assert answer.status_code == 503, table
        protected(answer, "/")
    assert client.get("/nergens").status_code == 404


@pytest.mark.parametrize(("host", "status"), [("localhost", 303), ("127.0.0.1:8000", 303), ("evil.example", 400)])
def test_only_hosts_we_know_are_answered(client, file, host, status):
    answer = client.get("/", headers={"Host": host, "Accept-Language": "en"})
    assert answer.status_code == status
    protected(answer, host)
    assert ("CRM_TRUSTED_HOSTS" in text_of(answer)) == (status == 400)
    assert "evil.example" not in text_of(answer) + str(answer.headers)


def test_programs_get_json(client, file):
    for url in ("/api/v1/nergens", "/api/nergens"):
        answer = client.get(url)
        assert answer.status_code == 404 and list(answer.json) == ["error"]


# /healthz


def test_healthz_says_that_all_is_well_and_nothing_of_customers(client, file):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    assert "Set-Cookie" not in answer.headers


def test_healthz_of_a_file_that_is_still_empty_is_well_too(client):
    assert client.get("/healthz").json == {"status": "ok"}


def test_healthz_names_a_missing_migration(client, app):
    [table] = [name for name in db.database.get_tables() if "migration" in name]
    db.database.execute_sql(f"DELETE FROM {table} WHERE name LIKE '0002%'")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["migrations_missing"]) == (503, ["0002_search"])


def test_healthz_says_that_the_file_cannot_be_read(client, app):
    db.database.execute_sql("DROP TABLE customer")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["status"]) == (503, "error")


def test_a_file_that_cannot_be_opened_gives_a_page_and_not_a_crash(app, login, alice):
    app.testing = False
    client = login(alice)
    app.logger.disabled = True
    db.database.close()
    file = app.extensions["settings"].data_dir / "crm.db"
    whole = file.read_bytes()
    file.write_bytes(b"geen database" * 1000)
    for leftover in file.parent.glob("crm.db-*"):
        leftover.unlink()
    answer = client.get("/", headers={"Accept-Language": "nl"})
    file.write_bytes(whole)
    db.database.connect(reuse_if_open=True)
    app.logger.disabled = False
    assert answer.status_code == 503
    assert "even niet bereikbaar" in text_of(answer)
