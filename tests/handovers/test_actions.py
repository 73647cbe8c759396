"""Giving customers to a colleague: what goes along, who may, two at once, and back again."""

import threading
from datetime import timedelta

import pytest
from whoosh import query

from crm import clock, db, journal
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, Role, User
from crm.customers import actions as customers
from crm.customers import queries as customer_queries
from crm.customers.models import Customer, CustomerFollow
from crm.errors import Forbidden, Invalid, Outdated, Refused
from crm.followups import actions as followups
from crm.followups.models import FollowUp
from crm.handovers import actions, queries
from crm.handovers.actions import Values
from crm.handovers.models import HandOver
from crm.notifications.models import Notification
from crm.search import postings, tokens
from tests import factories
from tests.conftest import text_of

NAMES = ("Kwekerij Van den Berg & Zonen", "Wasserij Steenbeek", "Bakkerij Kuipers")


@pytest.fixture
def three(alice) -> list[Customer]:
    return [factories.customer(name, owner=alice) for name in NAMES]


@pytest.fixture
def mia(app) -> User:
    return factories.user("Mia de Boer", role=Role.MANAGER)


def owners() -> list[int | None]:
    return [owner for (owner,) in Customer.select(Customer.owner).order_by(Customer.id).tuples()]


def test_all_customers_go_with_their_open_follow_ups_and_the_new_owner_hears_of_it_once(alice, bob, mia, three):
    hers = factories.followup(three[0], by=bob, user=alice)
    done = factories.followup(three[0], by=bob, user=alice)
    followups.finish(done.id, "Gebeld.", by=alice)
    other = factories.followup(three[0], by=alice, user=mia)
    Notification.delete().execute()

    made = actions.hand_over(Values(alice.id, bob.id, word="Kees belt vóór half acht."), by=mia)

    assert owners() == [bob.id] * 3
    assert (made.followups, queries.count(made)) == (1, 3)
    assert [FollowUp.get_by_id(one.id).user_id for one in (hers, done, other)] == [bob.id, alice.id, mia.id]
    told = [(one.user_id, one.kind, one.record_kind, one.record, one.words) for one in Notification.select()]
    assert told == [(bob.id, "customers", "handover", made.id, "Kees belt vóór half acht.")]


def test_only_what_was_ticked_goes_and_follow_ups_may_stay(alice, bob, three):
    stays = factories.followup(three[0], by=alice)

    made = actions.hand_over(Values(alice.id, bob.id, [three[0].id, three[2].id], followups=False), by=alice)

    assert owners() == [bob.id, alice.id, bob.id]
    assert made.followups == 0
    assert FollowUp.get_by_id(stays.id).user_id == alice.id


def test_who_gives_them_away_may_keep_following(alice, bob, three):
    customers.follow(three[0].id, by=alice)

    actions.hand_over(Values(alice.id, bob.id, keeps_following=True), by=alice)

    assert CustomerFollow.select().where(CustomerFollow.user == alice).count() == 3


def test_ones_own_everybody_may_hand_over_and_a_colleagues_only_managers(alice, bob, charlie, three):
    for by, whose in ((bob, alice), (charlie, charlie)):
        with pytest.raises(Forbidden):
            actions.hand_over(Values(whose.id, bob.id), by=by)
    assert owners() == [alice.id] * 3


def test_to_whom_must_work_here_and_be_another(alice, bob, charlie, three):
    bob.disabled_at = clock.now()
    bob.save()
    for nobody in (None, alice.id, bob.id, charlie.id, 999_999_999):
        with pytest.raises(Invalid) as refused:
            actions.hand_over(Values(alice.id, nobody), by=alice)
        assert list(refused.value.fields) == ["to"]
    assert not HandOver.select().exists()


def test_nothing_ticked_and_a_word_without_end_are_refused(alice, bob, three):
    with pytest.raises(Invalid) as refused:
        actions.hand_over(Values(alice.id, bob.id, [], word="x" * 5_001), by=alice)
    assert set(refused.value.fields) == {"customers", "word"}


def test_customers_of_somebody_else_never_go_along(alice, bob, diana, three):
    bobs = factories.customer("Slagerij De Haan", owner=bob)

    actions.hand_over(Values(alice.id, diana.id, [three[0].id, bobs.id, 999_999_999]), by=alice)

    assert customer_queries.get(bobs.id).owner_id == bob.id
    assert queries.count(HandOver.get()) == 1


