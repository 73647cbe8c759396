"""Error pages: in the reader's language, in the same house, with the same headers, and for programs as JSON."""

import errno
import io
import re

import pytest

from crm import db
from crm.accounts.models import User
from crm.web import disk
from tests.conftest import text_of
from tests.databases import drop, fill_up
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
        drop(table)
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


@pytest.mark.sqlite("test_postgresql.py stops the server")
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


@pytest.fixture
def full(app):
    """Addresses that find the disk full, in each way it shows."""

    def view(how: str) -> None:
        if how == "file":
            raise OSError(errno.ENOSPC, "geen ruimte", "/map/van/Jansen")
        if how == "quota":
            raise OSError(errno.EDQUOT, "geen ruimte")
        if how == "other":
            raise OSError(errno.ENOENT, "weg")
        fill_up()
        User.update(name="Jansen " * 100_000).execute()

    app.testing = False
    for begin in ("", "/api/v1"):
        app.add_url_rule(f"{begin}/vol/<how>", f"{begin}vol", view, methods=["POST"])


@pytest.mark.parametrize("how", ["file", "quota", "database"])
def test_a_full_disk_keeps_what_was_typed_on_the_page(login, file, full, how):
    typed = {"body": "Kees <b>belt</b> terug.", "channel": "phone"}
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = login(file).post(f"/vol/{how}", data=typed, headers=headers)
    page = text_of(answer)
    assert answer.status_code == 507 and "Kees &lt;b&gt;belt&lt;/b&gt; terug." in page
    assert f'action="/vol/{how}"' in page and '<input type="hidden" name="channel" value="phone">' in page
    assert answer.headers["X-Request-Id"] in page and "Jansen" not in page
    protected(answer, "/vol")


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ({"body": "Kees", "password": "geheim"}, {"Sec-Fetch-Site": "same-origin"}),
        ({"body": "Kees"}, {"Sec-Fetch-Site": "cross-site"}),
        ({"body": "Kees"}, {"Sec-Fetch-Site": "same-origin", "HX-Request": "true"}),
        ({"body": "Kees", "file": (io.BytesIO(b"foto"), "pomp.jpg")}, {"Sec-Fetch-Site": "same-origin"}),
    ],
)
def test_what_is_secret_foreign_or_incomplete_is_not_offered_again(login, file, full, data, headers):
    answer = login(file).post("/vol/file", data=data, headers=headers)
    assert answer.status_code == 507 and "<h1>" in text_of(answer)
    assert "geheim" not in text_of(answer) and "Kees" not in text_of(answer)


def test_a_program_is_told_of_a_full_disk_as_json(client, file, full):
    answer = client.post("/api/v1/vol/file")
    assert answer.status_code == 507 and list(answer.json) == ["error"]


def test_another_trouble_with_a_file_is_a_mistake_of_ours(login, file, full):
    assert login(file).post("/vol/other", data={"body": "Kees"}).status_code == 500


@pytest.mark.parametrize(
    ("error", "writing", "full"),
    [
        (OSError(errno.ENOSPC, ""), False, True),
        (OSError(errno.EFBIG, ""), True, True),
        (OSError(errno.EACCES, ""), True, False),
        (ValueError(), True, False),
    ],
)
def test_which_errors_mean_that_the_disk_is_full(error, writing, full):
    assert disk.is_full(error, writing) == full
    outer = RuntimeError()
    outer.__context__ = error
    assert disk.is_full(outer, writing) == full
