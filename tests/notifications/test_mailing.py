"""Mail at once: one letter for all that waits, never twice, none lost, and nobody's text in a header."""

import threading
from datetime import timedelta
from functools import partial

import pytest

from crm import clock, db
from crm.accounts.models import User
from crm.jobs import registry, work
from crm.jobs.models import Job
from crm.jobs.registry import Again
from crm.mail import post
from crm.mail.models import Mail
from crm.notifications import letters, mailing
from crm.notifications.listening import MAIL
from crm.notifications.models import Notification
from crm.outbox.queries import KINDS
from crm.settings_mail import Sender, smtp
from tests import factories
from tests.notifications.conftest import chosen, mention

SENDER = Sender("", "crm@vanrijnsbergen.example")


@pytest.fixture(autouse=True)
def mail_server(app):
    """There is a mail server; what is put for it stays where it is. Letters are written as the worker writes them."""
    post.live_in(smtp("smtp://127.0.0.1:1"), SENDER)
    with app.app_context():
        yield
    post.live_in(None, SENDER)


@pytest.fixture
def reader(bob) -> User:
    """Bob, who can log in and wants to be mailed at once of mentions."""
    bob.password = "scrypt:unknown"
    bob.locale = "nl"
    bob.save()
    chosen(bob, mention="mail")
    return bob


def mail_jobs() -> int:
    """Do what waits to be mailed, and nothing else; returns how many jobs that were."""
    done = 0
    while (job := work.claim(clock.now(), work.LEASE)) is not None:
        if job.kind != MAIL:
            Job.delete().where(Job.id == job.id).execute()
            continue
        work.run(job)
        done += 1
    return done


def test_all_that_waits_is_one_letter(app, alice, reader):
    for _time in range(3):
        mention(reader, by=alice)
    assert Job.select().where(Job.kind == MAIL).count() == 3
    mail_jobs()
    [mail] = Mail.select()
    assert mail.address == reader.email and mail.user == reader.id and mail.kind in KINDS
    assert mail.text.count("weet hier meer van") == 3 and mail.html.count("weet hier meer van") >= 3
    assert not Notification.select().where(Notification.mailed_at.is_null()).exists()
    mention(reader, by=alice)
    mail_jobs()
    assert Mail.select().count() == 2


def test_a_letter_says_who_where_and_how_to_change_it(app, alice, reader):
    one = mention(reader, by=alice)
    mail_jobs()
    [mail] = Mail.select()
    for part in (mail.text, mail.html):
        assert "Alice van den Bosch" in part and "Kwekerij Van den Berg" in part
        assert f"http://localhost/notifications/{one.id}" in part and "http://localhost/notifications/choices" in part


def test_no_header_holds_what_somebody_wrote(app, reader):
    mallory = factories.user("Mallory\u202e <b>de Boef</b>")
    mention(reader, by=mallory, text="{} Bcc: allen@example.nl <script>alert(1)</script>")
    mail_jobs()
    [mail] = Mail.select()
    assert "Bcc" not in mail.subject and "Mallory" not in mail.subject and mail.headers == "{}"
    assert "<script>" not in mail.html and "&lt;b&gt;de Boef" in mail.html and "\u202e" not in mail.html + mail.text


def test_what_was_read_meanwhile_is_not_mailed(app, alice, reader):
    mention(reader, by=alice)
    Notification.update(read_at=clock.now()).execute()
    mail_jobs()
    assert not Mail.select().exists()


@pytest.mark.parametrize("why", ["disabled", "no password", "no server", "long ago"])
def test_nothing_is_mailed_where(app, alice, reader, why):
    mention(reader, by=alice)
    if why == "disabled":
        User.update(disabled_at=clock.now()).where(User.id == reader.id).execute()
    elif why == "no password":
        User.update(password=None).where(User.id == reader.id).execute()
    elif why == "no server":
        post.live_in(None, SENDER)
    else:
        Notification.update(created_at=clock.now() - timedelta(days=3)).execute()
    mail_jobs()
    assert not Mail.select().exists()


def test_who_cannot_be_mailed_finds_it_at_the_bell(app, alice, reader):
    post.live_in(None, SENDER)
    one = mention(reader, by=alice)
    assert one.how == "app" and not Job.select().where(Job.kind == MAIL).exists()


def test_what_comes_while_a_worker_writes_the_letter_is_mailed_too(app, alice, reader):
    mention(reader, by=alice)
    job = work.claim(clock.now(), work.LEASE)
    while job.kind != MAIL:
        Job.delete().where(Job.id == job.id).execute()
        job = work.claim(clock.now(), work.LEASE)
    effect = registry.handlers[MAIL](user_id=reader.id)
    mention(reader, by=alice, text="{} dit kwam erna.")
    with db.transaction():
        effect()
        Job.delete().where(Job.id == job.id).execute()
    mail_jobs()
    first, second = Mail.select().order_by(Mail.id)
    assert "dit kwam erna" not in first.text and "dit kwam erna" in second.text
    assert "weet hier meer van" not in second.text


def test_two_workers_at_once_send_one_letter(app, alice, reader):
    mention(reader, by=alice)
    make = partial(mailing.make, reader.id, write=letters.written)
    first, second = make(), make()
    for effect in (first, second):
        with db.transaction():
            effect()
    assert Mail.select().count() == 1


def test_who_was_overtaken_with_a_part_of_it_begins_again(app, alice, reader):
    mention(reader, by=alice)
    make = partial(mailing.make, reader.id, write=letters.written)
    early = make()
    mention(reader, by=alice, text="{} dit kwam erna.")
    late = make()
    with db.transaction():
        early()
    with pytest.raises(Again), db.transaction():
        late()
    with db.transaction():
        make()()
    assert [mail.text.count("http://localhost/notifications/") for mail in Mail.select().order_by(Mail.id)] == [3, 3]


def test_what_could_not_be_put_still_waits(app, alice, reader):
    mention(reader, by=alice)
    effect = mailing.make(reader.id, write=letters.written)
    User.update(email="geen adres").where(User.id == reader.id).execute()
    wrong = mailing.make(reader.id, write=letters.written)
    with pytest.raises(ValueError), db.transaction():
        wrong()
    assert Notification.select().where(Notification.mailed_at.is_null()).count() == 1
    with db.transaction():
        effect()
    assert Mail.select().count() == 1


def test_two_colleagues_who_write_at_once_lose_nothing(app, alice, diana, reader):
    """Two threads, each with a connection of its own; on PostgreSQL too."""
    berg, failures = factories.customer(), []

    def write(by: User) -> None:
        try:
            with db.database.connection_context():
                for number in range(5):
                    factories.interaction(berg, by=by, body=f"@Bob de Wit, {by.name} {number}.")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(by,)) for by in (alice, diana)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == [] and Notification.select().where(Notification.user == reader).count() == 10
    mail_jobs()
    assert sum(mail.text.count("@Bob de Wit, ") for mail in Mail.select()) == 10


def test_many_stand_in_one_letter_of_readable_length(app, alice, reader):
    for _number in range(letters.SHOWN + 5):
        mention(reader, by=alice)
    mail_jobs()
    [mail] = Mail.select()
    assert mail.text.count("weet hier meer van") == letters.SHOWN and "5" in mail.text.split("notifications/choices")[0]
