"""The page for who forgot their password tells nobody who works here."""

import re
from dataclasses import replace

import pytest

from crm import db
from crm.accounts import actions, keys
from crm.accounts.models import CONSOLE, Invitation, LoginAttempt, LoginSession
from crm.accounts.throttle import FREE_PER_ADDRESS
from crm.app import create_app
from crm.jobs.models import Job
from crm.mail import post
from crm.mail.models import Mail
from tests.accounts.conftest import key_in, sent
from tests.conftest import text_of

PAGE = "/accounts/forgot"
ENGLISH = {"Accept-Language": "en"}
GOOD = "acht droge sokken"
EVIL = "host=evil.example"


@pytest.fixture
def link(mail_server, worked, client, lieke) -> str:
    """Where Lieke's link leads."""
    client.post(PAGE, data={"email": lieke.email})
    worked()
    return f"/accounts/welcome/{key_in(sent('reset')[0])}"


def test_from_log_in_to_a_new_password(mail_server, link, client, lieke):
    assert f'href="{PAGE}"' in text_of(client.get("/login", headers=ENGLISH))
    page = text_of(client.get(link, headers=ENGLISH))
    assert "<h1>Choose a new password</h1>" in page and lieke.email in page
    weak = client.post(link, data={"password": "Welkom2026!"})
    assert weak.status_code == 422 and "Welkom2026!" not in text_of(weak)
    assert client.post(link, data={"password": GOOD}, csrf=False).status_code == 400
    assert (client.post(link, data={"password": GOOD}).location, client.get("/accounts/me").status_code) == ("/", 200)
    ended = client.get(link, headers=ENGLISH)
    assert ended.status_code == 404 and f'href="{PAGE}"' in text_of(ended)


def test_looking_at_the_link_does_not_use_it(link, client):
    for _ in range(3):  # a mail program that looks ahead
        assert client.get(link).status_code == 200
    assert client.post(link, data={"password": GOOD}).status_code == 303


def test_known_unknown_disabled_and_hostile_addresses_get_the_same_answer_after_the_same_work(
    app, mail_server, lieke, alice, statements
):
    actions.disable_user(alice, by=CONSOLE)
    hostile = (
        "x" * 100_000,
        "lieke@rijnsbergen.example\r\nBcc: x@evil.example",
        "<script>@x.nl",
        "\x00@x.nl",
        "geen adres",
    )
    answers, work = set(), set()
    for number, typed in enumerate((lieke.email, "niemand@rijnsbergen.example", alice.email, *hostile)):
        client = app.test_client()
        client.get(PAGE)
        with statements() as seen:
            asked = client.post(PAGE, data={"email": typed}, environ_base={"REMOTE_ADDR": f"192.0.2.{number}"})
        work.add(tuple(re.sub(r"(SAVEPOINT).*", r"\1", one) for one in seen))
        answers.add((asked.status_code, asked.location, text_of(asked), text_of(client.get(asked.location))))
    assert len(answers) == 1 and len(work) == 1
    assert Job.select().count() == 8 and not Mail.select().exists()
    told = "\n".join(work.pop())
    assert 'INTO "job"' in told and '"user"' not in told  # who works here is not even looked at


def test_no_page_tells_what_was_typed(client, mail_server, lieke):
    assert lieke.email not in text_of(client.post(PAGE, data={"email": lieke.email}, follow_redirects=True))


def test_only_an_empty_field_is_refused(client, mail_server, lieke):
    answer = client.post(PAGE, data={"email": ""})
    assert answer.status_code == 422 and 'id="email-error"' in text_of(answer)
    assert not Job.select().exists()


def test_without_the_token_of_our_own_page_nothing_is_put_down(client, mail_server, lieke):
    assert client.post(PAGE, data={"email": lieke.email}, csrf=False).status_code == 400
    assert not Job.select().exists()


def test_who_asks_too_often_must_wait_and_can_still_log_in(client, mail_server, lieke, password):
    for number in range(FREE_PER_ADDRESS):
        assert client.post(PAGE, data={"email": f"c{number}@x.example"}).status_code == 303
    answer = client.post(PAGE, data={"email": lieke.email}, headers=ENGLISH)
    assert answer.status_code == 429 and 0 < int(answer.headers["Retry-After"]) <= 60
    assert lieke.email in text_of(answer) and 'role="alert"' in text_of(answer)
    assert Job.select().count() == FREE_PER_ADDRESS and LoginAttempt.select().count() == 1
    other = {"REMOTE_ADDR": "198.51.100.9"}
    assert client.post(PAGE, data={"email": lieke.email}, environ_base=other).status_code == 303
    assert client.post("/login", data={"email": lieke.email, "password": password}).location == "/"


