"""How an agreement ends, and that it did not after all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from crm import clock
from crm.agreements import actions, queries
from crm.agreements.actions import Ending
from crm.agreements.models import Agreement
from crm.db import database
from crm.errors import Forbidden, Invalid, NotFound, Refused
from crm.interactions import actions as interactions
from crm.journal import Change
from tests import factories

DAY = timedelta(days=1)


def verbs() -> list[str]:
    kept = Change.select(Change.verb).where(Change.kind == "agreement").order_by(Change.id)
    return [verb for (verb,) in kept.tuples()]


@pytest.mark.parametrize("state", ["kept", "broken", "withdrawn"])
def test_any_colleague_says_how_it_ended_with_the_contact_that_shows_it(agree, customer, state, today):
    made, youssef = agree(), factories.user("Youssef el Amrani", department="Buitendienst")
    shows = factories.interaction(customer, by=youssef, body="CP-40 gemonteerd.")
    found, mine = actions.settle(made.id, Ending(state, None, shows.id, "  op  tijd "), by=youssef)
    assert mine and (found.state, found.settled_on, found.settled_in_id) == (state, today, shows.id)
    item, kept = queries.item(made.id), Change.select().order_by(Change.id.desc()).get()
    assert (item.shown_id, item.shown_title, item.note) == (shows.id, "CP-40 gemonteerd", "op tijd")
    assert (kept.verb, kept.user, kept.values["word"]) == ("agreement.settle", youssef.id, "op tijd")
    assert (kept.values["before"]["state"], kept.values["after"]["state"]) == ("open", state)
    assert kept.values["after"]["settled_on"] == today.isoformat()


def test_readers_say_nothing(agree, charlie):
    made = agree()
    for act in (
        lambda: actions.settle(made.id, Ending("kept"), by=charlie),
        lambda: actions.reopen(made.id, by=charlie),
    ):
        with pytest.raises(Forbidden):
            act()


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"state": "open"}, "state"),
        ({"state": ""}, "state"),
        ({"settled_on": 1}, "settled_on"),
        ({"settled_on": -15}, "settled_on"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_what_cannot_be_is_refused(agree, bob, today, about, field):
    made = agree()
    if "settled_on" in about:
        about = {"settled_on": today + about["settled_on"] * DAY}
    with pytest.raises(Invalid) as refused:
        actions.settle(made.id, Ending(**{"state": "kept"} | about), by=bob)
    assert list(refused.value.fields) == [field] and Agreement.get().state == "open"


def test_today_and_the_day_of_the_contact_are_the_edges_on_the_companys_clock(agree, bob, monkeypatch, today):
    for day in (today, today - 14 * DAY):
        actions.settle(agree().id, Ending("kept", day), by=bob)
    midnight = factories.at("2027-03-27T23:30+00:00")  # the clock goes forward that night: it is the 28th here
    monkeypatch.setattr(clock, "now", lambda: midnight)
    found, _mine = actions.settle(agree(days=400).id, Ending("kept", date(2027, 3, 28)), by=bob)
    assert found.settled_on == date(2027, 3, 28)
    with pytest.raises(Invalid):
        actions.settle(agree(days=400).id, Ending("kept", date(2027, 3, 29)), by=bob)


def test_the_contact_that_shows_it_is_of_that_customer_and_not_from_before(agree, customer, alice, bob):
    made = agree()
    before = factories.interaction(customer, by=bob, ago=20 * DAY)
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    gone = factories.interaction(customer, by=alice)
    interactions.delete(gone.id, by=alice)
    for contact in (before, elsewhere, gone):
        with pytest.raises(Invalid) as refused:
            actions.settle(made.id, Ending("kept", settled_in=contact.id), by=bob)
        assert list(refused.value.fields) == ["settled_in"]
    actions.settle(made.id, Ending("kept", settled_in=made.interaction_id), by=bob)  # kept at once


def test_who_says_the_same_second_gets_what_the_first_wrote_and_who_says_otherwise_is_told(agree, alice, bob):
    made = agree()
    actions.settle(made.id, Ending("kept", note="Gebracht."), by=alice)
    found, mine = actions.settle(made.id, Ending("kept", note="Ook gezien."), by=bob)
    assert not mine and found.note == "Gebracht."
    with pytest.raises(Refused):
        actions.settle(made.id, Ending("broken"), by=bob)
    assert verbs() == ["agreement.create", "agreement.settle"]


def test_two_at_once_settle_it_once(agree, alice, bob):
    made = agree()

    def say(ending: tuple) -> bool | None:
        with database.connection_context():
            try:
                return actions.settle(made.id, Ending(ending[0]), by=ending[1])[1]
            except Refused:
                return None

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(say, [("kept", alice), ("broken", bob)]))
    assert sorted(map(str, found)) == ["None", "True"] and verbs().count("agreement.settle") == 1


def test_reopened_nothing_is_left_of_its_end_but_in_its_history(agree, customer, bob, alice):
    shows = factories.interaction(customer, by=bob)
    made = agree()
    actions.settle(made.id, Ending("broken", settled_in=shows.id, note="Niet gekomen."), by=bob)
    for _turn in range(2):
        actions.reopen(made.id, by=alice)
    found = Agreement.get_by_id(made.id)
    assert (found.state, found.settled_on, found.settled_in_id, found.note) == ("open", None, None, "")
    assert verbs() == ["agreement.create", "agreement.settle", "agreement.reopen"]
    assert Change.select().order_by(Change.id.desc()).get().values["before"]["note"] == "Niet gekomen."


def test_an_ending_that_a_colleague_said_since_is_not_undone(agree, bob, alice):
    made = agree()
    actions.settle(made.id, Ending("kept", note="Gebracht."), by=bob)
    mine = actions.ending_of(made.id)
    actions.reopen(made.id, by=alice, ending=mine)
    actions.reopen(made.id, by=bob, ending=mine)  # twice the same undo is one
    actions.settle(made.id, Ending("broken", note="Niet gekomen."), by=alice)
    with pytest.raises(Refused):
        actions.reopen(made.id, by=bob, ending=mine)
    assert Agreement.get_by_id(made.id).note == "Niet gekomen."
    actions.reopen(made.id, by=bob, ending=actions.ending_of(made.id))
    assert Agreement.get_by_id(made.id).state == "open"


def test_taken_back_it_cannot_end(agree, bob):
    made = agree()
    actions.delete(made.id, by=bob)
    with pytest.raises(NotFound):
        actions.settle(made.id, Ending("kept"), by=bob)


def test_a_contact_that_shows_it_and_lies_in_the_bin_is_not_linked(agree, customer, bob):
    shows = factories.interaction(customer, by=bob)
    made = agree()
    actions.settle(made.id, Ending("kept", settled_in=shows.id), by=bob)
    interactions.delete(shows.id, by=bob)
    assert queries.item(made.id).shown_id is None


def test_late_is_of_what_is_open_and_of_what_was_kept_after_its_day(agree, bob):
    late, today_due, kept, in_time = (agree(days=days) for days in (-2, 0, -2, -2))
    actions.settle(kept.id, Ending("kept"), by=bob)
    actions.settle(in_time.id, Ending("kept", in_time.due_on), by=bob)
    found = {one: queries.item(one.id) for one in (late, today_due, kept, in_time)}
    assert [one.days_late for one in found.values()] == [2, 0, 0, 0]
    assert str(found[late].late_words) == "2 days late" and found[today_due].late_words is None
    assert [one.kept_late for one in found.values()] == [0, 0, 2, 0]
    assert [str(one.ended) for one in found.values()] == ["None", "None", "kept 2 days late", "kept as agreed"]


def test_a_discount_is_never_late_nor_kept_by_itself_but_was_for_once(agree, today):
    over, last_day = (agree("8%", kind="discount", days=None, ends=days) for days in (-1, 0))
    found, still = queries.item(over.id), queries.item(last_day.id)
    assert (found.state, found.days_late, found.late_words) == ("open", 0, None)
    day = today - DAY
    assert str(found.held) == f"was for once, until {day:%d-%m}{f'-{day.year}' if day.year != today.year else ''}"
    assert still.held is None
