"""Everybody's own page: name, language, clock, theme, keys, where they are logged in, tokens."""

import re

import pytest

from crm.accounts import actions, browsers, queries
from crm.accounts.models import ApiToken, LoginSession, User
from crm.journal import Change
from tests.conftest import text_of

OWN = {"name": "Alice van den Bosch", "locale": "", "timezone": "", "theme": "", "keys": "y"}


def test_language_theme_and_keys_count_on_the_next_page(login, alice):
    client = login(alice)
    given = OWN | {"locale": "nl", "theme": "dark", "timezone": "America/Paramaribo"}
    del given["keys"]
    answer = client.post("/accounts/me", data=given)
    page = text_of(client.get(answer.location))
    for sign in ('lang="nl"', 'data-theme="dark"', 'data-keys="off"', 'data-zone="America/Paramaribo"'):
        assert sign in page
    change = Change.select().where(Change.verb == "user.edit").get()
    assert change.values["after"] == {"locale": "nl", "theme": "dark", "timezone": "America/Paramaribo", "keys": False}
    client.post("/accounts/me", data=given)
    assert Change.select().where(Change.verb == "user.edit").count() == 1


def test_a_reader_has_one_too_and_a_new_name_sorts_by_its_surname(login, charlie):
    assert login(charlie).post("/accounts/me", data=OWN | {"name": "Charlie de Groot"}).status_code == 303
    assert User.get_by_id(charlie.id).sort_name == "groot charlie de"


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"name": "x" * 121}, {"locale": "fr"}, {"timezone": "Mars/Oost"}, {"theme": "roze"}]
)
def test_what_cannot_be_is_refused_beside_its_field(login, alice, wrong):
    answer = login(alice).post("/accounts/me", data=OWN | {"name": "Alice Bos"} | wrong)
    assert answer.status_code == 422 and f'id="{next(iter(wrong))}-error"' in text_of(answer)
    assert not Change.select().where(Change.verb == "user.edit").exists()


def test_a_clock_that_left_the_list_may_stay(login, alice):
    User.update(timezone="Europe/Weg").where(User.id == alice.id).execute()
    answer = login(alice).post("/accounts/me", data=OWN | {"name": "Alice Bos", "timezone": "Europe/Weg"})
    assert answer.status_code == 303
    assert User.get_by_id(alice.id).name == "Alice Bos"


def test_a_session_elsewhere_is_ended_and_finds_out_at_its_next_request(login, alice, bob):
    User.update(locale="en").execute()
    here, elsewhere = login(alice), login(alice)
    page = text_of(here.get("/accounts/me"))
    assert page.count("this device") == 1
    url = re.search(r'action="(/accounts/me/sessions/\d+/end)"', page)[1]
    assert login(bob).post(url).status_code == 403
    assert here.post(url).location == "/accounts/me#sessions"
    assert elsewhere.get("/accounts/me").status_code == 303 and here.get("/accounts/me").status_code == 200
    assert here.post(url).status_code == 404


def test_logging_out_everywhere_ends_this_one_too_and_nobody_elses(login, alice, bob):
    here, elsewhere, other = login(alice), login(alice), login(bob)
    assert here.post("/accounts/me/sessions/end").location == "/login"
    assert [one.get("/accounts/me").status_code for one in (here, elsewhere, other)] == [303, 303, 200]
    assert LoginSession.select().count() == 1


def test_a_token_is_shown_once_and_ended(login, alice):
    client = login(alice)
    nameless = client.post("/accounts/me/tokens", data={"name": ""})
    assert nameless.status_code == 422 and 'id="token-name-error"' in text_of(nameless)
    assert client.post("/accounts/me/tokens", data={"name": "x" * 61}).status_code == 422
    answer = client.post("/accounts/me/tokens", data={"name": "telefooncentrale"})
    token = re.search(r'value="(rh_[^"]+)"', text_of(answer))[1]
    assert queries.user_by_token(token) == alice
    page = text_of(client.get("/accounts/me"))
    assert token not in page and "telefooncentrale" in page
    assert client.post("/accounts/tokens/1/revoke").location == "/accounts/me#tokens"
    assert queries.user_by_token(token) is None and ApiToken.select().count() == 1


def test_ten_more_sessions_and_tokens_cost_no_more_queries(login, alice, query_count):
    client = login(alice)

    def cost() -> int:
        with query_count() as count:
            client.get("/accounts/me")
            return count()

    cost()
    before = cost()
    for number in range(10):
        login(alice)
        actions.create_token(alice, by=alice, name=str(number))
    assert cost() == before


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36",
         "Chrome on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
         "Safari on Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile Safari/604.1",
         "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15; SM-S921B) SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36",
         "Samsung Internet on Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0)", "Windows"),
        ("<script>alert(1)</script>", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)  # fmt: skip
def test_a_browser_is_told_in_words(user_agent, words):
    assert str(browsers.in_words(user_agent)) == words
