"""Cookies, static files and log-in: what a browser is told to keep, and for how long."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import LoginSession, User
from tests.conftest import text_of


def cookie(answer) -> str:
    [found] = [one for one in answer.headers.getlist("Set-Cookie") if "rechterhand" in one]
    return found


def test_over_http_the_cookie_is_for_the_server_alone(client, file):
    found = cookie(client.get("/login"))
    assert found.startswith("rechterhand=") and "HttpOnly" in found and "SameSite=Lax" in found
    assert "Secure" not in found and "Domain" not in found
    assert "Strict-Transport-Security" not in client.get("/login").headers


class TestOverHttps:
    @pytest.fixture
    def settings(self, settings):
        return replace(settings, base_url="https://crm.example.nl", trusted_hosts=("crm.example.nl", "localhost"))

    def test_the_cookie_is_bound_to_the_host_and_to_https(self, client, file):
        answer = client.get("/login", base_url="https://crm.example.nl")
        found = cookie(answer)
        assert found.startswith("__Host-rechterhand=")
        assert "Secure" in found and "HttpOnly" in found and "Path=/" in found and "Domain" not in found
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_stamped_files_are_kept_for_good_and_others_are_asked_for_again(login, file):
    client = login(file)
    page = text_of(client.get("/"))
    stamped = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)
    assert len(stamped) > 10
    for url in stamped:
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert "?v=" in url and answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and "Set-Cookie" not in answer.headers
    assert "immutable" not in client.get("/static/css/base.css").headers["Cache-Control"]
    assert "immutable" not in client.get("/static/css/niets.css?v=1").headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    "path", ["/static/../wsgi.py", "/static/%2e%2e/wsgi.py", "/static//etc/passwd", "/static/..%5cwsgi.py"]
)
def test_static_files_end_where_their_folder_ends(client, file, path):
    assert client.get(path).status_code in (303, 308, 404)


def test_a_session_that_ran_out_or_was_ended_is_none(login, file):
    client = login(file)
    assert client.get("/").status_code == 200
    LoginSession.update(expires_at=clock.now() - timedelta(seconds=1)).execute()
    assert client.get("/").status_code == 303


def test_a_session_of_somebody_who_was_disabled_is_none(login, file):
    client = login(file)
    User.update(disabled_at=clock.now()).where(User.id == file.id).execute()
    assert client.get("/").status_code == 303


def test_a_cookie_that_somebody_made_is_none(client, file):
    client.set_cookie("rechterhand", "eyJfdXNlcl9pZCI6IjEifQ.aaaa.bbbb")
    assert client.get("/").status_code == 303


def test_the_page_for_history_is_whole_and_the_fragment_is_not(login, file):
    client = login(file)
    for headers, whole in (
        ({}, True),
        ({"HX-Request": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, True),
    ):
        assert ("<html" in text_of(client.get("/customers/1", headers=headers))) == whole


def test_a_page_that_wrote_while_it_is_read_would_be_stopped(login, app, file):
    app.logger.disabled = True
    app.add_url_rule("/slordig", "slordig", lambda: str(User.update(name="Iemand anders").execute()))
    assert login(file).get("/slordig").status_code == 503
    assert User.get_by_id(file.id).name == file.name
    app.logger.disabled = False


def test_an_empty_file_leads_to_its_set_up(client):
    answer = client.get("/")
    assert answer.status_code == 302 and answer.location.startswith("/setup")
    assert client.get("/static/css/base.css").status_code == 200
