"""What follows other changes: the moment of a corrected contact, causes that nobody uses, work of who leaves."""

from datetime import timedelta

import pytest

from crm import clock
from crm.accounts import actions as accounts
from crm.company import clock as company
from crm.complaints import actions, queries
from crm.complaints.actions import Step, Values
from crm.complaints.models import Complaint, ComplaintCause
from crm.errors import Forbidden, Invalid
from crm.interactions import actions as interactions
from crm.journal import Change
from crm.notifications.models import Notification
from crm.teamwork import checking
from crm.teamwork.actions import counting
from crm.teamwork.models import StaleDay, Tally

YEAR, DAY = timedelta(days=365), timedelta(days=1)


def move(contact, ago: timedelta, by, body: str = "Belt over de pomp.") -> None:
    at = (clock.now() - ago).replace(microsecond=0)
    interactions.edit(contact.id, interactions.Values("phone", "in", body=body, occurred_at=at), by=by)


def counted() -> None:
    while counting.count_some():
        pass


def names() -> list[str]:
    return [cause.name for cause in ComplaintCause.select().order_by(ComplaintCause.id)]


def test_a_complaint_was_received_when_its_contact_turns_out_to_have_been(complain, contact, alice):
    made = complain()
    move(contact, 30 * DAY, alice)
    assert Complaint.get_by_id(made.id).received_at == interactions.get(contact.id).occurred_at
    [edit] = Change.select().where(Change.verb == "complaint.edit")
    assert (edit.record, edit.user) == (made.id, alice.id)
    move(contact, 30 * DAY, alice, body="Alleen andere woorden, en een andere minuut niet.")
    assert Complaint.get_by_id(made.id).received_at <= clock.now() - 30 * DAY + timedelta(seconds=9)


def test_only_a_moved_contact_moves_it(complain, contact, alice):
    made = complain()
    values = interactions.Values("phone", "in", body="Andere woorden.")
    interactions.edit(contact.id, values, by=alice)
    assert Complaint.get_by_id(made.id).received_at == contact.occurred_at
    assert not Change.select().where(Change.verb == "complaint.edit").exists()


def test_it_is_never_received_after_it_was_answered(complain, contact, alice, bob):
    move(contact, 3 * DAY, alice)
    made = complain()
    answered = (clock.now() - 2 * DAY).replace(microsecond=0)
    actions.answer(made.id, Step(at=answered, remedy="Komen donderdag."), by=bob)
    move(contact, DAY, alice)
    assert Complaint.get_by_id(made.id).received_at == answered


def test_the_days_of_both_are_counted_again(complain, contact, alice, bob):
    made = complain()
    actions.solve(made.id, Step(remedy="Vervangen."), by=bob)
    counting.recount()
    move(contact, 9 * DAY, alice)
    waiting = {day for (day,) in StaleDay.select(StaleDay.day).where(StaleDay.figure == "complaints").tuples()}
    today = company.today().toordinal()
    assert waiting == {today, today - 9} or waiting == {today - 1, today - 9}  # an hour ago may be yesterday
    counted()
    assert list(checking.differences()) == []


def test_after_a_merge_the_figures_are_those_of_a_recount(complain, eva):
    one = complain(cause="Pakking", state="learnt")
    complain(cause="Afdichting", state="solved")
    counting.recount()
    before = list(Tally.select(Tally.figure, Tally.day, Tally.detail, Tally.amount).order_by(Tally.figure).tuples())
    actions.rename_cause(one.cause_id, "Afdichting", by=eva)
    counted()
    assert list(checking.differences()) == [] and before
    assert names() == ["Afdichting"]


def test_a_cause_that_was_mistyped_goes_with_its_last_complaint(complain, bob):
    made, other = complain(cause="Afdigting"), complain(cause="Afdigting")
    for one, left in ((made, ["Afdigting", "Afdichting"]), (other, ["Afdichting"])):
        actions.edit(one.id, Values("Pomp lekt", cause="Afdichting"), by=bob)
        assert names() == left
    assert not [one for one in Change.select() if "Afdigting" in one.data]


def test_also_with_a_step_that_says_what_it_really_was(complain, bob):
    made = complain(cause="Onbekend", state="solved")
    actions.learn(made.id, Step(lesson="Eerder bellen.", cause="Planning"), by=bob)
    assert names() == ["Planning"] and queries.item(made.id).cause == "Planning"


def test_what_was_taken_back_keeps_its_cause_and_the_page_shows_it(complain, bob, login):
    made = complain(cause="Te laat geleverd")
    actions.delete(made.id, by=bob)
    [shown] = queries.causes_counted(clock.now() - YEAR)
    assert (shown.name, shown.times, shown.last_at) == ("Te laat geleverd", 0, None)
    assert "Te laat geleverd" in login(bob).get("/complaints/causes").text
    actions.restore(made.id, by=bob)
    assert queries.item(made.id).cause == "Te laat geleverd"


def test_who_leaves_hands_over_what_was_theirs_to_see_to(complain, bob, alice, diana, login):
    open_one, solved = complain("Pomp lekt"), complain("Factuur klopt niet", state="solved")
    accounts.disable_user(bob, by=diana)
    browser, page = login(diana), f"/accounts/colleagues/{bob.id}"
    shown = browser.get(page).text
    assert "1 open complaint<" in shown and "Pomp lekt" in shown and "Factuur klopt niet" not in shown
    Notification.delete().execute()
    answer = browser.post("/complaints/hand-over", data={"from": bob.id, "to": alice.id, "back": page})
    assert (answer.status_code, answer.location) == (303, page)
    assert Complaint.get_by_id(open_one.id).owner_id == alice.id and Complaint.get_by_id(solved.id).owner_id == bob.id
    [notice] = Notification.select().where(Notification.user == alice.id)
    assert (notice.record_kind, notice.record) == ("complaint", open_one.id)
    assert "open complaint" not in browser.get(page).text


def test_only_administrators_hand_over_everything_and_only_to_who_may_write(complain, bob, alice, charlie, diana):
    complain()
    with pytest.raises(Forbidden):
        actions.hand_over_all(bob.id, alice.id, by=alice)
    for to in (None, bob.id, charlie.id, 999):
        with pytest.raises(Invalid):
            actions.hand_over_all(bob.id, to, by=diana)
    assert actions.hand_over_all(alice.id, bob.id, by=diana) == 0


def test_a_hand_over_of_customers_says_that_complaints_stay_behind(complain, contact, alice, login):
    complain(by=alice)
    page = login(alice).get("/handovers/new").text
    assert "1 open complaint does not go along." in page and f"owner={alice.id}" in page
