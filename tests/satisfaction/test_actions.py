"""Writing marks down, changing them, taking them back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from crm.accounts.models import Role
from crm.db import database
from crm.errors import Forbidden, Invalid, NotFound, Outdated, Refused
from crm.interactions import actions as interactions
from crm.journal import Change
from crm.satisfaction import actions
from crm.satisfaction.actions import Values
from crm.satisfaction.models import Rating
from tests import factories


def test_a_mark_belongs_to_its_contact_and_that_customer_and_is_written_once(contact, bob, annelies):
    for _turn in range(2):
        found = factories.rating(contact, by=bob, score=9, person_id=annelies.id, request_key="een")
    assert Rating.select().count() == 1
    assert (found.customer_id, found.interaction_id, found.person_id) == (contact.customer_id, contact.id, annelies.id)
    [change] = Change.select().where(Change.kind == "rating")
    assert (change.verb, change.customer, change.user) == ("rating.create", contact.customer_id, bob.id)
    assert change.values["after"]["score"] == 9 and change.values["after"]["source"] == "logged"


@pytest.mark.parametrize("score", [None, 0, 11, -3])
def test_only_1_to_10_is_a_mark(contact, bob, score):
    with pytest.raises(Invalid) as problem:
        actions.create(contact.id, Values(score), by=bob)
    assert set(problem.value.fields) == {"score"}


@pytest.mark.parametrize("score", [1, 10])
def test_the_ends_are_marks_too(contact, bob, score):
    assert factories.rating(contact, by=bob, score=score).score == score


def test_a_sentence_holds_500_signs_on_one_line_and_none_that_hide(contact, bob):
    assert len(factories.rating(contact, by=bob, body="é" * 500).body) == 500
    with pytest.raises(Invalid, match="500"):
        factories.rating(contact, by=bob, body="é" * 501)
    made = factories.another_rating(contact, by=bob, body="Snel\r\n en\u202e netjes\x00\x1b[31m ")
    assert made.body == "Snel en netjes[31m"


def test_only_somebody_at_that_customer_can_have_given_it(contact, bob):
    other = factories.person(factories.customer("Wasserij Steenbeek"))
    with pytest.raises(Invalid) as problem:
        factories.rating(contact, by=bob, person_id=other.id)
    assert set(problem.value.fields) == {"person_id"}


def test_readers_write_nothing_and_a_contact_in_the_bin_gets_no_mark(contact, bob, alice, charlie):
    with pytest.raises(Forbidden):
        factories.rating(contact, by=charlie)
    interactions.delete(contact.id, by=alice)
    with pytest.raises(NotFound):
        factories.rating(contact, by=bob)


def test_its_maker_changes_it_and_the_journal_keeps_both(contact, bob):
    found = factories.rating(contact, by=bob, score=8)
    actions.edit(found.id, Values(6, "Toch wat laat."), by=bob)
    actions.edit(found.id, Values(6, "Toch wat laat."), by=bob)
    [change] = Change.select().where(Change.verb == "rating.edit")
    assert (change.values["before"]["score"], change.values["after"]["score"]) == (8, 6)


def test_who_saves_over_a_newer_version_is_told(contact, bob):
    found = factories.rating(contact, by=bob)
    actions.edit(found.id, Values(6), by=bob)
    with pytest.raises(Outdated):
        actions.edit(found.id, Values(7), by=bob, seen=0)


def test_of_one_person_or_of_nobody_that_is_known_a_contact_has_one_mark(contact, bob, eva, annelies):
    first, theirs = factories.rating(contact, by=bob), factories.rating(contact, by=bob, person_id=annelies.id)
    for person_id in (None, annelies.id):
        with pytest.raises(Outdated, match="already"):
            factories.rating(contact, by=eva, score=3, person_id=person_id)
    with pytest.raises(Invalid) as problem:
        actions.edit(theirs.id, Values(7), by=bob)
    assert set(problem.value.fields) == {"person_id"} and actions.edit(first.id, Values(6), by=bob).score == 6
    actions.delete(first.id, by=bob)
    factories.rating(contact, by=bob)
    with pytest.raises(Refused):
        actions.restore(first.id, by=bob)
    assert Rating.select().where(Rating.deleted_at.is_null()).count() == 2


def test_of_two_that_write_the_same_mark_down_at_once_one_does(contact, alice, bob):
    both = Barrier(2)

    def write(by) -> bool:
        with database.connection_context():
            both.wait()
            try:
                return bool(factories.rating(contact, by=by))
            except Outdated:
                return False

    database.close()
    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(write, (alice, bob)))
    database.connect()
    assert sorted(won) == [False, True] and Rating.select().count() == 1


def test_another_colleague_neither_changes_nor_takes_back(contact, bob):
    found = factories.rating(contact, by=bob)
    eva = factories.user("Eva Smit")
    for act in (lambda: actions.edit(found.id, Values(1), by=eva), lambda: actions.delete(found.id, by=eva)):
        with pytest.raises(Forbidden):
            act()


def test_taken_back_and_brought_back_once_each_with_the_score_in_the_journal(contact, bob):
    found = factories.rating(contact, by=bob, score=4)
    for _turn in range(2):
        actions.delete(found.id, by=bob)
    with pytest.raises(NotFound):
        actions.get(found.id)
    for _turn in range(2):
        actions.restore(found.id, by=bob)
    told = {one.verb: one.values for one in Change.select().where(Change.kind == "rating")}
    assert list(told) == ["rating.create", "rating.delete", "rating.restore"]
    assert told["rating.delete"]["before"]["score"] == told["rating.restore"]["after"]["score"] == 4


@pytest.fixture
def eva(app):
    return factories.user("Eva Smit")


@pytest.fixture
def given(ask) -> Rating:
    return actions.give(ask(), Values(3, "Twee keer voor niets gewacht."))


def test_what_a_customer_gave_nobody_changes(given, alice, diana):
    for who in (alice, diana):
        with pytest.raises(Refused):
            actions.edit(given.id, Values(9), by=who)


def test_what_a_customer_gave_only_a_manager_takes_back_and_says_why(given, alice, bob):
    manager = factories.user("Marloes Kooistra", role=Role.MANAGER)
    for who in (alice, bob):  # also not whose customer it is
        with pytest.raises(Forbidden):
            actions.delete(given.id, by=who, reason="Valt tegen.")
    for reason in ("", " \n", "x" * 301):
        with pytest.raises(Invalid) as problem:
            actions.delete(given.id, by=manager, reason=reason)
        assert set(problem.value.fields) == {"reason"}
    actions.delete(given.id, by=manager, reason="Was voor een ander bedrijf bedoeld.")
    change = Change.get(Change.verb == "rating.delete")
    assert change.values["word"] == "Was voor een ander bedrijf bedoeld."
    with pytest.raises(Forbidden):
        actions.restore(given.id, by=alice)
    assert actions.restore(given.id, by=manager).deleted_at is None
