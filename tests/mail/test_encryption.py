"""Encryption and log-in: what was asked for is had, or nothing is sent."""

import pytest

from crm.mail.models import State
from tests.mail.conftest import give_to
from tests.mail.test_delivery import after, due_now, put
from tests.smtp import Fault

LOGIN = ("crm@vanrijnsbergen.example", "g:e/h@im %")


@pytest.mark.parametrize("tls", ["starttls", "smtps"])
def test_it_goes_encrypted_and_logged_in(sending, monkeypatch, tls):
    with sending(tls=tls, login=LOGIN) as post:
        monkeypatch.setenv("SSL_CERT_FILE", post.authority)
        assert after(put()).state == State.SENT
        assert (post.mails[0].encrypted, post.mails[0].login) == (True, LOGIN[0])


def test_a_log_in_on_this_machine_needs_no_encryption(sending):
    with sending(login=LOGIN) as post:
        assert after(put()).state == State.SENT and post.mails[0].login == LOGIN[0]


@pytest.mark.parametrize("tls", ["starttls", "smtps"])
@pytest.mark.parametrize(
    ("fault", "name"), [("nobody vouches for it", "127.0.0.1"), ("of another machine", "elders.example")]
)
def test_a_certificate_that_is_not_trusted_stops_it_until_somebody_mends_that(sending, monkeypatch, tls, fault, name):
    with sending(tls=tls, certified_for=name, login=LOGIN) as post:
        if fault == "of another machine":
            monkeypatch.setenv("SSL_CERT_FILE", post.authority)
        waits = after(put())
        assert waits.state == State.WAITING
        assert waits.error.startswith("The mail server’s certificate is not trusted.\n")
        assert post.mails == [] and "auth" not in post.commands


def test_where_encryption_is_asked_for_and_not_offered_nothing_is_sent(sending):
    with sending() as post:
        give_to(post.url.replace("smtp://", "smtp+starttls://"))
        waits = after(put())
        assert waits.error.startswith("The mail server lacks what CRM_SMTP_URL asks for.\n")
        assert waits.state == State.WAITING and post.mails == [] and "mail" not in post.commands


@pytest.mark.parametrize("answer", ["454 TLS not available", "554 nee"])
def test_where_encryption_is_refused_nothing_is_sent(sending, answer):
    with sending(tls="starttls") as post:
        post.befall(Fault("starttls", answer))
        waits = after(put())
        assert (waits.state, waits.code) == (State.WAITING, int(answer[:3]))
        assert "mail" not in post.commands


def test_encryption_from_the_start_with_a_server_that_has_none_is_told(sending):
    with sending() as post:
        give_to(post.url.replace("smtp://", "smtps://"))
        assert after(put()).error.startswith("The mail server and we could not agree on encryption.")


@pytest.mark.parametrize("code", [454, 530, 534, 535])
def test_a_log_in_that_fails_is_tried_again_for_somebody_can_mend_it(sending, monkeypatch, code):
    with sending(tls="smtps", login=LOGIN) as post:
        monkeypatch.setenv("SSL_CERT_FILE", post.authority)
        post.befall(Fault("auth", f"{code} 5.7.8 onjuist: {LOGIN[1]}"))
        waits = after(put())
        assert (waits.state, waits.code) == (State.WAITING, code)
        assert LOGIN[1] not in waits.error and "onjuist: …" in waits.error
        due_now()
        assert after(waits).state == State.SENT


def test_a_server_that_wants_a_log_in_we_have_not_is_no_fault_of_the_mail(post):
    post.befall(Fault("mail", "530 5.7.0 Authentication required"))
    assert after(put()).state == State.WAITING


def test_an_address_with_foreign_letters_goes_where_the_server_knows_them(sending):
    with sending() as post:
        assert after(put(address="renée@vanrijnsbergen.example")).state == State.SENT
        assert post.mails[0].to == ["renée@vanrijnsbergen.example"] and "SMTPUTF8" in post.mails[0].options
    with sending(utf8=False) as post:
        failed = after(put(address="renée@vanrijnsbergen.example"))
        assert failed.state == State.FAILED and "such letters" in failed.error and post.mails == []


def test_a_domain_with_foreign_letters_goes_anywhere(sending):
    with sending(utf8=False) as post:
        assert after(put(address="info@bakkerij-müller.nl")).state == State.SENT
        assert post.mails[0].to == ["info@xn--bakkerij-mller-psb.nl"]
        assert post.mails[0].message["To"].addresses[0].domain == "xn--bakkerij-mller-psb.nl"


def test_what_is_no_address_fails_with_a_sentence(post):
    failed = after(put(address="a,b@vanrijnsbergen.example"))
    assert (failed.state, failed.error) == (State.FAILED, "No mail can be sent to this address.")
