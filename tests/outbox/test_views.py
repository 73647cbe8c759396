"""The outbox: what an administrator sees of each mail, and what sends it again."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import Role, User
from crm.db import transaction
from crm.errors import Forbidden
from crm.jobs import work
from crm.jobs.models import Job
from crm.journal import Change
from crm.mail import actions as mails
from crm.mail import post as told
from crm.mail.letter import Letter
from crm.mail.models import Mail, State
from crm.outbox import actions, queries
from tests import factories
from tests.conftest import text_of
from tests.drained import drain
from tests.mail.conftest import LETTER, SENDER, give_to
from tests.mail.test_delivery import after, put
from tests.smtp import Fault

ALL = "Send all that was kept"


def kept(**values) -> Mail:
    """One that met no server."""
    told.live_in(None, SENDER)
    return after(put(**values))


def resent() -> list[Change]:
    """What the journal has of it."""
    return list(Change.select().where(Change.verb == "mail.resend"))


def test_the_newest_stands_on_top_with_what_became_of_it(post, login, diana):
    assert after(put(name="Joost van der Heijden")).state == State.SENT
    post.befall(Fault("rcpt", "550 5.1.1 onbekend"), Fault("rcpt", "451 4.2.0 later"))
    after(put(name="Fatima el Idrissi"))
    after(put(name="Annelies de Groot"))
    page = text_of(login(diana).get("/outbox/"))
    places = [page.index(words) for words in ("Annelies de Groot", "451 4.2.0 later", "Fatima", "550 5.1.1 onbekend")]
    assert places == sorted(places) and page.index("Joost van der Heijden") > places[-1]
    for words in ("waiting", "failed", "sent", "again", "1 mail of the last seven days did not arrive.", "Digest"):
        assert words in page


def test_each_state_has_a_page_of_its_own(post, login, diana):
    after(put(name="Verstuurd Aan"))
    post.befall(Fault("rcpt", "550 nee"))
    after(put(name="Mislukt Voor"))
    client = login(diana)
    pages = {state: text_of(client.get(f"/outbox/?state={state}")) for state in ("sent", "failed", "kept", "onzin")}
    assert "Verstuurd Aan" in pages["sent"] and "Mislukt Voor" not in pages["sent"]
    assert "Mislukt Voor" in pages["failed"] and "Verstuurd Aan" not in pages["failed"]
    assert "No mail is in this state" in pages["kept"] and "Verstuurd Aan" in pages["onzin"]


def test_a_long_list_is_paged_by_key_at_no_more_queries(app, login, diana, query_count):
    client, seen, url = login(diana), [], "/outbox/"
    with transaction():
        for number in range(5):
            mails.put(LETTER, kind="digest", address=f"a{number}@x.example")
    client.get(url)
    with query_count() as few:
        client.get(url)
    with transaction():
        for number in range(5, 70):
            mails.put(LETTER, kind="digest", address=f"a{number}@x.example")
    with query_count() as many:
        client.get(url)
    assert few() == many()
    while url:
        page = text_of(client.get(url))
        seen += [part.partition("@")[0] for part in page.split('<p class="meta">a')[1:]]
        url = page.partition('class="ledger-foot older"><a href="')[2].partition('"')[0].replace("&amp;", "&")
    assert seen == [str(number) for number in reversed(range(70))]


def test_one_mail_shows_its_text_and_its_html_in_a_room_where_nothing_runs(post, login, diana):
    mail = after(put(kind="digest"))
    client = login(diana)
    page = text_of(client.get(f"/outbox/{mail.id}"))
    assert (
        "De pomp bij Kwekerij Van den Berg lekt wéér." in page
        and mail.message_id.endswith(f"@{SENDER.domain}")
        and mail.message_id in page
    )
    answer = client.get(f"/outbox/{mail.id}/html")
    assert text_of(answer) == LETTER.html
    assert answer.headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'unsafe-inline'; sandbox;"
    )


def test_markup_in_a_mail_and_an_answer_is_text_on_our_pages(post, login, diana):
    post.befall(Fault("rcpt", "550 <script>alert(1)</script>"))
    with transaction():
        put_ = mails.put(
            Letter("<img src=x>", "<b>dag</b>", "<b>"), kind="digest", address="a@x.example", name="<i>Jan"
        )
    mail = after(put_)
    for url in ("/outbox/", f"/outbox/{mail.id}"):
        page = text_of(login(diana).get(url))
        assert (
            "&lt;script&gt;" in page and "&lt;img src=x&gt;" in page and "<i>Jan" not in page and "<b>dag" not in page
        )


@pytest.mark.parametrize("state", ["waiting", "done"])
def test_a_link_that_lets_somebody_in_is_shown_to_nobody(post, login, diana, state):
    mail = put(secret=True)
    if state == "done":
        after(mail)
    client = login(diana)
    page = text_of(client.get(f"/outbox/{mail.id}"))
    assert "lekt" not in page and "holds a link that lets somebody in" in page
    assert client.get(f"/outbox/{mail.id}/html").status_code == 404


def test_what_failed_is_sent_again_the_same_and_stands_in_the_journal(post, login, diana):
    post.befall(Fault("end", "552 te groot"))
    mail = after(put())
    answer = login(diana).post(f"/outbox/{mail.id}/resend", follow_redirects=True)
    assert "is sent again" in text_of(answer)
    assert after(mail).state == State.SENT and post.mails[0].message["Message-ID"] == f"<{mail.message_id}>"
    (change,) = resent()
    assert (change.user, change.record) == (diana.id, mail.id)


def test_what_waits_for_later_is_tried_now(post, login, diana):
    post.befall(Fault("rcpt", "451 later"))
    mail = after(put())
    assert "Try now" in text_of(login(diana).get(f"/outbox/{mail.id}"))
    login(diana).post(f"/outbox/{mail.id}/resend")
    assert Job.select().count() == 1 and after(mail).state == State.SENT


def test_a_mail_that_a_worker_is_busy_with_is_not_given_to_a_second_one(post, diana):
    mail = put()
    job = work.claim(clock.now(), work.LEASE)
    actions.resend(mail.id, by=diana)
    assert [one.id for one in Job.select()] == [job.id] and drain() == 0
    work.run(job)
    assert len(post.mails) == 1 and Mail.get_by_id(mail.id).state == State.SENT and not Job.select().exists()


def test_what_expired_gets_as_long_again(post, diana):
    mail = after(put(expires_at=clock.now()))
    Mail.update(created_at=mail.created_at - timedelta(days=3)).execute()
    actions.resend(mail.id, by=diana)
    assert timedelta(days=2, hours=23) < Mail.get().expires_at - clock.now() <= timedelta(days=3)
    assert after(mail).state == State.SENT


@pytest.mark.parametrize(
    ("state", "secret", "said"),
    [
        (State.SENT, False, "was sent already"),
        (State.FAILED, True, "make a new one"),
        (State.KEPT, True, "make a new one"),
    ],
)
def test_what_cannot_be_sent_again_says_why(post, login, diana, state, secret, said):
    mail = after(put())
    Mail.update(state=state, secret=secret).execute()
    assert said in text_of(login(diana).post(f"/outbox/{mail.id}/resend", follow_redirects=True))
    assert len(post.mails) == 1 and not Job.select().exists() and not resent()


@pytest.mark.parametrize("how", ["disabled", "moved"])
def test_a_mail_is_not_sent_again_to_who_left_or_to_an_old_mailbox(post, login, diana, how):
    user = factories.user("Joost van der Heijden")
    post.befall(Fault("rcpt", "550 nee"))
    mail = after(put(user=user.id, address=user.email))
    left = {"disabled_at": clock.now()} if how == "disabled" else {"email": "elders@x.example"}
    User.update(**left).where(User.id == user.id).execute()
    answer = login(diana).post(f"/outbox/{mail.id}/resend", follow_redirects=True)
    assert "Whoever it is for was disabled or has another address." in text_of(answer)
    assert Mail.get_by_id(mail.id).state == State.FAILED and not Job.select().exists() and not resent()


def test_what_was_kept_goes_batch_by_batch_without_reading_their_texts(post, diana, monkeypatch, statements):
    mails_of = [kept() for _number in range(5)]
    Mail.update(expires_at=clock.now(), created_at=clock.now() - timedelta(days=2)).execute()
    give_to(post.url)
    monkeypatch.setattr(mails, "BATCH", 2)
    with statements() as seen:
        assert actions.resend_kept(by=diana) == 5
    assert not [one for one in seen if '"html"' in one]
    assert {mail.expires_at - clock.now() > timedelta(days=1) for mail in Mail.select()} == {True}
    assert [job.key for job in Job.select().order_by(Job.id)] == [f"mail:{mail.id}" for mail in mails_of]
    assert len(resent()) == 3
    drain()
    assert len(post.mails) == 5


def test_all_that_was_kept_goes_at_once_but_not_what_is_old_or_secret(post, login, diana):
    first, second = kept(), kept()
    old, secret = kept(), kept(secret=True)
    Mail.update(created_at=clock.now() - queries.LATELY - timedelta(hours=1)).where(Mail.id == old.id).execute()
    client = login(diana)
    assert ALL not in text_of(client.get("/outbox/"))
    give_to(post.url)
    assert ALL in text_of(client.get("/outbox/"))
    assert "2 mails are sent." in text_of(client.post("/outbox/resend-kept", follow_redirects=True))
    drain()
    states = dict(Mail.select(Mail.id, Mail.state).tuples())
    assert states == {first.id: "sent", second.id: "sent", old.id: "kept", secret.id: "kept"}


def test_without_a_server_the_page_says_so_and_nothing_is_sent(app, login, diana):
    mail = kept()
    client = login(diana)
    page = text_of(client.get("/outbox/"))
    assert "No mail server is set" in page and "CRM_SMTP_URL" in page and "Send a test mail" not in page
    for url in (f"/outbox/{mail.id}/resend", "/outbox/resend-kept", "/outbox/test"):
        assert "so nothing can be sent" in text_of(client.post(url, follow_redirects=True))
    assert Mail.select().count() == 1 and Mail.get().state == State.KEPT and not Job.select().exists()


def test_a_test_mail_goes_to_who_asks_in_their_language(post, login, diana):
    assert diana.email in text_of(login(diana).post("/outbox/test", follow_redirects=True))
    drain()
    (got,) = post.mails
    assert got.to == [diana.email] and got.message["Subject"] == "Mail from Rechterhand arrives"
    assert "whether mail arrives" in got.message.get_body(["plain"]).get_content()
    assert "<h1" in got.message.get_body(["html"]).get_content()


@pytest.mark.parametrize("role", [Role.READER, Role.STAFF, Role.MANAGER])
def test_only_administrators_send_again(post, role):
    user, mail = factories.user(role=role), after(put())
    for deed in (lambda: actions.resend(mail.id, by=user), lambda: actions.resend_kept(by=user)):
        with pytest.raises(Forbidden):
            deed()
    with pytest.raises(Forbidden):
        actions.send_test(LETTER, by=user)


def test_what_is_no_longer_kept_is_not_there(app, login, diana):
    assert login(diana).get("/outbox/999").status_code == 404
    assert login(diana).post("/outbox/999/resend").status_code == 404


def test_every_kind_of_mail_has_a_name(app):
    assert str(queries.kind_of(Mail(kind="digest"))) == "Digest"
    assert str(queries.kind_of(Mail(kind="iets.nieuws"))) == "Mail"


def test_a_mail_whose_work_was_thrown_away_says_so_and_can_be_sent_all_the_same(post, login, diana):
    mail = put()
    Job.update(error="451 later").execute()
    assert login(diana).post(f"/worker/{Job.get().id}/discard").status_code == 303
    stopped = after(mail)
    assert stopped.state == State.FAILED and "threw away" in stopped.error
    assert "threw away" in text_of(login(diana).get(f"/outbox/{mail.id}"))
    login(diana).post(f"/outbox/{mail.id}/resend")
    drain()
    assert after(mail).state == State.SENT
