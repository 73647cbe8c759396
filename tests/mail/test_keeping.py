"""What is put down with its cause, and how it is forgotten bit by bit."""

from datetime import timedelta

import pytest

from crm import clock
from crm.db import transaction
from crm.jobs import actions as jobs
from crm.jobs.models import Job
from crm.mail import actions
from crm.mail.letter import Letter
from crm.mail.models import Mail, State
from tests.drained import drain
from tests.mail.conftest import LETTER
from tests.mail.test_delivery import put

DAY = timedelta(days=1)


def aged(days: int, state: State, **values) -> Mail:
    """A mail of so many days ago."""
    mail = put(**values)
    Mail.update(state=state, created_at=clock.now() - days * DAY).where(Mail.id == mail.id).execute()
    Job.delete().execute()
    return mail


def forgotten() -> None:
    """The nightly task."""
    assert not actions.forget_some()


def test_a_mail_and_its_job_are_there_or_neither_is(app):
    with pytest.raises(RuntimeError), transaction():
        actions.put(LETTER, kind="digest", address="joost@vanrijnsbergen.example")
        raise RuntimeError
    assert not Mail.select().exists() and not Job.select().exists()


def test_the_same_message_id_is_never_put_twice(app):
    put(message_id="digest.weekly.2026-W47.u1")
    with pytest.raises(Exception, match=r"(?i)unique"):
        put(message_id="digest.weekly.2026-W47.u1")
    assert Job.select().count() == 1


def test_a_subject_and_a_name_are_made_harmless_and_a_header_is_refused(app):
    with transaction():
        kept = actions.put(
            Letter("Week 47\r\nBcc: x@y.example \u202e!", "Dag", "<p>Dag"),
            kind="digest",
            address="joost@vanrijnsbergen.example",
            name="Joost\n<x@y.example>",
        )
    assert (kept.subject, kept.name) == ("Week 47 Bcc: x@y.example !", "Joost <x@y.example>")
    with pytest.raises(ValueError):
        put(headers={"List-Id": "x\r\nBcc: y@z.example"})
    assert Mail.select().count() == 1


def test_texts_of_what_was_sent_go_after_a_month_and_the_rest_after_a_year(app):
    month, year, young = aged(31, State.SENT), aged(366, State.SENT), aged(29, State.SENT)
    forgotten()
    assert {mail.id: mail.text for mail in Mail.select()} == {month.id: "", young.id: LETTER.text}
    assert year.id not in {mail.id for mail in Mail.select()}


@pytest.mark.parametrize("state", [State.FAILED, State.KEPT])
def test_what_was_not_sent_stays_a_season_with_its_text(app, state):
    aged(91, state)
    young = aged(89, state)
    forgotten()
    assert Mail.get().id == young.id and Mail.get().text == LETTER.text


def test_what_waits_is_left_alone_as_long_as_somebody_will_try_it(app):
    waits = put()
    Mail.update(created_at=clock.now() - 400 * DAY).execute()
    forgotten()
    assert Mail.get_by_id(waits.id).state == State.WAITING


def test_it_is_forgotten_in_portions_and_the_bodies_of_mails_are_not_read(app, monkeypatch, statements):
    monkeypatch.setattr(actions, "BATCH", 2)
    for days, state in ((366, State.SENT), (91, State.KEPT), (31, State.SENT), (2, State.WAITING)):
        for _number in range(3):
            aged(days, state)
    portions = 1
    with statements() as seen:
        while actions.forget_some(seconds=0):
            portions += 1
    assert portions == 7  # six that go wholly in three batches; two for each of the other threes
    found = Mail.select(Mail.state, Mail.text).order_by(Mail.id).tuples()
    assert list(found) == [("sent", "")] * 3 + [("failed", LETTER.text)] * 3
    reads = [one for one in seen if one.startswith("SELECT")]
    assert reads and all(one.startswith('SELECT "t1"."id" FROM "mail"') for one in reads)


def test_what_waits_for_nobody_is_given_up_and_seen(app):
    lost, secret = aged(2, State.WAITING), aged(2, State.WAITING, secret=True)
    forgotten()
    assert Mail.get_by_id(lost.id).state == State.FAILED and Mail.get_by_id(lost.id).error == str(actions.GIVEN_UP)
    assert Mail.get_by_id(secret.id).text == ""


def test_the_task_is_done_by_the_worker(app):
    old = aged(366, State.SENT)
    with transaction():
        jobs.add("mail.forget")
    assert drain() == 1 and Mail.get_or_none(Mail.id == old.id) is None
