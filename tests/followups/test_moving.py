"""Whose it is: taken on from a department by one, given back, handed over, put aside."""

from datetime import timedelta

import pytest

from crm.accounts.models import Department, Role
from crm.errors import Forbidden, Invalid, Refused
from crm.followups import actions, queries
from crm.followups.actions import Values
from crm.followups.models import FollowUp
from crm.followups.queries import Filters
from crm.interactions.models import Interaction
from crm.journal import Change
from tests import factories
from tests.hardening.test_at_once import at_once


@pytest.fixture
def desk(bob) -> Department:
    return Department.get_by_id(bob.department_id)


@pytest.fixture
def mate(desk):
    return factories.user("Sanne Bakker", department=desk.name)


def verbs() -> list[str]:
    changes = Change.select().where(Change.kind == "followup").order_by(Change.id)
    return [one.verb.partition(".")[2] for one in changes]


def listed(filters: Filters, user) -> list[str]:
    return [one.what for one in queries.page(filters, user).rows]


def test_one_takes_it_on_and_it_leaves_the_lists_of_the_others(ask, desk, alice, bob, mate):
    asked = ask("Wie kent deze pomp?", department=desk)
    assert listed(Filters(), bob) == listed(Filters(), mate) == ["Wie kent deze pomp?"]
    found, mine = actions.claim(asked.id, by=bob)
    assert mine and (found.user_id, found.department_id) == (bob.id, desk.id)
    assert listed(Filters(), bob) == ["Wie kent deze pomp?"] and listed(Filters(), mate) == []
    assert listed(Filters("department"), mate) == ["Wie kent deze pomp?"]
    assert [one.what for one in queries.open_of(bob)] == ["Wie kent deze pomp?"]
    assert verbs() == ["create", "claim"]


def test_who_comes_second_hears_who_has_it_and_once_more_does_no_harm(ask, desk, bob, mate):
    asked = ask(department=desk)
    actions.claim(asked.id, by=bob)
    found, mine = actions.claim(asked.id, by=mate)
    assert not mine and found.user_id == bob.id
    assert actions.claim(asked.id, by=bob)[1] and verbs() == ["create", "claim"]


def test_only_colleagues_of_the_department_take_it_on(ask, desk, alice, bob, charlie):
    asked, mine = ask(department=desk), ask()
    for who, which in ((alice, asked), (charlie, asked), (bob, mine)):
        with pytest.raises(Forbidden):
            actions.claim(which.id, by=who)


def test_done_is_not_taken_on(ask, desk, alice, bob):
    asked = ask(department=desk)
    actions.finish(asked.id, "", by=alice)
    assert actions.claim(asked.id, by=bob)[1] is False


def test_of_eight_at_once_one_takes_it_on(app, ask, desk):
    crowd = [factories.user(f"Collega {number}", department=desk.name) for number in range(8)]
    asked = ask(department=desk)
    found = at_once(*[lambda who=who: actions.claim(asked.id, by=who) for who in crowd])
    winner = FollowUp.get_by_id(asked.id).user_id
    assert [mine for _row, mine in found].count(True) == 1 and verbs() == ["create", "claim"]
    assert {row.user_id for row, _mine in found} == {winner}


def test_given_back_it_is_everybodys_again(ask, desk, bob, mate, alice):
    asked = ask(department=desk)
    actions.claim(asked.id, by=bob)
    actions.release(asked.id, by=mate)
    actions.release(asked.id, by=bob)
    assert listed(Filters(), mate) == [asked.what] and verbs() == ["create", "claim", "release"]
    with pytest.raises(Refused):
        actions.release(ask().id, by=alice)


def test_editing_does_not_take_it_from_who_took_it_on(ask, desk, alice, bob, today):
    asked = ask(department=desk)
    actions.claim(asked.id, by=bob)
    changed = actions.edit(asked.id, Values("Anders gevraagd", today, department_id=desk.id), by=alice)
    assert (changed.what, changed.user_id, changed.department_id) == ("Anders gevraagd", bob.id, desk.id)
    elsewhere = actions.edit(asked.id, Values("Anders gevraagd", today, alice.id), by=alice)
    assert (elsewhere.user_id, elsewhere.department_id) == (alice.id, None)


def test_handing_over_with_a_word_that_stays_in_its_history(ask, alice, bob, mate, desk):
    asked = ask()
    moved = actions.pass_on(asked.id, by=alice, user_id=bob.id, word=" Jij kent\nKees beter ")
    assert (moved.user_id, moved.department_id) == (bob.id, None)
    change = Change.select().order_by(Change.id.desc()).first()
    assert change.verb == "followup.hand_over" and change.values["word"] == "Jij kent Kees beter"
    told = queries.history(asked.id)[-1]
    assert (told.user_name, told.to, told.word) == (alice.name, bob.name, "Jij kent Kees beter")
    actions.pass_on(asked.id, by=bob, department_id=desk.id)
    assert queries.history(asked.id)[-1].to == desk.name and listed(Filters(), mate) == [asked.what]


