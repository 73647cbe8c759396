"""The log: one line for each request and error, with all an administrator needs and nothing about people."""

import io
import json
import logging
import re
import sys
from dataclasses import replace

import pytest

from crm import db
from crm.web import logs
from tests import factories

HOSTILE = "Jansen\r\n2026-01-01T00:00:00Z INFO  200 GET /vals\u2028\x1b[31m geheim"


@pytest.fixture
def settings(settings):
    return replace(settings, log_format="json")


@pytest.fixture
def written(capsys):
    """What was written on standard error: ``written()`` gives the lines since the last time."""

    def lines() -> list[str]:
        text = capsys.readouterr().err
        assert text == "" or text.endswith("\n")
        return text.split("\n")[:-1]

    return lines


def facts(lines: list[str]) -> list[dict]:
    return [json.loads(line) for line in lines]


def crash(app, problem: BaseException, path: str = "/stuk/<name>") -> None:
    def view(name: str = "") -> None:
        raise problem

    app.testing = False
    app.add_url_rule(path, path, view)


def test_a_request_is_one_line_with_its_rule_and_not_its_address(login, file, written):
    client = login(file)
    answer = client.get("/customers/1?q=pomp+lekt", headers={"User-Agent": "Rekenmachine/3"})
    [line] = written()
    told = json.loads(line)
    assert set(told) == {"time", "level", "request_id", "event", "method", "route", "status", "ms"}
    assert told["route"] == "/customers/<int:customer_id>"
    assert (told["event"], told["method"], told["status"], told["level"]) == ("request", "GET", 200, "info")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told["time"]) and told["ms"] > 0
    assert answer.headers["X-Request-Id"] == told["request_id"]
    for word in ("pomp", "customers/1", "Rekenmachine", "127.0.0.1", file.name, file.email):
        assert word not in line


def test_what_was_typed_is_in_no_line(login, client, file, written):
    browser = login(file)
    browser.post("/interactions/", data={"customer": "1", "channel": "phone", "body": "Kees is ziek"})
    browser.post("/interactions/", data={"customer": "x", "channel": "Kees", "body": ""})
    browser.get("/search?q=Kees")
    browser.get("/lookup?phone=0174624188")
    browser.get("/kees/is/ziek")
    client.post("/login", data={"email": "kees@vandenberg.example", "password": "kees-geheim"})
    lines = written()
    assert len(lines) == 6 and [one["event"] for one in facts(lines)] == ["request"] * 6
    assert facts(lines)[4]["route"] == "(none)" and facts(lines)[4]["status"] == 404
    assert not re.search("kees|0174|vandenberg", "\n".join(lines), re.IGNORECASE)


@pytest.mark.parametrize(
    "problem",
    [
        ValueError(HOSTILE),
        KeyError("geheim"),
        OSError(5, "geheim", "/home/geheim"),
        UnicodeError("geheim"),
        Exception(),
    ],
)
def test_an_error_tells_its_type_and_place_and_not_its_message(client, app, file, written, problem):
    crash(app, problem)
    problem.add_note("geheim")
    answer = client.get("/stuk/geheim?geheim", headers={"Accept-Language": "nl"})
    assert answer.status_code == 500
    error, request = facts(written())
    assert (error["event"], error["level"], request["status"], request["level"]) == ("crash", "error", 500, "error")
    assert error["errors"][0]["type"] == type(problem).__name__
    assert re.match(r"tests/web/test_logs\.py:\d+ view", error["errors"][0]["at"][0])
    assert any(place.startswith("flask/app.py:") for place in error["errors"][0]["at"])
    assert error["request_id"] == request["request_id"] == answer.headers["X-Request-Id"]
    assert error["request_id"] in answer.get_data(as_text=True)
    assert "geheim" not in json.dumps([error, request]) and "Jansen" not in json.dumps(error)


def test_what_led_to_an_error_is_told_too(client, app, file, written):
    def view() -> None:
        try:
            db.database.execute_sql("INSERT INTO department (id, name, mark) VALUES (1, 'Jansen', 1)")
        except Exception as first:
            raise RuntimeError("Jansen") from first

    app.testing = False
    app.add_url_rule("/stuk", "stuk", view, methods=["POST"])
    client.post("/stuk")
    [error, _request] = facts(written())
    assert [one["type"] for one in error["errors"]][:2] == ["RuntimeError", "peewee.IntegrityError"]
    assert re.match("SQLITE_CONSTRAINT|23505", error["errors"][2]["code"])
    assert "Jansen" not in json.dumps(error)


def test_errors_that_go_round_or_deep_are_told_in_one_line(client, app, file, written):
    one, other = ValueError("a"), ValueError("b")
    one.__context__, other.__context__ = other, one
    crash(app, one)

    def deeper() -> None:
        deeper()

    app.add_url_rule("/diep", "diep", deeper)
    for path in ("/stuk/1", "/diep"):
        assert client.get(path).status_code == 500
        error, _request = written()
        assert len(error) < 20_000


