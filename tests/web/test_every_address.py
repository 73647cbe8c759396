"""What holds for every address of the product, also those that are still to come: tests/web/addresses.py lists them."""

import hashlib
from dataclasses import replace

import pytest

from crm.settings import Settings
from crm.web.security import CONTENT_SECURITY_POLICY
from tests.conftest import text_of
from tests.databases import contents
from tests.web.addresses import ROWS
from tests.web.conftest import Everybody
from tests.web.row import OPEN, PEOPLE, TOKEN, Row

GETS = [row for row in ROWS if row.method == "GET"]
WRITES = [row for row in ROWS if row.method != "GET"]
ASKED = (
    "",
    "q=pomp&phone=0612345678&customer=1&person=1",
    "changes=1&closed=1&before=1.1.2024-01-01&after=a~1&letter=k",
)
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With the operator's token, so that every address is there."""
    return replace(settings, metrics_token="alleen-voor-de-proef-" * 3)


def everything(everybody: Everybody) -> str:
    """The hash of all rows of all tables, and of the names and sizes of all files beside the database."""
    found = hashlib.sha256()
    folder = everybody.settings.data_dir
    beside = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("crm.db"))
    found.update(repr(sorted((str(path), path.stat().st_size) for path in beside)).encode())
    found.update(repr(contents()).encode())
    return found.hexdigest()


def test_every_address_stands_in_the_table(addresses):
    there, listed = addresses(), [str(row) for row in ROWS]
    missing, gone = [one for one in there if one not in listed], [one for one in listed if one not in there]
    assert not missing, f"no row in ROWS of tests/web/addresses.py (who may, and a form that works): {missing}"
    assert not gone, f"rows in tests/web/addresses.py of addresses that are not there: {gone}"
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_not_is_refused_and_nothing_written(everybody, who):
    before, wrong = everything(everybody), []
    for row in ROWS:
        if who in row.who:
            continue
        answer = everybody.ask(who, row)
        if not refused(answer, who, row) or "pomp lekt" in text_of(answer):
            wrong.append((str(row), answer.status_code, answer.location))
        if everything(everybody) != before:
            wrong.append((str(row), "wrote"))
            everybody.restore()
    assert not wrong


def refused(answer, who: str, row) -> bool:
    if row.who is TOKEN or (row.for_programs and who == "nobody"):
        return answer.status_code == 401
    if who != "nobody":
        return answer.status_code == 403
    return (answer.status_code, (answer.location or "").partition("?")[0]) == (303, "/login")


@pytest.mark.parametrize("who", [*PEOPLE, *TOKEN])
def test_who_may_is_let_through_and_what_they_do_is_written(everybody, who):
    before, wrong = everything(everybody), []
    for row in ROWS:
        if who not in row.who:
            continue
        answer = everybody.ask(who, row)
        if answer.status_code != row.answer if row.answer else answer.status_code >= 400:
            wrong.append((str(row), answer.status_code))
        wrote = everything(everybody) != before
        if wrote != row.writes_for(who):
            wrong.append((str(row), "wrote" if wrote else "wrote nothing"))
        if wrote:
            everybody.restore()
    assert not wrong


@pytest.mark.parametrize("who", ["reader", "admin"])
def test_reading_writes_nothing(everybody, who):
    before, wrong = everything(everybody), []
    for row in GETS:
        for more in (f"{row.query}&{asked}" if row.query else f"?{asked}" for asked in ASKED):
            for headers in ({}, HTMX):
                answer = everybody.ask(who, row, more=more, headers=headers)
                if (answer.status_code < 400) != (who in row.who):
                    wrong.append((str(row), more, answer.status_code))
                if everything(everybody) != before:
                    wrong.append((str(row), more, "wrote"))
                    everybody.restore()
    assert not wrong


def test_nothing_is_written_without_the_token_of_our_own_page(everybody):
    before, wrong = everything(everybody), []
    for row in WRITES:
        for who in ("nobody", "admin"):
            if row.for_programs or row.one_click:
                continue
            answer = everybody.ask(who, row, csrf=False)
            if answer.status_code != 400 or answer.location is not None or everything(everybody) != before:
                wrong.append((str(row), who, answer.status_code))
    assert not wrong


def test_a_cookie_is_no_key_for_programs(everybody):
    for row in ROWS:
        if row.for_programs:
            url = everybody.url(row, "admin")
            assert everybody.browser("admin").open(url, method=row.method, json=row.form).status_code == 401, row


def test_every_page_has_the_headers_and_is_kept_nowhere(everybody):
    for row in GETS:
        for who in ("nobody", "admin"):
            answer = everybody.ask(who, row)
            protected(answer, str(row), row if answer.status_code == 200 else None)
        protected(everybody.browser("admin").delete(everybody.url(row, "admin")), str(row))


def protected(answer, url: str, row: Row | None = None) -> None:
    policy = SANDBOX if row and row.sandboxed else row.policy if row else ""
    assert answer.headers["Content-Security-Policy"] == (policy or CONTENT_SECURITY_POLICY), url
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    secret = row and row.rule == "/satisfaction/give/<key>"  # its address is what lets a customer in
    assert answer.headers["Referrer-Policy"] == ("no-referrer" if secret else "same-origin")
    kept = (
        "private, no-cache" if row and row.sandboxed else "no-store"
    )  # files and previews: asked for again each time, by their etag
    assert answer.headers["Cache-Control"] == kept, url
    assert {"Cookie", "HX-Request", "Accept-Language"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_the_policy_allows_no_script_or_style_in_a_page_and_no_frame():
    assert "unsafe" not in CONTENT_SECURITY_POLICY and "*" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY and "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY
    assert "base-uri 'none'" in CONTENT_SECURITY_POLICY and "form-action 'self'" in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("number", ["0", "999", "9223372036854775807", "9" * 30])
def test_a_number_that_no_record_has_is_not_there(everybody, number):
    wrong = []
    for row in ROWS:
        if "<" in row.rule:
            url = everybody.url(row, "admin", number)
            answer = everybody.ask("admin", row, url=url)
            if answer.status_code != 404 and (len(number) < 20 or answer.status_code != 405):  # no number of ours
                wrong.append((str(row), answer.status_code))
    assert not wrong


def test_only_few_addresses_are_open_to_who_is_not_logged_in():
    expected = {"/healthz", "/accounts/welcome/<key>", "/login", "/logout", "/setup", "/setup/demo"}
    expected |= {"/digest/unsubscribe/<token>"}  # RFC 8058: from a mail program, with a signed token
    expected |= {"/accounts/forgot"}  # who forgot their password cannot log in; it answers alike for every address
    expected |= {"/calendar/<key>.ics"}  # calendars send no cookie: the secret link is the proof
    expected |= {"/satisfaction/give/<key>"}  # customers: the secret link is the proof, for one mark
    expected |= {"/houserules/matching"}  # asked while somebody types: it must not lead away from that
    expected |= {"/notifications/count"}  # the bell asks on its own: it must not lead away from what somebody writes
    assert {row.rule for row in ROWS if row.who is OPEN} <= expected, "say why in this test"
