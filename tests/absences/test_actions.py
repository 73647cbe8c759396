"""Saying who is away: who may, what cannot be, and the way back."""

from datetime import date, timedelta

import pytest

from crm import clock, journal
from crm.absences import actions, queries
from crm.absences.actions import Values
from crm.absences.models import Absence
from crm.accounts.models import Role
from crm.errors import Forbidden, Invalid, NotFound, Outdated
from crm.journal import Change
from crm.notifications.models import Notification
from tests import factories

DAY = timedelta(days=1)


@pytest.fixture
def today(app) -> date:
    return queries.today(clock.now())


def test_a_colleague_says_that_they_are_away_and_the_stand_in_hears_of_it(alice, bob, today):
    made = actions.add(Values(alice.id, today, today + 5 * DAY, bob.id, "Naar  Terschelling"), by=alice)

    assert (made.note, made.created_by_id) == ("Naar Terschelling", alice.id)
    assert Change.get(Change.verb == "absence.create").record == made.id
    told = Notification.get()
    assert (told.user_id, told.kind, told.record_kind, told.record) == (bob.id, "absence", "absence", made.id)


def test_a_manager_says_it_for_a_colleague_and_others_may_not(alice, bob, charlie, diana, today):
    actions.add(Values(alice.id, today, today), by=diana)

    with pytest.raises(Forbidden):
        actions.add(Values(alice.id, today + 9 * DAY, today + 9 * DAY), by=bob)
    with pytest.raises(Forbidden):
        actions.add(Values(charlie.id, today, today), by=charlie)
    assert Absence.select().count() == 1


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [(0, -1, "ends_on"), (-9, -1, "ends_on"), (0, 800, "ends_on"), (None, 3, "starts_on"), (0, None, "ends_on")],
)
def test_days_that_cannot_be_are_refused_with_a_sentence(alice, today, starts, ends, field):
    first, last = (None if days is None else today + days * DAY for days in (starts, ends))

    with pytest.raises(Invalid) as refused:
        actions.add(Values(alice.id, first, last), by=alice)

    assert field in refused.value.fields


def test_nobody_is_away_twice_on_one_day(alice, today):
    actions.add(Values(alice.id, today + 3 * DAY, today + 5 * DAY), by=alice)

    for starts, ends in ((5, 9), (0, 3), (4, 4), (0, 9)):
        with pytest.raises(Invalid) as refused:
            actions.add(Values(alice.id, today + starts * DAY, today + ends * DAY), by=alice)
        assert "is away already" in str(refused.value)
    actions.add(Values(alice.id, today, today + 2 * DAY), by=alice)
    actions.add(Values(alice.id, today + 6 * DAY, today + 9 * DAY), by=alice)


def test_a_stand_in_must_be_another_who_may_write_and_works_here(alice, bob, charlie, today):
    bob.disabled_at = clock.now()
    bob.save()

    for nobody in (alice.id, bob.id, charlie.id, 999_999_999):
        with pytest.raises(Invalid) as refused:
            actions.add(Values(alice.id, today, today, nobody), by=alice)
        assert list(refused.value.fields) == ["stand_in"]


def test_a_stand_in_who_is_away_too_is_fine_but_a_circle_is_not(alice, bob, diana, today):
    actions.add(Values(bob.id, today + 2 * DAY, today + 4 * DAY, diana.id), by=bob)
    actions.add(Values(alice.id, today, today + 2 * DAY, bob.id), by=alice)

    with pytest.raises(Invalid) as refused:  # on the last day Alice counts on Bob, Bob on Diana, and Diana on Alice
        actions.add(Values(diana.id, today + 2 * DAY, today + 2 * DAY, alice.id), by=diana)
    assert "counts on" in str(refused.value.fields["stand_in"])
    actions.add(Values(diana.id, today + 3 * DAY, today + 3 * DAY, alice.id), by=diana)


def test_two_may_stand_in_for_one_another_on_different_days(alice, bob, today):
    actions.add(Values(alice.id, today, today + DAY, bob.id), by=alice)

    actions.add(Values(bob.id, today + 2 * DAY, today + 3 * DAY, alice.id), by=bob)
    with pytest.raises(Invalid):
        actions.add(Values(bob.id, today + DAY, today + DAY, alice.id), by=bob)


