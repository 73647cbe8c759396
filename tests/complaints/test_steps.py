"""Received, answered, solved, learnt: forward, back, and by whom."""

from datetime import timedelta

import pytest

from crm import clock
from crm.complaints import actions
from crm.complaints.actions import Step
from crm.complaints.models import Complaint
from crm.errors import Forbidden, Invalid, Outdated
from crm.journal import Change
from tests import factories

HOUR = timedelta(hours=1)
SAID, DONE = Step(remedy="Monteur komt donderdag."), Step(remedy="Afdichting vervangen.")
LESSON = Step(lesson="Meteen een nieuwe pomp mee.", cause="Afdichting versleten")


def kept(made: Complaint) -> Complaint:
    return Complaint.get_by_id(made.id)


def test_it_goes_from_received_to_learnt_with_the_moment_of_each_step(complain, alice, contact):
    made, begun = complain(cause=""), contact.occurred_at
    actions.answer(made.id, Step(begun + HOUR / 4, "Monteur komt."), by=alice)
    actions.solve(made.id, Step(begun + HOUR / 2, "Vervangen.", 12_550), by=alice)
    actions.learn(made.id, LESSON, by=alice)
    made = kept(made)
    assert (made.answered_at, made.solved_at) == (begun + HOUR / 4, begun + HOUR / 2)
    assert (made.state, made.remedy, made.cost_cents) == ("learnt", "Vervangen.", 12_550)
    assert (made.lesson, made.cause.name) == (LESSON.lesson, LESSON.cause)
    assert made.learnt_at and made.learnt_at >= made.solved_at
    verbs = [one.verb for one in Change.select().where(Change.kind == "complaint").order_by(Change.id)]
    assert verbs == ["complaint.create", "complaint.answer", "complaint.solve", "complaint.learn"]


def test_solving_one_that_was_not_answered_answers_it_too(complain, alice):
    made = kept(actions.solve(complain().id, DONE, by=alice))
    assert made.answered_at == made.solved_at is not None


def test_learning_comes_after_solving(complain, alice):
    for state in ("received", "answered"):
        with pytest.raises(Outdated):
            actions.learn(complain(state=state).id, LESSON, by=alice)


@pytest.mark.parametrize(
    ("state", "verb", "step", "field"),
    [
        ("received", "solve", Step(remedy=" \n"), "remedy"),
        ("solved", "learn", Step(lesson=""), "lesson"),
        ("solved", "learn", Step(lesson="Anders.", cause=" "), "cause"),
        ("received", "answer", Step(remedy="x" * 4_001), "remedy"),
        ("received", "answer", Step(due_on=factories.today() - timedelta(days=1)), "due_on"),
    ],
)
def test_a_step_needs_what_came_of_it(complain, alice, state, verb, step, field):
    made = complain(state=state, lesson="", cause="")
    with pytest.raises(Invalid) as refused:
        getattr(actions, verb)(made.id, step, by=alice)
    assert field in refused.value.fields and kept(made).state == state


def test_a_moment_lies_not_in_the_future_and_not_before_the_step_before_it(complain, alice, contact):
    made = complain()
    for at in (clock.now() + HOUR, contact.occurred_at - timedelta(seconds=1)):
        with pytest.raises(Invalid) as refused:
            actions.answer(made.id, Step(at), by=alice)
        assert list(refused.value.fields) == ["at"]
    actions.answer(made.id, Step(contact.occurred_at), by=alice)
    with pytest.raises(Invalid):
        actions.solve(made.id, Step(contact.occurred_at - timedelta(seconds=1), "Klaar."), by=alice)
    assert kept(actions.solve(made.id, Step(contact.occurred_at, "Klaar."), by=alice)).solved_at == contact.occurred_at


