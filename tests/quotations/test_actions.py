"""A quotation from asked to won or lost: who may, on which days, and the way back."""

from datetime import timedelta

import pytest

from crm import clock, journal
from crm.accounts.models import CONSOLE
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.interactions import actions as interactions
from crm.journal import Change
from crm.quotations import actions
from crm.quotations.actions import Details, Step
from crm.quotations.models import Quotation
from tests import factories

DAY = timedelta(days=1)


def verbs() -> list[str]:
    return [one.verb for one in Change.select().where(Change.kind == "quotation").order_by(Change.id)]


def test_it_is_of_its_contact_and_dated_by_it(quote, contact, customer, bob):
    made = quote(reference="OFF-2611")
    assert (made.customer_id, made.interaction_id, made.department_id) == (customer.id, contact.id, bob.department_id)
    assert (made.stage, made.asked_on) == ("asked", factories.today() - 20 * DAY)
    after = Change.get(Change.verb == "quotation.create").values["after"]
    assert (after["body"], after["asked_on"], after["stage"]) == (made.body, made.asked_on.isoformat(), "asked")


@pytest.mark.parametrize(
    ("stage", "column", "shown_in"),
    [
        ("sent", "sent_on", "sent_in_id"),
        ("won", "decided_on", "decided_in_id"),
        ("lost", "decided_on", "decided_in_id"),
    ],
)
def test_it_may_begin_further_on(quote, contact, stage, column, shown_in):
    made = quote(stage=stage)
    assert getattr(made, column) == factories.today() - 20 * DAY and getattr(made, shown_in) == contact.id
    assert made.asked_on is None


def test_the_same_request_twice_keeps_one(quote):
    assert quote(request_key="een").id == quote(request_key="een").id
    assert Quotation.select().count() == 1


def test_asked_sent_won_each_on_its_day_with_the_contact_that_shows_it(quote, customer, alice, contact):
    made, today = quote(), factories.today()
    mailed = factories.interaction(customer, by=alice, ago=10 * DAY)
    called = factories.interaction(customer, by=alice)
    actions.send(made.id, Step(contact_id=mailed.id, valid_until=today + 10 * DAY), by=alice)
    actions.win(made.id, Step(contact_id=called.id, reason="time"), by=alice)
    kept = Quotation.get()
    assert (kept.stage, kept.sent_on, kept.decided_on) == ("won", today - 10 * DAY, today)
    assert (kept.interaction_id, kept.sent_in_id, kept.decided_in_id) == (contact.id, mailed.id, called.id)
    assert verbs() == ["quotation.create", "quotation.send", "quotation.win"]
    told = Change.get(Change.verb == "quotation.win").values
    assert (told["before"]["stage"], told["after"]["decided_on"]) == ("sent", today.isoformat())


def test_a_stage_may_be_skipped_and_a_step_without_a_contact_is_of_today(quote, bob):
    lost = actions.lose(quote().id, Step(reason="price", explanation="Een kwart duurder."), by=bob)
    assert (lost.sent_on, lost.decided_on, lost.decided_in_id) == (None, factories.today(), None)


def test_pressed_twice_it_is_decided_once_and_the_other_way_is_refused(quote, bob):
    made = quote()
    for _turn in range(2):
        actions.win(made.id, Step(reason="price"), by=bob)
    for other in (actions.lose, actions.send):
        with pytest.raises(Refused):
            other(made.id, Step(reason="price"), by=bob)
    assert verbs() == ["quotation.create", "quotation.win"]


def test_every_step_goes_back_to_the_one_before(quote, bob):
    made = quote()
    actions.send(made.id, Step(), by=bob)
    actions.lose(made.id, Step(reason="price"), by=bob)
    back = actions.reopen(made.id, by=bob)
    assert (back.stage, back.decided_on, back.reason) == ("sent", None, "")
    back = actions.reopen(made.id, by=bob)
    assert (back.stage, back.sent_on, back.sent_in_id) == ("asked", None, None)
    actions.reopen(made.id, by=bob)
    assert verbs()[3:] == ["quotation.reopen", "quotation.reopen"]


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (Step(on=factories.today() + DAY, reason="price"), "on"),
        (Step(on=factories.today() - 21 * DAY, reason="price"), "on"),
        (Step(), "reason"),
        (Step(reason="other"), "explanation"),
        (Step(reason="price", explanation="x" * 501), "explanation"),
    ],
)
def test_what_is_no_decision_changes_nothing(quote, bob, step, field):
    made = quote()
    with pytest.raises(Invalid) as refused:
        actions.win(made.id, step, by=bob)
    assert list(refused.value.fields) == [field] and Quotation.get().stage == "asked"