def test_who_changes_it_sees_what_a_colleague_changed_first(alice, bob, diana, today):
    made = actions.add(Values(alice.id, today, today + DAY), by=alice)
    seen = journal.revision("absence", made.id)
    actions.edit(made.id, Values(alice.id, today, today + 2 * DAY), by=diana, seen=seen)

    with pytest.raises(Outdated):
        actions.edit(made.id, Values(alice.id, today, today + DAY, bob.id), by=alice, seen=seen)
    with pytest.raises(Forbidden):
        actions.edit(made.id, Values(alice.id, today, today), by=bob)


def test_an_edit_never_changes_whose_it_is(alice, bob, today):
    made = actions.add(Values(alice.id, today, today), by=alice)

    actions.edit(made.id, Values(bob.id, today, today + DAY), by=alice)

    assert queries.get(made.id).user_id == alice.id


def test_only_news_reaches_the_stand_in(alice, bob, today):
    made = actions.add(Values(alice.id, today, today + DAY, bob.id), by=alice)
    actions.edit(made.id, Values(alice.id, today, today + DAY, bob.id, "Met een notitie"), by=alice)
    assert Notification.select().count() == 1

    actions.edit(made.id, Values(alice.id, today, today + 4 * DAY, bob.id), by=alice)
    assert {one.user_id for one in Notification.select()} == {bob.id}


def test_back_early_ends_it_with_yesterday_and_can_be_undone(alice, bob, today):
    made = Absence.create(
        user=alice, starts_on=today - 3 * DAY, ends_on=today + 3 * DAY, stand_in=bob, created_at=clock.now()
    )
    change = actions.end(made.id, by=alice)
    assert queries.get(made.id).ends_on == today - DAY
    assert queries.stand_ins([alice.id], clock.now()) == {}

    actions.undo(change.id, by=alice)

    assert queries.get(made.id).ends_on == today + 3 * DAY
    assert queries.stand_ins([alice.id], clock.now()) == {alice.id: bob.id}


def test_who_leaves_today_and_is_back_today_was_not_away(alice, today):
    made = actions.add(Values(alice.id, today, today + DAY), by=alice)

    actions.end(made.id, by=alice)

    assert queries.away(clock.now()) == {}
    assert Absence.select().count() == 0


def test_deleting_can_be_undone_with_the_same_number_unless_something_stands_in_the_way(alice, bob, today):
    made = actions.add(Values(alice.id, today, today + DAY, bob.id, "Griep"), by=alice)
    change = actions.delete(made.id, by=alice)
    with pytest.raises(Forbidden):
        actions.undo(change.id, by=bob)

    back = actions.undo(change.id, by=alice)
    assert (back.id, back.note, back.stand_in_id) == (made.id, "Griep", bob.id)

    change = actions.delete(made.id, by=alice)
    actions.add(Values(alice.id, today + DAY, today + DAY), by=alice)
    with pytest.raises(Invalid):
        actions.undo(change.id, by=alice)


def test_only_what_was_ended_or_deleted_can_be_undone(alice, today):
    actions.add(Values(alice.id, today, today), by=alice)
    for number in (Change.get(Change.verb == "absence.create").id, 999_999_999):
        with pytest.raises(NotFound):
            actions.undo(number, by=alice)


def test_a_note_is_at_most_three_hundred_characters(alice, today):
    with pytest.raises(Invalid) as refused:
        actions.add(Values(alice.id, today, today, note="x" * 301), by=alice)
    assert list(refused.value.fields) == ["note"]
    assert actions.add(Values(alice.id, today, today, note="ziek\0 " * 50), by=alice).note.startswith("ziek ziek")


def test_by_the_companys_clock_it_is_still_today_just_before_midnight(app, alice, monkeypatch):
    late = factories.at("2026-03-29T21:59:30+00:00")  # 23:59:30 in summer time, which began that night
    monkeypatch.setattr(clock, "now", lambda: late)

    made = actions.add(Values(alice.id, date(2026, 3, 29), date(2026, 3, 29)), by=alice)

    assert list(queries.away(late)) == [alice.id]
    assert list(queries.away(late + timedelta(seconds=30))) == []
    with pytest.raises(Invalid):
        monkeypatch.setattr(clock, "now", lambda: late + timedelta(seconds=30))
        actions.edit(made.id, Values(alice.id, date(2026, 3, 29), date(2026, 3, 29)), by=alice)


def test_a_reader_may_be_away_when_a_manager_says_so(charlie, today):
    manager = factories.user("Mia de Boer", role=Role.MANAGER)

    assert actions.add(Values(charlie.id, today, today), by=manager).user_id == charlie.id