def test_what_lies_in_the_bin_or_the_archive_stays(alice, bob, mia, three):
    customers.delete(three[0].id, by=mia)
    customers.archive(three[1].id, by=alice)

    actions.hand_over(Values(alice.id, bob.id), by=alice)

    assert owners() == [alice.id, alice.id, bob.id]


def test_the_same_request_twice_is_one(alice, bob, three):
    first = actions.hand_over(Values(alice.id, bob.id), by=alice, request_key="k")
    again = actions.hand_over(Values(alice.id, bob.id), by=alice, request_key="k")

    assert first.id == again.id
    assert HandOver.select().count() == 1


def test_the_second_of_two_managers_is_told_that_nothing_is_left(alice, bob, diana, mia, three):
    actions.hand_over(Values(alice.id, bob.id), by=mia)

    with pytest.raises(Refused) as refused:
        actions.hand_over(Values(alice.id, diana.id, [one.id for one in three]), by=diana)

    assert "nothing was handed over" in str(refused.value)
    assert owners() == [bob.id] * 3
    assert HandOver.select().count() == 1


def test_of_two_at_the_same_moment_each_customer_goes_once(app, alice, bob, diana, mia, three):
    ready, outcomes = threading.Barrier(2), []

    def give(to: int, by: User) -> None:
        with db.database.connection_context():
            ready.wait()
            try:
                outcomes.append(actions.hand_over(Values(alice.id, to), by=by).to_user_id)
            except Refused:
                outcomes.append("nothing left")

    pair = [threading.Thread(target=give, args=one) for one in ((bob.id, mia), (diana.id, diana))]
    for one in pair:
        one.start()
    for one in pair:
        one.join()

    assert "nothing left" in outcomes
    assert set(owners()) == set(outcomes) - {"nothing left"}
    assert HandOver.select().count() == 1


def test_an_open_form_notices_it(alice, bob, three):
    seen = journal.revision("customer", three[0].id)
    actions.hand_over(Values(alice.id, bob.id), by=alice)

    with pytest.raises(Outdated):
        customers.edit(three[0].id, customers.CustomerValues(name="Kwekerij"), by=alice, seen=seen)


def test_the_search_index_follows(alice, bob, three):
    person = factories.person(three[1])

    def found(owner: User) -> set[int]:
        return set(postings.parties([(query.Term("any", tokens.owner(owner.id)), 20)]))

    actions.hand_over(Values(alice.id, bob.id, [three[1].id]), by=alice)

    assert found(bob) == {postings.customer_position(three[1].id), postings.person_position(person.id)}
    assert found(alice) == {postings.customer_position(one.id) for one in (three[0], three[2])}


def test_taking_it_back_leaves_alone_what_went_elsewhere(alice, bob, diana, mia, three):
    task = factories.followup(three[0], by=mia, user=alice)
    made = actions.hand_over(Values(alice.id, bob.id), by=mia)
    customers.hand_over([three[1].id], bob.id, diana.id, by=bob)
    own = factories.followup(three[0], by=bob)

    assert actions.undo(made.id, by=mia) == 2

    assert owners() == [alice.id, diana.id, alice.id]
    assert FollowUp.get_by_id(task.id).user_id == alice.id
    assert FollowUp.get_by_id(own.id).user_id == bob.id
    with pytest.raises(Refused):
        actions.undo(made.id, by=mia)