def test_without_a_mail_server_it_says_whom_to_ask(client, lieke):
    assert PAGE not in text_of(client.get("/login", headers=ENGLISH))
    page = text_of(client.get(PAGE, headers=ENGLISH))
    assert "Ask whoever looks after Rechterhand" in page and 'name="email"' not in page
    assert client.post(PAGE, data={"email": lieke.email}).location == PAGE
    assert not Job.select().exists() and not LoginAttempt.select().exists()


@pytest.mark.parametrize("proxies", [0, 1])
def test_the_link_never_leads_where_the_request_says(app, mail_server, worked, lieke, diana, login, proxies):
    key, _browser = "een-sleutel-van-diana", login(diana)
    LoginSession.update(key_hash=keys.hash_of(key)).execute()
    hosts, set_already = ("localhost", "evil.example"), post.current
    elsewhere = create_app(replace(app.extensions["settings"], proxies=proxies, trusted_hosts=hosts))
    post.current = set_already
    db.database.connect(reuse_if_open=True)
    elsewhere.config["WTF_CSRF_ENABLED"] = False  # its cookie is of the other host
    asking = {"base_url": "http://evil.example", "headers": {"X-Forwarded-Host": "evil.example", "Forwarded": EVIL}}
    admin = elsewhere.test_client()
    with admin.session_transaction(base_url="http://evil.example") as session:
        session["_user_id"] = key
    assert admin.post(PAGE, data={"email": lieke.email}, **asking).status_code == 303
    page = admin.post(f"/accounts/colleagues/{lieke.id}/link", **asking)
    worked()
    assert "http://localhost/accounts/welcome/" in text_of(page)
    for kind in ("reset", "invitation"):
        mail = sent(kind)[0]
        assert key_in(mail) and "evil.example" not in mail.text + mail.html + mail.headers + mail.message_id


def test_a_host_that_is_not_ours_is_refused(client, mail_server, lieke):
    assert client.post(PAGE, data={"email": lieke.email}, headers={"Host": "evil.example"}).status_code == 400
    assert not Job.select().exists()


def test_the_key_goes_into_no_log_and_to_no_other_site(link, client, capfd, caplog):
    caplog.set_level("DEBUG")
    page = client.get(link)
    client.post(link, data={"password": "Welkom2026!"})
    client.post(link, data={"password": GOOD})
    said = "".join(capfd.readouterr()) + caplog.text
    assert "/accounts/welcome/<key>" in said and link.rpartition("/")[2] not in said
    assert page.headers["Referrer-Policy"] == "same-origin" and page.headers["Cache-Control"] == "no-store"
    assert not re.findall(r'(?:href|src|action)="(?:https?:)?//', text_of(page))


def test_a_changed_password_is_told_to_whose_it_is(link, client, lieke, diana, login, password):
    firefox = "Mozilla/5.0 (Windows NT 10.0; rv:150.0) Gecko/20100101 Firefox/150.0"
    client.post(link, data={"password": GOOD}, headers={"User-Agent": firefox})
    form = {"current_password": GOOD, "new_password": "negen natte jassen"}
    client.post("/accounts/password", data=form, headers={"User-Agent": "<script>alert(1)</script>"})
    first, second = sent("notice")
    assert (first.address, first.user, first.secret, first.expires_at) == (lieke.email, lieke.id, False, None)
    assert "Firefox" in first.text and "Windows" in first.html and "script" not in second.html
    for mail in (first, second):
        assert "/accounts/welcome/" not in mail.text + mail.html and "http://localhost/accounts/forgot" in mail.text
    refused = form | {"current_password": "niet het wachtwoord"}
    client.post("/accounts/password", data=refused)
    assert len(sent("notice")) == 2


def test_where_two_sessions_and_a_link_meet_only_the_new_session_stays(link, app, client, lieke):
    elsewhere = app.test_client()
    with elsewhere.session_transaction() as session:
        session["_user_id"] = "een-oude-sleutel"
    client.post(link, data={"password": GOOD})
    assert LoginSession.select().count() == 1 and not Invitation.select().where(Invitation.used_at.is_null()).exists()
    assert elsewhere.get("/accounts/me").status_code == 303
