"""Mail against a real server that does everything wrong that one can: it is sent once, tried again, or given up."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from crm import clock
from crm.db import transaction
from crm.jobs.models import Job
from crm.mail import actions, delivery
from crm.mail import post as told
from crm.mail.models import Mail, State
from tests.drained import drain
from tests.mail.conftest import LETTER, QUICK, SENDER, give_to
from tests.smtp import DROP, HANG, LATE, SLOW, Fault, Post

JOOST = "joost@vanrijnsbergen.example"
BEFORE_THE_END = ["connect", "ehlo", "mail", "rcpt", "data"]
PASSING = [
    (stage, what)
    for stage in BEFORE_THE_END
    for what in ("421 4.3.2 wij sluiten", "451 4.3.0 nu even niet", DROP, HANG)
    if stage != "ehlo" or what in (DROP, HANG)  # who does not know EHLO is greeted with HELO
]


def put(**values) -> Mail:
    """A mail that waits."""
    with transaction():
        return actions.put(LETTER, **{"kind": "digest", "address": JOOST, "name": "Joost van der Heijden"} | values)


def after(mail: Mail) -> Mail:
    """As it is once the worker did what is due."""
    drain()
    return Mail.get_by_id(mail.id)


def hasty(post: Post, what: str) -> None:
    """Let something go wrong, and do not wait long for a server that says nothing."""
    if what in (HANG, SLOW):
        give_to(post.url, QUICK)


@pytest.fixture
def later(monkeypatch) -> Callable[[timedelta], None]:
    """``later(minutes)``: the clock stands still, and shows so much later than when the test began."""
    began = clock.now()

    def move(by: timedelta) -> None:
        monkeypatch.setattr(clock, "now", lambda: began + by)

    move(timedelta())
    return move


def due_now() -> None:
    """Let what is tried again later be tried now."""
    Job.update(run_at=clock.now()).execute()


def test_a_mail_arrives_with_both_its_parts_and_is_sent_once(post):
    sent = after(put())
    assert (sent.state, sent.code, sent.tries, sent.error) == (State.SENT, 250, 1, "")
    assert sent.sent_at and not Job.select().exists()
    (got,) = post.mails
    assert (got.sender, got.to) == ("crm@vanrijnsbergen.example", [JOOST])
    text, html = got.message.get_body(["plain"]), got.message.get_body(["html"])
    assert text.get_content().replace("\r\n", "\n") == LETTER.text and html.get_content().strip() == LETTER.html.strip()
    assert max(map(len, got.content.split(b"\r\n"))) <= 998 and b"\n" not in got.content.replace(b"\r\n", b"")
    delivery.deliver(sent.id)
    assert len(post.mails) == 1


@pytest.mark.parametrize(("stage", "what"), PASSING)
def test_what_passes_is_tried_again_and_then_arrives_once(post, later, stage, what):
    hasty(post, what)
    post.befall(Fault(stage, what))
    waits = after(put())
    assert (waits.state, waits.tries) == (State.WAITING, 1)
    assert waits.code == (int(what[:3]) if what[0] == "4" else None)
    assert what[4:] in waits.error if what[0] == "4" else "The mail server" in waits.error
    assert waits.next_at - clock.now() == delivery.WAITS[0]
    assert post.mails == [] and Job.get().run_at == waits.next_at
    give_to(post.url)
    due_now()
    assert after(waits).state == State.SENT and len(post.mails) == 1


@pytest.mark.parametrize("stage", ["mail", "rcpt", "data", "end"])
@pytest.mark.parametrize("code", [550, 552])
def test_what_is_refused_for_good_is_marked_and_not_tried_again(post, stage, code):
    post.befall(Fault(stage, f"{code} 5.2.2 de bus is\x07 vol"))
    failed = after(put())
    assert (failed.state, failed.code, failed.error) == (State.FAILED, code, "5.2.2 de bus is vol")
    assert failed.next_at is None and not Job.select().exists() and post.mails == [] and post.connections == 1


@pytest.mark.parametrize("what", ["451 4.3.0 schijf vol", "552 5.3.4 te groot"])
def test_a_refusal_after_the_final_dot_counts(post, what):
    post.befall(Fault("end", what))
    assert after(put()).state == (State.WAITING if what[0] == "4" else State.FAILED)
    assert post.mails == []


@pytest.mark.parametrize("what", [DROP, HANG])
def test_cut_halfway_the_text_it_arrives_once(post, what):
    hasty(post, what)
    post.befall(Fault("content", what))
    mail = after(put())
    assert mail.state == State.WAITING and post.mails == []
    give_to(post.url)
    due_now()
    assert after(mail).state == State.SENT and len(post.mails) == 1


@pytest.mark.parametrize("what", [DROP, HANG, SLOW])
def test_where_the_last_answer_is_lost_it_comes_twice_with_the_same_bytes(post, what):
    hasty(post, what)
    post.befall(Fault("end", what))
    mail = after(put())
    assert mail.state == State.WAITING
    give_to(post.url)
    due_now()
    assert after(mail).state == State.SENT
    first, second = post.mails
    assert first.content == second.content and first.message["Message-ID"] == second.message["Message-ID"]


@pytest.mark.parametrize("what", ["421 weg", "550 nee", DROP, HANG, SLOW])
def test_once_it_was_taken_nothing_after_that_matters(post, what):
    post.befall(Fault("quit", what))
    assert after(put()).state == State.SENT and len(post.mails) == 1


@pytest.mark.parametrize("stage", ["connect", "end"])
def test_a_server_that_goes_on_and_on_is_hung_up_on(post, stage):
    hasty(post, SLOW)
    post.always(Fault(stage, SLOW))
    begun = time.monotonic()
    waits = after(put())
    assert QUICK.whole <= time.monotonic() - begun < QUICK.whole + 5
    assert (waits.state, waits.error) == (State.WAITING, "The mail server did not answer in time.")


def test_a_slow_server_that_answers_in_time_is_fine(post):
    post.befall(Fault("connect", LATE))
    assert after(put()).state == State.SENT


def test_a_server_that_is_not_there_is_tried_again(post):
    post.down()
    waits = after(put())
    assert (waits.state, waits.error) == (State.WAITING, "The mail server could not be reached.\nConnection refused")
    post.up()
    give_to(post.url)
    due_now()
    assert after(waits).state == State.SENT


def test_a_server_that_says_nothing_is_asked_once_and_keeps_nobody_waiting(post, later):
    give_to(post.url, QUICK)
    post.befall(Fault("connect", HANG))
    mails = [put() for _number in range(3)]
    waits = [after(mail) for mail in mails]
    assert post.connections == 1 and [mail.tries for mail in waits] == [1, 0, 0]
    assert {mail.state for mail in waits} == {State.WAITING}
    moment = clock.now() + delivery.AWAY
    assert [(job.tries, job.run_at) for job in Job.select().order_by(Job.id)] == [(1, moment), (0, moment), (0, moment)]
    assert {job.error for job in Job.select()} == {"The mail server did not answer in time."}
    later(delivery.AWAY)
    assert {after(mail).state for mail in mails} == {State.SENT} and len(post.mails) == 3


def test_a_server_that_answers_is_asked_for_each_mail(post):
    post.befall(Fault("rcpt", "451 4.2.1 bus staat uit"))
    first, second = put(), put()
    assert (after(first).state, after(second).state) == (State.WAITING, State.SENT)


def test_a_clock_that_is_set_back_does_not_keep_a_server_away(post, later):
    post.befall(Fault("connect", DROP))
    mail = after(put())
    later(-timedelta(days=1))
    due_now()
    assert after(mail).state == State.SENT


def test_a_link_that_lets_somebody_in_goes_before_all_other_mail(post):
    put()
    secret = put(secret=True, address="lieke@vanrijnsbergen.example")
    drain()
    assert [mail.to for mail in post.mails] == [["lieke@vanrijnsbergen.example"], [JOOST]]
    assert Mail.get_by_id(secret.id).state == State.SENT


def test_a_name_that_nobody_knows_is_a_fault_that_passes(app):
    give_to("smtp://mail.bestaat-niet.invalid:25")
    assert after(put()).error.startswith("The mail server could not be reached.\n")


def test_a_server_that_wants_none_of_us_is_not_the_mails_fault(post):
    post.always(Fault("connect", "554 5.7.1 u staat op een lijst"))
    waits = after(put())
    assert (waits.state, waits.code) == (State.WAITING, 554)


def test_after_the_last_try_it_is_given_up_and_says_what_was_answered_last(post):
    post.always(Fault("rcpt", "451 4.2.1 bus staat uit"))
    mail = put()
    waits = []
    for _try in range(len(delivery.WAITS)):
        mail = after(mail)
        assert mail.state == State.WAITING
        waits.append(mail.next_at - clock.now())
        due_now()
    assert waits == sorted(waits) and waits[-1] > timedelta(hours=23)
    failed = after(mail)
    assert (failed.state, failed.code, failed.error) == (State.FAILED, 451, "4.2.1 bus staat uit")
    assert failed.tries == len(delivery.WAITS) + 1 and not Job.select().exists()


def test_a_mail_that_expired_is_not_sent(post):
    failed = after(put(expires_at=clock.now()))
    assert (failed.state, failed.error) == (State.FAILED, str(delivery.EXPIRED))
    assert post.connections == 0


def test_it_is_tried_for_the_last_time_before_it_expires_and_then_told(post):
    post.always(Fault("mail", "451 later"))
    soon = clock.now() + timedelta(seconds=20)
    mail = after(put(expires_at=soon))
    assert mail.next_at <= soon + timedelta(seconds=1)
    Mail.update(expires_at=clock.now()).execute()
    due_now()
    failed = after(mail)
    assert (failed.state, failed.error) == (State.FAILED, f"{delivery.EXPIRED}\n451 later")


def test_without_a_server_a_mail_is_kept(app):
    kept = after(put())
    assert (kept.state, kept.error) == (State.KEPT, str(delivery.NO_SERVER))
    assert kept.text == LETTER.text and not Job.select().exists()


@pytest.mark.parametrize("how", ["sent", "refused", "expired", "kept"])
def test_a_link_that_lets_somebody_in_is_blanked_when_its_mail_is_done_with(post, how):
    if how == "refused":
        post.befall(Fault("rcpt", "550 onbekend"))
    if how == "kept":
        told.live_in(None, SENDER)
    mail = put(secret=True, expires_at=clock.now() + timedelta(minutes=0 if how == "expired" else 30))
    assert mail.text == LETTER.text
    done = after(mail)
    assert done.state != State.WAITING and (done.text, done.html) == ("", "")
    if how == "sent":
        assert "lekt" in post.mails[0].message.get_body(["plain"]).get_content()


def test_while_it_is_tried_again_a_secret_mail_keeps_its_link(post):
    post.befall(Fault("rcpt", "451 later"))
    assert after(put(secret=True)).text == LETTER.text


def test_an_answer_without_end_and_without_manners_is_kept_short_and_printable(post):
    post.befall(Fault("rcpt", "550 " + "x" * 400 + "\x1b[31m\r\n"))
    assert after(put()).error == "x" * 300


def test_a_server_that_hangs_up_at_once_is_given_the_next_mail(post: Post):
    post.befall(Fault("end", DROP))
    first, second = after(put()), after(put())
    assert (first.state, first.tries) == (State.WAITING, 1)
    assert second.state == State.SENT
