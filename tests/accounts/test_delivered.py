"""A link on its whole way: asked for, mailed through a real server, shown to nobody else, used."""

import re
from dataclasses import replace

import pytest

from crm.mail import post
from crm.mail.models import Mail
from crm.settings_mail import smtp as server_of
from tests import smtp
from tests.accounts.conftest import key_in, sent
from tests.conftest import text_of

LINK = re.compile(r"http://localhost(/accounts/welcome/[\w-]{43})")


@pytest.fixture
def server(app, monkeypatch):
    with smtp.server() as running:
        monkeypatch.setattr(post, "current", replace(post.current, smtp=server_of(running.url)))
        yield running


def outbox(admin, mail: Mail) -> str:
    """All that the outbox shows of a mail."""
    pages = ("/outbox/", f"/outbox/{mail.id}", f"/outbox/{mail.id}/html")
    return "".join(text_of(admin.get(page)) for page in pages)


def test_a_forgotten_password_is_mailed_chosen_anew_and_told(server, client, lieke, diana, login, worked):
    client.post("/accounts/forgot", data={"email": lieke.email})
    worked()
    received = server.mails[0]
    assert received.to == [lieke.email] and "http://" not in str(received.message["Subject"])
    parts = [received.message.get_body((kind,)).get_content() for kind in ("plain", "html")]
    links = {LINK.search(part)[1] for part in parts}
    assert len(links) == 1
    assert client.post(links.pop(), data={"password": "acht droge sokken"}).location == "/"
    worked()
    assert len(server.mails) == 2 and server.mails[1].to == [lieke.email]
    assert not LINK.search(server.mails[1].message.get_body(("plain",)).get_content())


def test_the_outbox_shows_no_key_before_or_after_it_is_sent(server, lieke, diana, login, worked):
    admin = login(diana)
    admin.post(f"/accounts/colleagues/{lieke.id}/link")
    mail = sent("invitation")[0]
    key = key_in(mail)
    waiting = outbox(admin, mail)
    worked()
    assert lieke.email in waiting and key not in waiting + outbox(admin, mail)
    kept = Mail.get_by_id(mail.id)
    assert kept.sent_at and key not in f"{kept.__data__}"
    assert key in server.mails[0].message.get_body(("plain",)).get_content()