def test_within_its_department_it_stays_the_departments(ask, alice, bob, mate, desk):
    asked = ask(department=desk)
    moved = actions.pass_on(asked.id, by=alice, user_id=mate.id)
    assert (moved.user_id, moved.department_id) == (mate.id, desk.id)
    moved = actions.pass_on(asked.id, by=mate, user_id=alice.id)
    assert (moved.user_id, moved.department_id) == (alice.id, None)


def test_what_cannot_be_handed_over(ask, alice, bob, charlie):
    asked = ask()
    for to in ({}, {"user_id": alice.id}, {"user_id": charlie.id}, {"department_id": 99}, {"user_id": 9}):
        with pytest.raises(Invalid) as refused:
            actions.pass_on(asked.id, by=alice, **to)
        assert list(refused.value.fields) == ["whose"]
    with pytest.raises(Invalid):
        actions.pass_on(asked.id, by=alice, user_id=bob.id, word="x" * 301)
    with pytest.raises(Forbidden):
        actions.pass_on(asked.id, by=factories.user("Henk Terpstra", department="Buitendienst"), user_id=bob.id)
    actions.finish(asked.id, "", by=alice)
    with pytest.raises(Refused):
        actions.pass_on(asked.id, by=alice, user_id=bob.id)


def test_handed_over_while_another_finishes_both_stand_or_one_is_refused(app, ask, alice, bob):
    asked = ask()
    outcome = at_once(
        lambda: actions.pass_on(asked.id, by=alice, user_id=bob.id, word="Neem jij dit?"),
        lambda: actions.finish(asked.id, "Was al gedaan.", by=bob),
    )
    row = FollowUp.get_by_id(asked.id)
    assert row.done_at and Interaction.select().count() == 1 and isinstance(outcome[1], tuple)
    assert verbs() in (["create", "hand_over", "finish"], ["create", "finish"])
    assert isinstance(outcome[0], Refused) == (verbs() == ["create", "finish"])


def test_everything_of_who_leaves_stays_with_its_department_where_the_next_works_there(
    ask, bob, mate, alice, diana, desk
):
    ours, own = ask(department=desk), ask(user=bob)
    actions.claim(ours.id, by=bob)
    assert actions.hand_over(bob.id, mate.id, by=diana) == 2
    assert {(one.user_id, one.department_id) for one in FollowUp.select()} == {(mate.id, desk.id), (mate.id, None)}
    actions.hand_over(mate.id, alice.id, by=diana)
    assert {(one.user_id, one.department_id) for one in FollowUp.select()} == {(alice.id, None)}
    assert own.id in {one.id for one in queries.open_of(alice)}


def test_put_aside_it_is_out_of_my_list_until_that_day_and_still_due_when_it_was(
    ask, alice, customer, today, monkeypatch
):
    asked = ask("Kees bellen", days=1)
    stays = ask("Prijs doorgeven", days=2)
    until = today + timedelta(days=5)
    actions.snooze(asked.id, until, by=alice, today=today)
    assert listed(Filters(), alice) == [stays.what] == [one.what for one in queries.mine(alice)[0]]
    assert listed(Filters(snoozed=True), alice) == [asked.what]
    assert FollowUp.get_by_id(asked.id).due_on == asked.due_on
    assert [one.snoozed_until for one in queries.of_customer(customer.id)] == [until, None]
    assert listed(Filters("all"), alice) == [asked.what, stays.what]
    later = factories.at(f"{until.isoformat()}T08:00:00+01:00")
    monkeypatch.setattr("crm.clock.now", lambda: later)
    assert listed(Filters(), alice) == [asked.what, stays.what] and listed(Filters(snoozed=True), alice) == []


def test_taken_up_again_before_that_day(ask, alice, today):
    asked = ask()
    actions.snooze(asked.id, today + timedelta(days=3), by=alice, today=today)
    actions.wake(asked.id, by=alice)
    assert listed(Filters(), alice) == [asked.what] and verbs() == ["create", "snooze", "wake"]


def test_only_whose_list_it_is_on_puts_it_aside_and_not_into_the_past(ask, desk, alice, bob, today):
    asked, ours = ask(), ask(department=desk)
    with pytest.raises(Forbidden):
        actions.snooze(asked.id, today + timedelta(days=3), by=bob, today=today)
    with pytest.raises(Refused):
        actions.snooze(ours.id, today + timedelta(days=3), by=bob, today=today)
    for day in (None, today, today - timedelta(days=1), today + timedelta(days=5000)):
        with pytest.raises(Invalid) as refused:
            actions.snooze(asked.id, day, by=alice, today=today)
        assert list(refused.value.fields) == ["until"]


def test_who_gets_it_sees_it_at_once(ask, alice, bob, today):
    asked = ask()
    actions.snooze(asked.id, today + timedelta(days=3), by=alice, today=today)
    actions.pass_on(asked.id, by=alice, user_id=bob.id)
    assert listed(Filters(), bob) == [asked.what]


def test_managers_hand_over_but_do_not_put_aside(ask, bob, today):
    asked = ask()
    boss = factories.user("Marloes Kooistra", department="Directie", role=Role.MANAGER)
    assert actions.pass_on(asked.id, by=boss, user_id=bob.id).user_id == bob.id
    with pytest.raises(Forbidden):
        actions.snooze(asked.id, today + timedelta(days=1), by=boss, today=today)