def test_on_the_day_of_the_step_before_it_may_be_decided(quote, bob):
    assert actions.win(quote().id, Step(on=factories.today() - 20 * DAY, reason="price"), by=bob).stage == "won"


def test_it_may_end_in_the_future_but_not_before_it_was_sent(quote, bob):
    today = factories.today()
    assert quote(stage="sent", valid_until=today - 20 * DAY).valid_until == today - 20 * DAY
    assert quote(stage="sent", valid_until=today + 400 * DAY).valid_until == today + 400 * DAY
    with pytest.raises(Invalid, match="before the day of the quotation"):
        quote(stage="sent", valid_until=today - 21 * DAY)


@pytest.mark.parametrize(
    ("change", "field"), [({"body": " \n"}, "body"), ({"body": "x" * 301}, "body"), ({"stage": "maybe"}, "stage")]
)
def test_what_is_none_is_refused(quote, change, field):
    with pytest.raises(Invalid) as refused:
        quote(**change)
    assert list(refused.value.fields) == [field] and not Quotation.select().exists()


def test_the_day_is_the_companys_also_where_utc_is_a_day_behind(customer, bob):
    late = factories.interaction(customer, by=bob, occurred_at=factories.at("2026-03-28T23:30:00+00:00"))
    later = factories.interaction(customer, by=bob, occurred_at=factories.at("2026-03-29T22:30:00+00:00"))
    days = [factories.quotation(at, by=bob).asked_on.isoformat() for at in (late, later)]
    assert days == ["2026-03-29", "2026-03-30"]  # in winter an hour ahead, from the 29th two


def test_a_contact_of_another_customer_shows_nothing(quote, bob):
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    with pytest.raises(NotFound):
        actions.send(quote().id, Step(contact_id=elsewhere.id), by=bob)


def test_any_colleague_takes_a_step_but_only_maker_owner_and_managers_change_it(quote, alice, bob, charlie, diana):
    made, other = quote(), factories.user("Eva de Boer")
    actions.send(made.id, Step(), by=other)
    actions.reopen(made.id, by=other)
    for user in (alice, bob, diana, CONSOLE):
        actions.edit(made.id, Details(f"Pompen, volgens {user.id}"), by=user)
    with pytest.raises(Forbidden):
        actions.edit(made.id, Details("Pompen"), by=other)
    with pytest.raises(Forbidden):
        actions.delete(made.id, by=other)
    for act in (actions.send, actions.win, actions.lose):
        with pytest.raises(Forbidden):
            act(made.id, Step(reason="price"), by=charlie)
    with pytest.raises(Forbidden):
        actions.reopen(made.id, by=charlie)


def test_edited_days_keep_their_order_and_a_step_that_is_still_to_come_gets_no_day(quote, bob):
    made, today = quote(), factories.today()
    put = Details("Pompen", asked_on=today - 3 * DAY, sent_on=today, decided_on=today - 2 * DAY, reason="trust")
    edited = actions.edit(made.id, put, by=bob)
    assert (edited.asked_on, edited.sent_on, edited.decided_on) == (today - 3 * DAY, None, None)
    actions.win(made.id, Step(reason="price"), by=bob)
    put.sent_on = None
    edited = actions.edit(made.id, put, by=bob)
    assert (edited.asked_on, edited.sent_on, edited.decided_on) == (today - 3 * DAY, None, today - 2 * DAY)
    put.asked_on = today
    with pytest.raises(Invalid) as refused:
        actions.edit(made.id, put, by=bob)
    assert list(refused.value.fields) == ["decided_on"]


