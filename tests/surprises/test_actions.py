"""Marking surprises: who may, what is refused, and that a contact is one once."""

import threading

import pytest

from crm import clock, db
from crm.accounts.models import CONSOLE, Role
from crm.customers import actions as customers
from crm.errors import Forbidden, Invalid, NotFound
from crm.interactions import actions as interactions
from crm.journal import Change
from crm.surprises import actions
from crm.surprises.models import Cause, Surprise
from tests import factories


def verbs() -> list[str]:
    found = Change.select().where(Change.kind == "surprise").order_by(Change.id)
    return [one.verb.partition(".")[2] for one in found]


def test_marking_says_what_stood_where_and_why(surprise, call, note, alice, customer):
    assert (surprise.interaction_id, surprise.missed_id, surprise.cause) == (call.id, note.id, Cause.NOT_READ)
    assert (surprise.customer_id, surprise.department_id) == (customer.id, alice.department_id)
    change = Change.get(Change.verb == "surprise.mark")
    assert change.customer == customer.id and change.values["after"]["missed"] == note.id


def test_a_contact_is_marked_once_whoever_comes_second(surprise, call, bob):
    again, marked = actions.mark(call.id, None, by=bob)
    assert (again.id, marked, again.missed_id) == (surprise.id, False, surprise.missed_id)
    assert Surprise.select().count() == 1 and verbs() == ["mark"]


def test_the_department_is_that_of_who_was_surprised_not_of_who_marked_it(call, alice, bob):
    assert actions.mark(call.id, None, by=bob)[0].department_id == alice.department_id


def test_a_reader_may_not(call, surprise, note, charlie):
    for deed in (
        lambda: actions.mark(note.id, None, by=charlie),
        lambda: actions.change(surprise.id, None, by=charlie),
        lambda: actions.delete(surprise.id, by=charlie),
        lambda: actions.restore(surprise.id, by=charlie),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert verbs() == ["mark"]


def test_only_who_marked_it_and_managers_change_it(surprise, bob, alice):
    for deed in (actions.delete, actions.restore):
        with pytest.raises(Forbidden):
            deed(surprise.id, by=bob)
    with pytest.raises(Forbidden):
        actions.change(surprise.id, None, by=bob)
    manager = factories.user("Marloes Kooistra", role=Role.MANAGER)
    assert actions.change(surprise.id, None, by=manager).cause == Cause.NOT_LOGGED
    actions.delete(surprise.id, by=alice)
    assert verbs() == ["mark", "edit", "delete"]


def test_changing_to_the_same_writes_nothing_and_to_another_looks_for_the_cause_anew(
    surprise, customer, note, alice, bob
):
    actions.change(surprise.id, note.id, by=alice)
    assert verbs() == ["mark"]
    later = factories.interaction(customer, by=bob, body="Nagekomen verslag van het bezoek.")
    later.created_at = surprise.interaction.occurred_at.replace(year=2099)
    later.save()
    assert actions.change(surprise.id, later.id, by=alice).cause == Cause.TOO_LATE
    change = Change.get(Change.verb == "surprise.edit")
    assert (change.values["before"]["cause"], change.values["after"]["cause"]) == ("not_read", "too_late")


def test_what_is_chosen_must_be_another_contact_of_this_customer_that_is_there(call, note, alice, bob):
    elsewhere = factories.interaction(factories.customer("Bakkerij Smit"), by=bob)
    gone = interactions.delete(note.id, by=bob)
    for wrong in (elsewhere.id, call.id, gone.id, 999_999):
        with pytest.raises(Invalid) as refused:
            actions.mark(call.id, wrong, by=alice)
        assert list(refused.value.fields) == ["missed"]
    assert Surprise.select().count() == 0 and verbs() == []


def test_a_contact_that_is_not_there_cannot_be_one(call, alice, diana, customer):
    interactions.delete(call.id, by=alice)
    with pytest.raises(NotFound):
        actions.mark(call.id, None, by=alice)
    interactions.restore(call.id, by=alice)
    customers.delete(customer.id, by=diana)
    with pytest.raises(NotFound):
        actions.mark(call.id, None, by=alice)


def test_it_can_be_taken_back_brought_back_and_marked_anew(surprise, call, note, alice, bob):
    actions.delete(surprise.id, by=alice)
    actions.restore(surprise.id, by=alice)
    actions.restore(surprise.id, by=alice)
    assert Surprise.get().deleted_at is None
    actions.delete(surprise.id, by=alice)
    for deed in (actions.delete, lambda id, by: actions.change(id, None, by=by)):
        with pytest.raises(NotFound):
            deed(surprise.id, by=alice)
    anew, marked = actions.mark(call.id, None, by=bob)
    assert (anew.id, marked, anew.created_by_id, anew.cause) == (surprise.id, True, bob.id, Cause.NOT_LOGGED)
    assert Surprise.get().deleted_at is None
    assert verbs() == ["mark", "delete", "restore", "delete", "mark"]


def test_while_its_contact_lies_in_the_bin_nothing_can_be_done_with_it(surprise, call, alice):
    interactions.delete(call.id, by=alice)
    with pytest.raises(NotFound):
        actions.change(surprise.id, None, by=alice)
    interactions.restore(call.id, by=alice)
    assert actions.get(surprise.id).id == surprise.id


def test_when_what_said_it_goes_for_good_the_cause_stays(surprise, note, bob):
    interactions.delete(note.id, by=bob)
    note.delete_instance()
    kept = Surprise.get()
    assert (kept.missed_id, kept.cause) == (None, Cause.NOT_READ)


def test_marked_twice_at_the_same_moment_it_is_one(call, note, alice, bob):
    start, found = threading.Barrier(8), []

    def run(who, missed):
        start.wait(20)
        with db.database.connection_context():
            found.append(actions.mark(call.id, missed, by=who)[1])

    pairs = [(who, missed) for who in (alice, bob) for missed in (None, note.id)] * 2
    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert sorted(found) == [False] * 7 + [True]
    assert Surprise.select().count() == 1 and verbs() == ["mark"]


def test_the_console_may_mark_for_who_works_on_the_machine(call):
    assert actions.mark(call.id, None, by=CONSOLE)[0].created_by_id is None
    assert clock.now() >= Surprise.get().created_at
