"""Who hears of a follow-up at once, as the change in the journal tells it."""

import pytest

from crm.accounts.models import Department
from crm.followups import actions
from crm.followups.actions import Values
from crm.followups.notices import notices
from crm.journal import Change
from crm.news import Notice
from crm.notifications import records
from crm.notifications.models import Notification
from tests.conftest import text_of


@pytest.fixture
def desk(bob) -> Department:
    return Department.get_by_id(bob.department_id)


def last() -> list[Notice]:
    newest = Change.select().where(Change.kind == "followup").order_by(Change.id.desc()).first()
    return notices(newest)


def test_who_is_asked_hears_it_in_the_askers_words(ask, bob, customer):
    asked = ask("Kees terugbellen", user=bob)
    [told] = last()
    assert (told.kind, told.record, told.customer) == ("followup", ("followup", asked.id), customer.id)
    assert (told.users, told.departments, told.words) == ({bob.id}, frozenset(), "Kees terugbellen")


def test_a_department_hears_it_until_one_takes_it_on(ask, desk, bob):
    asked = ask(department=desk)
    assert last()[0].departments == {desk.id} and last()[0].users == frozenset()
    actions.claim(asked.id, by=bob)
    assert last() == []
    actions.release(asked.id, by=bob)
    assert last() == []


def test_handed_over_it_comes_with_the_word(ask, alice, bob):
    actions.pass_on(ask().id, by=alice, user_id=bob.id, word="Jij kent Kees beter")
    assert [(one.kind, one.users, one.words) for one in last()] == [("followup", {bob.id}, "Jij kent Kees beter")]


def test_everything_of_who_leaves_is_one_notice_that_leads_to_ones_list(login, ask, alice, bob, diana):
    for what in ("Kees terugbellen", "Offerte sturen", "Prijslijst mailen"):
        ask(what)
    Notification.delete().execute()
    actions.hand_over(alice.id, bob.id, by=diana)
    [told] = Notification.select()
    assert (told.user_id, told.kind, told.actor_id) == (bob.id, "followups", diana.id)
    assert told.words == "Kees terugbellen · Offerte sturen · Prijslijst mailen"
    assert records.path(told) == "/followups/"
    browser = login(bob)
    assert "Diana ’t Hooft handed follow-ups over to you" in text_of(browser.get("/notifications/"))
    assert browser.post(f"/notifications/{told.id}/open").location == "/followups/"


def test_who_leaves_without_anything_open_is_no_news(alice, bob, diana):
    assert actions.hand_over(alice.id, bob.id, by=diana) == 0
    assert not Notification.select().exists()


def test_an_edit_is_told_only_where_it_gives_it_to_somebody_else(ask, alice, bob, today):
    asked = ask()
    actions.edit(asked.id, Values("Anders", today, alice.id), by=alice)
    assert last() == []
    actions.edit(asked.id, Values("Anders", today, bob.id), by=alice)
    assert last()[0].users == {bob.id}


def test_who_asked_hears_the_answer_unless_it_was_theirs(ask, alice, bob, desk):
    asked = ask("Welke afdichting zit erin?", department=desk, by=alice)
    actions.finish(asked.id, "EPDM,\nsinds 2024.", by=bob)
    assert [(one.kind, one.users, one.words) for one in last()] == [("done", {alice.id}, "EPDM, sinds 2024.")]
    actions.finish(ask().id, "", by=alice)
    assert last() == []


def test_done_without_a_word_says_what_was_done(ask, bob):
    actions.finish(ask("Kees bellen").id, "", by=bob)
    assert last()[0].words == "Kees bellen"


def test_what_comes_back_by_itself_tells_nobody(customer, alice, bob, today):
    asked = actions.create(customer.id, Values("Tellen", today, bob.id, repeats="week"), by=alice, today=today)
    actions.finish(asked.id, "", by=bob)
    assert [one for change in Change.select().where(Change.verb == actions.BACK_AGAIN) for one in notices(change)] == []


def test_long_words_are_cut(ask, bob):
    actions.finish(ask().id, "pomp " * 200, by=bob)
    assert len(last()[0].words) == 300
