"""The first run in the browser."""

import re

import pytest

from crm.accounts import queries
from crm.accounts.models import User
from crm.setup import invitation
from crm.web import company
from tests.conftest import text_of


@pytest.fixture
def token(app, settings) -> str:
    return invitation.make(settings.data_dir)


@pytest.fixture
def form(token):
    """What the first administrator fills in."""
    return {
        "token": token,
        "name": "Lieke van Rijnsbergen",
        "department": "Binnendienst",
        "company": "Van Rijnsbergen Techniek",
        "email": "lieke@rijnsbergen.example",
        "password": "zeven natte laarzen",
    }


DUTCH = {"Accept-Language": "nl"}


def test_an_empty_file_leads_to_setup(client):
    assert client.get("/").location == "/setup"
    assert client.get("/login").location == "/setup"


def test_it_works_and_logs_in_at_once(client, form, token):
    page = client.get(f"/setup?token={token}", headers=DUTCH)
    assert page.status_code == 200
    assert re.findall(r'<option value="([^"]+)"', text_of(page)) == [
        "Verkoop",
        "Buitendienst",
        "Binnendienst",
        "Administratie",
    ]
    answer = client.post("/setup", data=form, headers=DUTCH)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/accounts/password").status_code == 200
    [first] = queries.everyone()
    assert (first.role, first.department.name) == ("admin", "Binnendienst")


def test_the_link_serves_once(app, client, form, settings, token):
    client.post("/setup", data=form, headers=DUTCH)
    other = app.test_client()
    assert other.get(f"/setup?token={token}").location == "/login"
    assert other.post("/setup", data=form, headers=DUTCH).status_code == 409
    assert other.post("/setup/demo", data={"token": token}).status_code == 409
    assert User.select().count() == 1
    assert not (settings.data_dir / "setup_token").exists()


@pytest.mark.parametrize("wrong", ["", "?token=", "?token=geraden", "?token=%ED%A0%80"])
def test_without_the_token_the_page_says_where_the_link_stands(client, token, wrong):
    answer = client.get(f"/setup{wrong}")
    assert answer.status_code == 403
    assert "make run" in text_of(answer) and token not in text_of(answer)


def test_without_the_token_nobody_claims_the_file(client, form):
    assert client.post("/setup", data=form | {"token": "geraden"}).status_code == 403
    assert client.post("/setup/demo", data={"token": "geraden"}).status_code == 403
    assert client.post("/setup", data=form, csrf=False).status_code == 400
    assert not User.select().exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "lieke@vanrijnsbergen"}, "email"),
        ({"password": "Welkom2026!"}, "password"),
        ({"department": "Directie"}, "department"),
        ({"email": "lieke", "password": "kort"}, "password"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_says_why(client, form, wrong, field):
    answer = client.post("/setup", data=form | wrong, headers=DUTCH)
    page = text_of(answer)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert "Van Rijnsbergen Techniek" in page and (form | wrong)["email"] in page
    assert form["password"] not in page
    assert not User.select().exists()
    assert client.post("/setup", data=form, headers=DUTCH).status_code == 303


def test_the_log_in_page_names_the_company(app, client, form):
    client.post("/setup", data=form, headers=DUTCH)
    assert "Van Rijnsbergen Techniek" in text_of(app.test_client().get("/login"))


def test_the_demo_company_shows_its_log_ins_once(client, token):
    answer = client.post("/setup/demo", data={"token": token})
    assert answer.status_code == 200
    assert company.is_demo()
    email = re.search(r"<td>([^<@]+@[^<]+)</td>", text_of(answer))[1]
    password = re.search(r"<code>([^<]+)</code>", text_of(answer))[1]
    assert client.post("/login", data={"email": email, "password": password}).location == "/"
    assert client.post("/setup/demo", data={"token": token}).status_code == 409