def test_other_libraries_tell_their_template_and_no_values(app, written):
    for name in ("whoosh", "gunicorn.error", "crm", "werkzeug"):
        log = logging.getLogger(name)
        log.warning("Invalid request from ip=%s: %s after %d s", "203.0.113.9", HOSTILE, 12)
        log.warning(f"Invalid request from ip=203.0.113.9: {HOSTILE}")
        log.warning("%(name)s", {"name": "geheim"})
        log.warning(ValueError("geheim"))
        log.error("Error handling request %s", "/customers/geheim", exc_info=ValueError("geheim"))
    lines = written()
    text = "\n".join(lines)
    assert len(lines) == len(facts(lines)) and len(lines) >= 18
    assert "Invalid request from ip=\\u2026: \\u2026 after 12 s" in text
    for secret in ("geheim", "203.0", "Jansen", "/customers"):
        assert secret not in text


@pytest.mark.parametrize("args", [("geheim",), ("geheim", "geheim"), (object(),)])
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_cannot_be_put_into_words_is_a_line_all_the_same(args, form):
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "sock.py", 1, "100 % %d", args, None)
    line = logs.Lines(form).format(record)
    assert "sock.py:1" in line and "geheim" not in line


def test_before_visitors_are_near_values_are_shown_on_one_line():
    lines = logs.Lines("text", plain=True)
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "sock.py", 1, "In use: %s\n", ("127.0.0.1:80",), None)
    assert "In use: 127.0.0.1:80" in lines.format(record) and "\n" not in lines.format(record)


@pytest.mark.parametrize("path", ["/a%0d%0aSet-Cookie:x", "/%E2%80%A8", "/static/%0a"])
def test_no_address_splits_a_line(client, file, written, path):
    client.get(path, headers={"X-Request-Id": "abcdefgh"})
    [told] = facts(written())
    assert told["status"] in (303, 404) and told["request_id"] != "abcdefgh"


def test_a_method_that_nobody_knows_is_other(client, file, written):
    client.open("/", method="GEHEIM")
    assert [one["method"] for one in facts(written())] == ["OTHER"]


def test_each_request_has_a_number_of_its_own(client, file):
    numbers = {client.get("/healthz").headers["X-Request-Id"] for _time in range(20)}
    assert len(numbers) == 20 and all(re.fullmatch("[0-9a-f]{16}", number) for number in numbers)


class TestBehindAProxy:
    @pytest.fixture
    def settings(self, settings):
        return replace(settings, log_format="json", proxies=1)

    @pytest.mark.parametrize("number", ["abcdefgh", "01JD-Xy_z.9" * 5, "a" * 64])
    def test_the_number_it_gave_is_kept(self, client, file, number, written):
        assert client.get("/login", headers={"X-Request-Id": number}).headers["X-Request-Id"] == number
        assert facts(written())[0]["request_id"] == number

    @pytest.mark.parametrize("number", ["", "kort", "a" * 65, "met spatie erin", "<script>alert", "abcdefgh\u00e9"])
    def test_what_is_no_number_is_replaced(self, client, file, number):
        assert client.get("/login", headers={"X-Request-Id": number}).headers["X-Request-Id"] != number


class TestAsText:
    @pytest.fixture
    def settings(self, settings):
        return replace(settings, log_format="text")

    def test_a_request_reads_as_a_line(self, login, file, written):
        login(file).get("/customers/1")
        [line] = written()
        assert re.fullmatch(r"\S+Z INFO    200 GET /customers/<int:customer_id> \d+\.\d ms \[[0-9a-f]{16}\]", line)

    def test_static_files_and_health_are_quiet_while_they_go_well(self, client, file, written):
        client.get("/healthz")
        client.get("/static/css/base.css")
        assert written() == []
        client.get("/static/niets.css")
        assert len(written()) == 1

    def test_an_error_is_one_line_too(self, client, app, file, written):
        crash(app, ValueError(HOSTILE))
        client.get("/stuk/1")
        error, request = written()
        assert re.match(
            r"\S+Z ERROR   crash \[[0-9a-f]{16}\]: ValueError at tests/web/test_logs\.py:\d+ view < ", error
        )
        assert "Jansen" not in error and " 500 GET /stuk/<name> " in request


def test_a_log_that_cannot_be_written_breaks_no_request(client, file, monkeypatch):
    class Broken(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(28, "geen ruimte")

    monkeypatch.setattr(sys, "stderr", Broken())
    assert client.get("/login").status_code == 200
    monkeypatch.setattr(sys, "stderr", None)
    assert client.get("/login").status_code == 200


def test_a_page_with_an_error_that_is_no_mistake_of_ours_shows_no_number(client, file):
    answer = client.get("/nergens", headers={"Accept-Language": "nl"})
    assert answer.headers["X-Request-Id"] not in answer.get_data(as_text=True)


def test_a_program_that_may_not_come_in_is_logged_without_its_token(client, file, written):
    factories.user("Joost")
    client.get("/api/v1/search?q=x", headers={"Authorization": "Bearer geheim"})
    [line] = written()
    assert "geheim" not in line and json.loads(line)["status"] == 401
