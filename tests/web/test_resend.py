"""Typed text is never lost: a form that arrives after its session ended comes back, and only to who sent it."""

import re
from html import unescape

import pytest

from crm.accounts.models import LoginSession
from crm.interactions.models import Interaction
from tests.conftest import text_of

CALL = {
    "customer": "1",
    "channel": "phone",
    "direction_phone": "in",
    "key": "een-sleutel",
    "body": 'Eerste regel\nTweede <b> & "derde"',
    "people": ["1", "2"],
}
SAME = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"}


@pytest.fixture
def gone(login, file):
    """A browser of Alice whose session was ended on the server."""
    client = login(file)
    client.get("/")
    LoginSession.delete().execute()
    return client


def kept(page: str) -> list[tuple[str, str]]:
    """The hidden fields, but for the token."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return [(name, unescape(value)) for name, value in found if name != "csrf_token"]


def test_a_form_without_a_log_in_comes_back_whole(gone, file):
    answer = gone.post("/interactions/", data=CALL, headers=SAME)
    page = text_of(answer)
    assert answer.status_code == 401 and 'action="/interactions/"' in page and 'href="/login?next=/"' in page
    assert sorted(kept(page)) == sorted(
        [(name, value) for name, value in CALL.items() if name != "people"] + [("people", "1"), ("people", "2")]
    )
    assert "Tweede &lt;b&gt;" in page and "<b>" not in page
    assert not Interaction.select().where(Interaction.body.contains("Tweede")).exists()


def test_after_logging_in_again_it_can_be_sent_and_is_logged_once(gone, login, file):
    ways = {f"direction_{channel}": "out" for channel in ("visit", "email", "letter", "chat", "meeting")}
    fields = kept(text_of(gone.post("/interactions/", data=CALL | ways | {"people": "1"}, headers=SAME)))
    again = login(file)
    for _ in range(2):
        assert again.post("/interactions/", data=dict(fields)).status_code == 303
    assert Interaction.select().where(Interaction.body.contains("Tweede")).count() == 1


def test_an_outdated_token_is_the_same_for_who_writes(login, file):
    client = login(file)
    page = client.post("/interactions/", data=CALL | {"csrf_token": "oud"}, headers=SAME, csrf=False)
    assert page.status_code == 400 and ("body", CALL["body"]) in kept(text_of(page))


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Referer": "https://evil.example/http://localhost/"},
        {},
    ],
)
def test_what_comes_from_elsewhere_is_not_offered_again(gone, headers):
    for csrf, status in ((True, 303), (False, 400)):
        answer = gone.post("/interactions/", data=CALL, headers=headers, csrf=csrf)
        assert answer.status_code == status and "Tweede" not in text_of(answer)


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Referer": "http://localhost/customers/1"}])
def test_an_older_browser_tells_by_origin_or_referer(gone, headers):
    assert gone.post("/interactions/", data=CALL, headers=headers).status_code == 401


@pytest.mark.parametrize("csrf", [True, False])
def test_a_password_is_never_sent_back(gone, csrf):
    form = {"current_password": "zeven natte laarzen", "new_password": "acht droge sokken", "body": "x"}
    for headers in (SAME, SAME | {"HX-Request": "true"}):
        answer = gone.post("/accounts/password", data=form, headers=headers, csrf=csrf)
        assert answer.status_code in (303, 400, 401)
        assert "laarzen" not in text_of(answer) and "sokken" not in text_of(answer)


def test_a_text_of_the_greatest_length_comes_back_and_a_flood_does_not(gone):
    answer = gone.post("/interactions/", data=CALL | {"body": "w" * 100_000}, headers=SAME)
    assert answer.status_code == 401 and ("body", "w" * 100_000) in kept(text_of(answer))
    assert gone.post("/interactions/", data=CALL | {"body": "w" * 200_000}, headers=SAME).status_code == 303


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://localhost/customers/1?q=pomp", "/login?next=/customers/1?q%3Dpomp"),
        ("http://[", "/login?next=/"),
        ("", "/login?next="),
    ],
)
def test_htmx_is_led_to_the_log_in_page_and_back(gone, page, back):
    for send in (gone.post, gone.get):
        answer = send("/customers/1", headers={"HX-Request": "true", "HX-Current-URL": page} | SAME)
        if answer.status_code != 405:
            assert (answer.status_code, answer.data) == (401, b"")
            assert answer.headers["HX-Redirect"] == back


def test_htmx_with_an_outdated_token_only_opens_its_page_anew(login, file):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/customers/1"}
    answer = login(file).post("/interactions/", data=CALL, headers=headers, csrf=False)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/customers/1")
