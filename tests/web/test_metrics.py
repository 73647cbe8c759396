"""/metrics: figures for who has the token, and nothing in them about people."""

import re
import urllib.error
import urllib.request
from dataclasses import replace

import pytest

from tests import factories, server
from tests.conftest import text_of
from tests.web.addresses import CONTACT

TOKEN = "kf93-metingen-voor-ons-alleen"
WITH = {"Authorization": f"Bearer {TOKEN}"}


class TestWithoutAToken:
    def test_the_address_is_not_there(self, client, file):
        for headers in ({}, WITH, {"Authorization": "Bearer "}):
            assert client.get("/metrics", headers=headers).status_code == 404


class TestWithAToken:
    @pytest.fixture
    def settings(self, settings):
        return replace(settings, metrics_token=TOKEN)

    def figure(self, client, name: str) -> float:
        page = text_of(client.get("/metrics", headers=WITH))
        found = re.search(rf"^{re.escape(name)} (\S+)$", page, re.MULTILINE)
        return float(found[1]) if found else 0

    @pytest.mark.parametrize(
        "given", ["", "Bearer", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", TOKEN, "Bearer ünï"]
    )
    def test_only_who_has_it_is_let_in(self, client, file, given):
        answer = client.get("/metrics", headers={"Authorization": given.encode().decode("latin-1")})
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer"
        assert "rechterhand_" not in text_of(answer)

    def test_a_colleague_or_an_api_token_is_not_enough(self, login, diana, file, client):
        assert login(diana).get("/metrics").status_code == 401

    def test_an_empty_file_has_figures_too(self, client):
        answer = client.get("/metrics", headers=WITH)
        assert answer.status_code == 200 and answer.content_type.startswith("text/plain; version=")

    def test_requests_are_counted_by_rule_and_timed(self, client, login, file):
        browser = login(file)
        for number in (1, 2, 3, 999):
            browser.get(f"/customers/{number}?q=Kees")
        count = 'rechterhand_requests_total{method="GET",route="/customers/<int:customer_id>",status="%d"}'
        assert self.figure(client, count % 404) >= 1
        assert self.figure(client, count % 200) + self.figure(client, count % 404) == 4
        assert self.figure(client, 'rechterhand_request_seconds_count{route="/customers/<int:customer_id>"}') == 4
        assert self.figure(client, "rechterhand_requests_in_progress") == 1  # this one

    def test_strangers_cannot_make_it_grow(self, client, file):
        before = None
        for number in range(30):
            client.open(f"/weg/{number}", method=f"VERB{number}", headers={"X-Request-Id": f"a{number:09}"})
            lines = len(text_of(client.get("/metrics", headers=WITH)).splitlines())
            before = before if number < 2 else before or lines
        assert lines == before

    def test_contacts_are_counted_once_they_are_logged(self, client, login, file):
        browser, form = login(file), {**CONTACT}
        assert browser.post("/interactions/", data=form).status_code == 303
        assert browser.post("/interactions/", data=form | {"body": ""}).status_code == 422
        assert self.figure(client, "rechterhand_contacts_logged_total") == 1

    def test_the_size_of_the_file_and_the_room_left(self, client, file):
        assert self.figure(client, "rechterhand_database_bytes") > 100_000
        assert self.figure(client, "rechterhand_disk_free_bytes") > 1_000_000

    def test_nothing_of_people_is_in_it(self, client, login, file):
        customer = factories.customer("Kwekerij Geheim")
        browser = login(file)
        browser.get(f"/customers/{customer.id}")
        browser.get("/search?q=Geheim")
        page = text_of(client.get("/metrics", headers=WITH))
        assert "Geheim" not in page and file.email not in page and "127.0.0.1" not in page

    def test_a_mistake_in_counting_breaks_no_request(self, app, client, file):
        del app.extensions["figures"]._busy
        assert client.get("/login").status_code == 200


def test_web_processes_add_up(tmp_path, new_database, monkeypatch):
    new_database(tmp_path)
    monkeypatch.setenv("CRM_METRICS_TOKEN", TOKEN)
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "counter_1.db").write_bytes(b"van de vorige keer")
    with server.running(tmp_path) as (port, _pid):
        address = f"http://127.0.0.1:{port}"
        asked = urllib.request.Request(f"{address}/metrics", headers=WITH)
        for _time in range(40):
            urllib.request.urlopen(f"{address}/static/css/base.css").read()
        page = urllib.request.urlopen(asked).read().decode()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{address}/metrics")
    found = re.search(r'requests_total\{method="GET",route="/static/<path:filename>",status="200"\} (\S+)', page)
    assert float(found[1]) == 40
    assert len(list((tmp_path / "metrics").glob("counter_*.db"))) == 2
