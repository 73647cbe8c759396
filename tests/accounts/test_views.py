"""The pages to log in, log out and change one's password."""

import re

import pytest

from crm.accounts import actions, queries
from crm.accounts.models import CONSOLE, LoginSession
from tests.conftest import text_of


@pytest.fixture
def form(lieke, password):
    """What Lieke fills in."""
    return {"email": lieke.email, "password": password}


def cookies(answer) -> str:
    return "\n".join(answer.headers.getlist("Set-Cookie"))


def test_it_works(client, form):
    page = client.get("/login")
    assert page.status_code == 200
    assert 'name="email"' in text_of(page) and 'type="password"' in text_of(page)
    answer = client.post("/login", data=form)
    assert (answer.status_code, answer.location) == (303, "/")
    assert queries.user_by_session_key(key_in(client)).name == "Lieke van Rijnsbergen"


def test_who_is_logged_in_already_goes_to_the_first_page(login, lieke):
    assert login(lieke).get("/login").location == "/"


@pytest.mark.parametrize("wrong", [{"password": "niet het wachtwoord"}, {"email": "niemand@rijnsbergen.example"}])
def test_a_refused_log_in_keeps_the_address_and_never_the_password(client, form, wrong):
    answer = client.post("/login", data=form | wrong)
    assert answer.status_code == 422
    assert (form | wrong)["email"] in text_of(answer)
    assert (form | wrong)["password"] not in text_of(answer)
    assert not LoginSession.select().exists()


def test_wrong_and_unknown_look_alike_but_for_what_was_typed(client, lieke):
    pages = []
    for email in (lieke.email, "niemand@rijnsbergen.example"):
        page = text_of(client.post("/login", data={"email": email, "password": "niet het wachtwoord"}))
        pages.append(re.sub(r'name="csrf_token" value="[^"]*"', "", page.replace(email, "")))
    assert pages[0] == pages[1]


def test_empty_fields_are_named(client, lieke):
    answer = client.post("/login", data={"email": "", "password": ""})
    assert answer.status_code == 422
    assert text_of(answer).count('aria-invalid="true"') == 2


def test_after_too_many_attempts_the_answer_says_when_to_come_back(client, form):
    for _ in range(5):
        assert client.post("/login", data=form | {"password": "niet het wachtwoord"}).status_code == 422
    answer = client.post("/login", data=form)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert form["email"] in text_of(answer) and 'role="alert"' in text_of(answer)


def test_the_cookie_is_for_the_server_alone_and_ends_with_the_browser(client, form):
    cookie = cookies(client.post("/login", data=form))
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "Expires" not in cookie and "Max-Age" not in cookie


def test_staying_logged_in_outlives_the_browser(client, form):
    assert "Expires" in cookies(client.post("/login", data=form | {"remember": "y"}))


def test_without_the_token_of_our_own_page_nobody_is_logged_in(client, form):
    assert client.post("/login", data=form, csrf=False).status_code == 400
    assert not LoginSession.select().exists()


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/customers/7?kanaal=telefoon", "/customers/7?kanaal=telefoon"),
        ("/search?q=pomp%20kas", "/search?q=pomp%20kas"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        (" //evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("evil.example", "/"),
        ("/login?next=/login", "/"),
        ("//[", "/"),
        ("", "/"),
    ],
)
def test_after_log_in_one_goes_only_to_pages_of_ours(client, form, wanted, target):
    page = client.get("/login", query_string={"next": wanted})
    assert f'name="next" type="hidden" value="{target}"' in text_of(page)
    assert client.post("/login", data=form | {"next": wanted}).location == target


def test_log_out_ends_the_session_on_the_server_too(client, form):
    client.post("/login", data=form)
    key = key_in(client)
    assert client.get("/logout").status_code == 405
    assert queries.user_by_session_key(key)
    answer = client.post("/logout")
    assert answer.location == "/login" and answer.headers["Clear-Site-Data"] == '"cache"'  # pictures of customers
    assert queries.user_by_session_key(key) is None
    assert client.get("/accounts/password").status_code == 303


def test_another_password_logs_out_other_browsers_and_keeps_this_one(app, form, lieke, password):
    here, elsewhere = app.test_client(), app.test_client()
    for browser in (here, elsewhere):
        browser.post("/login", data=form)
    change = {"current_password": password, "new_password": "acht droge sokken"}
    answer = here.post("/accounts/password", data=change)
    assert answer.status_code == 303
    assert here.get(answer.location).status_code == 200
    assert elsewhere.get("/accounts/password").status_code == 303


def test_a_refused_password_says_why_beside_the_field(login, lieke, password):
    client = login(lieke)
    wrong = client.post("/accounts/password", data={"current_password": "x", "new_password": "acht droge sokken"})
    weak = client.post("/accounts/password", data={"current_password": password, "new_password": "Welkom2026!"})
    assert (wrong.status_code, weak.status_code) == (422, 422)
    assert 'id="current_password-error"' in text_of(wrong)
    assert 'id="new_password-error"' in text_of(weak)
    assert "Welkom2026!" not in text_of(weak)


def test_a_disabled_colleague_is_out_at_the_next_click(login, lieke):
    client = login(lieke)
    assert client.get("/accounts/password").status_code == 200
    actions.enter_user(by=CONSOLE, name="Wim Smit", email="wim@x.example", department="Verkoop", role="admin")
    actions.disable_user(lieke, by=CONSOLE)
    assert client.get("/accounts/password").status_code == 303


def test_anybody_chooses_their_own_language_and_stays_where_they_were(login, charlie):
    client = login(charlie)
    for locale, word in (("en", "Customers"), ("nl", "Klanten")):
        answer = client.post("/accounts/language", data={"locale": locale, "next": "/customers/?letter=k"})
        assert (answer.status_code, answer.location) == (303, "/customers/?letter=k")
        assert f"<h1>{word}</h1>" in text_of(client.get("/customers/"))
    assert client.post("/accounts/language", data={"locale": "fr"}).status_code == 422
    assert client.post("/accounts/language", data={"locale": "en", "next": "//evil.example"}).location == "/"


def test_a_reader_may_change_their_own_password(login, charlie):
    assert login(charlie).get("/accounts/password").status_code == 200


def key_in(client) -> str:
    with client.session_transaction() as session:
        return session["_user_id"]