def test_after_a_day_it_cannot_be_taken_back_as_a_whole(alice, bob, three, monkeypatch):
    made = actions.hand_over(Values(alice.id, bob.id), by=alice)
    later = clock.now() + timedelta(hours=24, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    with pytest.raises(Refused):
        actions.undo(made.id, by=alice)
    assert owners() == [bob.id] * 3


def test_to_who_was_kept_out_since_nothing_goes_back(login, alice, bob, mia, three):
    task = factories.followup(three[0], by=alice)
    made = actions.hand_over(Values(alice.id, bob.id), by=mia)
    accounts.disable_user(alice, by=CONSOLE)

    with pytest.raises(Refused) as refused:
        actions.undo(made.id, by=mia)

    assert "Alice van den Bosch" in str(refused.value.text.values)
    assert owners() == [bob.id] * 3
    assert FollowUp.get_by_id(task.id).user_id == bob.id
    assert f"/handovers/{made.id}/undo" not in text_of(login(mia).get(f"/handovers/{made.id}"))


def test_of_who_had_left_already_it_goes_back(alice, bob, mia, three):
    User.update(disabled_at=clock.now() - timedelta(hours=1)).where(User.id == alice.id).execute()
    made = actions.hand_over(Values(alice.id, bob.id), by=mia)

    assert actions.undo(made.id, by=mia) == 3


def test_a_follow_up_of_a_department_leaves_it_where_the_new_owner_works_elsewhere(alice, bob, three):
    ours = factories.followup(three[0], by=bob, department=alice.department)
    followups.claim(ours.id, by=alice)
    mate = factories.user("Sanne Bakker", department="Verkoop")

    def whose() -> tuple[int, int | None]:
        row = FollowUp.get_by_id(ours.id)
        return row.user_id, row.department_id

    actions.hand_over(Values(alice.id, mate.id), by=alice)
    assert whose() == (mate.id, alice.department_id)
    made = actions.hand_over(Values(mate.id, bob.id), by=mate)
    assert whose() == (bob.id, None)
    actions.undo(made.id, by=mate)
    assert whose() == (mate.id, alice.department_id)


def test_the_new_owner_sees_at_once_what_was_put_aside_and_taken_back_it_is_put_aside_again(alice, bob, three):
    day = factories.today()
    aside = factories.followup(three[0], by=alice)
    followups.snooze(aside.id, day + timedelta(days=3), by=alice, today=day)

    made = actions.hand_over(Values(alice.id, bob.id), by=alice)
    assert FollowUp.get_by_id(aside.id).snoozed_until is None
    actions.undo(made.id, by=alice)
    assert FollowUp.get_by_id(aside.id).snoozed_until == day + timedelta(days=3)


def test_what_the_new_owner_finished_or_passed_on_stays_so(alice, bob, diana, three):
    done, gone = (factories.followup(three[0], by=alice) for _each in range(2))
    made = actions.hand_over(Values(alice.id, bob.id), by=alice)
    followups.finish(done.id, "Gebeld.", by=bob)
    followups.pass_on(gone.id, by=bob, user_id=diana.id)

    actions.undo(made.id, by=alice)

    assert [FollowUp.get_by_id(one.id).user_id for one in (done, gone)] == [bob.id, diana.id]


def test_more_than_go_at_once_go_in_portions_by_name(alice, bob, three, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)

    for values in (Values(alice.id, bob.id), Values(alice.id, bob.id, [one.id for one in three])):
        with pytest.raises(Invalid) as refused:
            actions.hand_over(values, by=alice)
        assert list(refused.value.fields) == ["customers"]
    assert owners() == [alice.id] * 3
    actions.hand_over(Values(alice.id, bob.id, first=True), by=alice)
    assert owners() == [bob.id, alice.id, bob.id]  # the laundry comes last
    actions.hand_over(Values(alice.id, bob.id, first=True), by=alice)
    assert owners() == [bob.id] * 3


def test_only_who_did_it_and_managers_take_it_back(alice, bob, three):
    made = actions.hand_over(Values(alice.id, bob.id), by=alice)

    with pytest.raises(Forbidden):
        actions.undo(made.id, by=bob)
    assert actions.undo(made.id, by=alice) == 3


def test_a_thousand_customers_go_in_few_statements(alice, bob, statements):
    now = clock.now()
    rows = [
        {"number": str(20_000 + one), "name": f"Klant {one}", "sort_name": f"klant {one:04}", "owner": alice}
        | {"kind": "organisation", "status": "customer", "created_at": now, "updated_at": now}
        | {"website": "", "kvk_number": "", "vat_number": "", "note": ""}
        for one in range(1_000)
    ]
    for start in range(0, 1_000, 250):
        Customer.insert_many(rows[start : start + 250]).execute()

    with statements() as seen:
        actions.hand_over(Values(alice.id, bob.id), by=alice)

    assert Customer.select().where(Customer.owner == bob).count() == 1_000
    assert len(seen) < 120
