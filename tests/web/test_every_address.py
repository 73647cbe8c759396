"""What holds for every address of the product, also those that are still to come."""

import hashlib

import pytest

from crm import db
from crm.web.security import CONTENT_SECURITY_POLICY
from tests.conftest import text_of

OPEN = {"/login", "/healthz", "/setup", "/setup/", "/setup/demo"}  # to who is not logged in
OWN = {
    "/accounts/language",
    "/logout",
    "/accounts/password",
    "/customers/1/viewed",
    "/customers/1/follow",
    "/customers/1/unfollow",
}  # a reader may write these: they are about themselves
FORM = {"body": "Onbewaard", "name": "Onbewaard", "channel": "phone", "customer": "1", "current_password": "onbewaard"}
ASKED = (
    "",
    "?q=pomp&phone=0612345678&customer=1&person=1",
    "?changes=1&closed=1&before=1.1.2024-01-01&after=a~1&letter=k",
)
HTMX = {"HX-Request": "true"}


def everything() -> str:
    """The hash of all rows of all tables."""
    found = hashlib.sha256()
    tables = db.database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (name,) in tables:
        for row in db.database.execute_sql(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall():
            found.update(repr((name, row)).encode())
    return found.hexdigest()


def test_reading_writes_nothing(login, file, addresses, token):
    client, before = login(file), everything()
    assert len(addresses("GET")) > 15
    for url in addresses("GET"):
        for asked in ASKED:
            for headers in ({}, HTMX):
                answer = client.get(url + asked, headers=headers | (token if url.startswith("/api/") else {}))
                assert answer.status_code < 400, (url, answer.status_code)
    assert everything() == before


def test_the_hash_would_notice(login, file):
    before = everything()
    login(file).post("/customers/1/viewed")
    assert everything() != before


def test_no_page_is_shown_and_nothing_written_to_who_is_not_logged_in(client, file, addresses):
    before = everything()
    for url in addresses("GET"):
        answer = client.get(url)
        if url.startswith("/api/"):
            assert answer.status_code == 401, url
        elif url not in OPEN:
            assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/login"), url
        assert "pomp lekt" not in text_of(answer)
    for url in set(addresses("POST")) - OPEN:
        assert client.post(url, data=FORM).status_code in (303, 401), url
    assert everything() == before


def test_nothing_is_written_without_the_token_of_our_own_page(login, file, addresses):
    client, before = login(file), everything()
    for url in addresses("POST"):
        if not url.startswith("/api/"):
            answer = client.post(url, data=FORM, csrf=False)
            assert answer.status_code == 400 and answer.location is None, url
    assert everything() == before


def test_a_reader_writes_nothing_but_their_own(login, file, charlie, addresses):
    client, before = login(charlie), everything()
    for url in set(addresses("POST")) - OPEN - OWN:
        if not url.startswith("/api/"):
            assert client.post(url, data=FORM).status_code == 403, url
    assert everything() == before


def test_every_page_has_the_headers_and_is_kept_nowhere(login, client, file, addresses, token):
    logged_in = login(file)
    for url in addresses("GET"):
        for answer in (logged_in.get(url), client.get(url), logged_in.get(url, headers=token), client.delete(url)):
            protected(answer, url)


def protected(answer, url: str) -> None:
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, url
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store", url
    assert {"Cookie", "HX-Request", "Accept-Language"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_the_policy_allows_no_script_or_style_in_a_page_and_no_frame():
    assert "unsafe" not in CONTENT_SECURITY_POLICY and "*" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY and "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY
    assert "base-uri 'none'" in CONTENT_SECURITY_POLICY and "form-action 'self'" in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("number", ["0", "999", "9223372036854775807", "9" * 30])
def test_a_number_that_no_record_has_is_not_there(login, file, diana, app, number, token):
    client = login(diana)
    for rule in app.url_map.iter_rules():
        if rule.arguments and rule.endpoint != "static":
            url = "".join(number if dynamic else part for dynamic, part in rule._trace if part != "|")
            method = "GET" if "GET" in rule.methods else "POST"
            answer = client.open(url, method=method, headers=token) if method == "GET" else client.post(url, data=FORM)
            assert answer.status_code == 404, url