def test_any_colleague_who_may_write_takes_a_step_and_readers_none(complain, charlie):
    frits = factories.user("Frits de Boer", department="Binnendienst")
    made = complain()
    with pytest.raises(Forbidden):
        actions.answer(made.id, SAID, by=charlie)
    assert actions.answer(made.id, SAID, by=frits).state == "answered"
    with pytest.raises(Forbidden):
        actions.reopen(made.id, "answered", by=charlie)


def test_the_same_step_twice_is_one_and_another_ones_words_are_not_swallowed(complain, alice, bob):
    made = complain()
    for _again in (1, 2):
        actions.solve(made.id, DONE, by=alice)
    assert Change.select().where(Change.verb == "complaint.solve").count() == 1
    with pytest.raises(Outdated):
        actions.solve(made.id, Step(remedy="Iets heel anders."), by=bob)
    with pytest.raises(Outdated):
        actions.answer(made.id, SAID, by=bob)
    assert kept(made).remedy == DONE.remedy


@pytest.mark.parametrize(
    "change",
    [{"cost_cents": 9_900}, {"cost_cents": None}, {"cause": "Transport"}, {"cause": ""}, {"lesson": "Anders."}],
    ids=str,
)
def test_solving_again_with_anything_else_is_told_and_with_the_same_in_other_capitals_done(complain, alice, change):
    sent = {"remedy": "Vervangen.", "cost_cents": 8_500, "cost_asked": True, "cause": "Afdichting versleten"}
    made = actions.solve(complain(lesson="").id, Step(**sent), by=alice)
    actions.solve(made.id, Step(**sent | {"cause": " afdichting  VERSLETEN"}), by=alice)
    with pytest.raises(Outdated, match="A colleague took a step"):
        actions.solve(made.id, Step(**sent | change), by=alice)
    assert (kept(made).cost_cents, kept(made).cause.name) == (8_500, "Afdichting versleten")


def test_answering_again_by_another_day_or_at_another_moment_is_told(complain, alice, contact):
    at, day = contact.occurred_at, factories.today() + timedelta(days=3)
    made = actions.answer(complain().id, Step(at, due_on=day), by=alice)
    assert actions.answer(made.id, Step(at + timedelta(seconds=60), due_on=day), by=alice).answered_at == at
    for other in (Step(at, due_on=day + timedelta(days=1)), Step(at - HOUR, due_on=day)):
        with pytest.raises(Outdated):
            actions.answer(made.id, other, by=alice)


def test_each_step_is_taken_back_to_how_it_was_before_and_the_texts_stay(complain, alice):
    day = factories.today() + timedelta(days=2)
    made = complain(due_on=day, cause="")
    actions.answer(made.id, Step(remedy=SAID.remedy, due_on=day + timedelta(days=5)), by=alice)
    actions.solve(made.id, DONE, by=alice)
    actions.learn(made.id, LESSON, by=alice)
    for state, left in (("learnt", "solved"), ("solved", "answered"), ("answered", "received")):
        for _again in (1, 2):
            assert actions.reopen(made.id, state, by=alice).state == left
    made = kept(made)
    assert (made.answered_at, made.solved_at, made.learnt_at) == (None, None, None)
    assert (made.due_on, made.remedy, made.lesson) == (day, DONE.remedy, LESSON.lesson)
    assert Change.select().where(Change.verb == "complaint.reopen").count() == 3


def test_what_was_solved_at_once_is_received_again(complain, alice):
    made = actions.solve(complain().id, DONE, by=alice)
    assert actions.reopen(made.id, "solved", by=alice).state == "received"
    assert kept(made).answered_at is None


def test_what_a_step_does_not_ask_stays_and_an_emptied_cost_goes(complain, alice):
    made = complain(state="solved", cost_cents=5_000)
    actions.learn(made.id, LESSON, by=alice)
    assert (kept(made).cost_cents, kept(made).remedy != "") == (5_000, True)
    actions.reopen(made.id, "learnt", by=alice)
    actions.learn(made.id, Step(lesson="Anders.", cost_asked=True), by=alice)
    assert kept(made).cost_cents is None