def test_taken_back_it_can_come_back_and_it_goes_and_comes_with_its_contact(quote, contact, alice, bob):
    made = quote()
    actions.delete(made.id, by=bob)
    with pytest.raises(NotFound):
        actions.win(made.id, Step(reason="price"), by=bob)
    actions.restore(made.id, by=bob)
    interactions.delete(contact.id, by=alice)
    with pytest.raises(NotFound):
        actions.get(made.id)
    interactions.restore(contact.id, by=alice)
    assert actions.get(made.id).body == made.body
    assert verbs()[1:] == ["quotation.delete", "quotation.restore"]
    assert clock.now() >= made.created_at


def test_what_began_further_on_gets_the_days_before_that_when_they_are_known(quote, bob):
    made, today = quote(stage="won"), factories.today()
    put = Details("Pompen", asked_on=today - 40 * DAY, sent_on=today - 30 * DAY, reason="price")
    edited = actions.edit(made.id, put, by=bob)
    assert (edited.asked_on, edited.sent_on) == (today - 40 * DAY, today - 30 * DAY)
    assert edited.decided_on == today - 20 * DAY
    assert actions.reopen(made.id, by=bob).stage == "sent"


def test_back_to_asked_without_a_day_it_was_asked_for_in_its_contact(quote, bob):
    for stage in ("sent", "lost"):
        back = actions.reopen(quote(stage=stage).id, by=bob)
        assert (back.stage, back.asked_on) == ("asked", factories.today() - 20 * DAY)


def test_until_when_it_is_good_goes_back_with_the_step_in_which_that_was_said(quote, bob):
    until = factories.today() + 10 * DAY
    made, began_as_sent, known = quote(), quote(stage="sent", valid_until=until), quote(valid_until=until)
    for one in (made, known):
        actions.send(one.id, Step(valid_until=until + DAY), by=bob)
    back = [actions.reopen(one.id, by=bob).valid_until for one in (made, began_as_sent, known)]
    assert back == [None, None, until]


def test_a_step_is_taken_back_only_where_it_is_the_last(quote, bob):
    made = quote()
    actions.send(made.id, Step(), by=bob)
    actions.win(made.id, Step(reason="price"), by=bob)
    assert actions.reopen(made.id, "sent", by=bob).stage == "won"
    assert actions.reopen(made.id, "won", by=bob).stage == "sent"


def test_whoever_edits_is_told_of_every_step_that_was_made_meanwhile(quote, bob):
    made, until = quote(), factories.today() + 30 * DAY
    steps = [
        lambda: actions.send(made.id, Step(valid_until=until), by=bob),
        lambda: actions.win(made.id, Step(reason="trust", explanation="Kees kent ons."), by=bob),
        lambda: actions.reopen(made.id, by=bob),
        lambda: actions.lose(made.id, Step(reason="price"), by=bob),
    ]
    for step in steps:
        seen = journal.revision("quotation", made.id)
        step()
        with pytest.raises(Outdated):
            actions.edit(made.id, Details("Tien pompen", reason="time"), by=bob, seen=seen)


@pytest.mark.parametrize(
    "other",
    [{"reason": "time"}, {"explanation": "Te laat."}, {"on": factories.today() - DAY}, {"contact_id": 1}],
    ids=lambda one: next(iter(one)),
)
def test_the_second_who_says_it_was_lost_is_told_where_the_words_differ(quote, contact, bob, alice, other):
    made, first = quote(), Step(reason="price", explanation="Een kwart duurder.")
    actions.lose(made.id, first, by=bob)
    actions.lose(made.id, first, by=alice)  # the same once more
    assert contact.id == 1
    with pytest.raises(Outdated):
        actions.lose(made.id, Step(**{"reason": "price", "explanation": "Een kwart duurder."} | other), by=alice)
    assert Quotation.get().reason == "price" and verbs() == ["quotation.create", "quotation.lose"]


def test_sent_twice_with_another_last_day_is_not_swallowed(quote, bob):
    made, until = quote(), factories.today() + 30 * DAY
    for _turn in range(2):
        actions.send(made.id, Step(valid_until=until), by=bob)
    with pytest.raises(Outdated):
        actions.send(made.id, Step(valid_until=until + DAY), by=bob)
