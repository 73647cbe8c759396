"""An index that another version made is noticed and brought up to date, while people search and write."""

import json

import pytest

from crm.db import transaction
from crm.errors import Refused
from crm.search import analysis, learning, state, upkeep, vocabulary
from crm.search.models import SearchState, SearchWord
from crm.search.queries import interaction_ids
from tests import factories

PUMP = "Hydrofoorpomp in kas 3 vervangen"


class BrokenOff(Exception):
    """The machine was switched off."""


@pytest.fixture
def berg(app, alice):
    return factories.customer("Kwekerij Van den Berg", owner=alice)


@pytest.fixture
def small_steps(monkeypatch):
    """A rebuild in transactions of two records."""
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)


def nothing(*_step) -> None:
    """No progress bar."""


def sound() -> bool:
    return all(found.sound for found in upkeep.check()) and not upkeep.outdated()


def test_a_new_file_is_of_this_version(app):
    assert not upkeep.outdated()
    assert state.get("version") == str(analysis.VERSION)


def test_another_version_is_noticed_and_told(berg, command, monkeypatch):
    monkeypatch.setattr(analysis, "VERSION", 99)

    checked = command("search", "check")
    assert checked.exit_code == 1
    assert "of an older version, or its rebuild is not finished" in checked.output

    assert command("search", "rebuild", "--if-outdated").exit_code == 0
    assert command("search", "check").exit_code == 0


def test_what_is_up_to_date_is_left_alone(berg, alice, command):
    factories.interaction(berg, by=alice, body=PUMP)
    with transaction():
        SearchWord.delete().execute()

    assert command("search", "rebuild", "--if-outdated").exit_code == 0
    assert SearchWord.select().count() == 0

    assert command("search", "rebuild").exit_code == 0
    assert SearchWord.select().count() > 0


def test_a_rebuild_that_broke_off_goes_on_where_it_was(berg, alice, small_steps):
    for number in range(7):
        factories.interaction(berg, by=alice, body=f"Pomp {number}")

    def switch_off(kind: str, done: int, _total: int) -> None:
        if (kind, done) == ("interactions", 4):
            raise BrokenOff

    with pytest.raises(BrokenOff):
        upkeep.rebuild(switch_off)
    assert upkeep.outdated()
    assert len(interaction_ids("pomp")) == 7

    steps = []
    upkeep.rebuild(lambda *step: steps.append(step))

    assert steps == [("interactions", 6, 7), ("interactions", 7, 7)]
    assert sound()


def test_anew_begins_at_the_beginning(berg, alice, command, small_steps):
    for number in range(3):
        factories.interaction(berg, by=alice, body=f"Pomp {number}")
    with transaction():
        state.put("rebuild", json.dumps({"version": analysis.VERSION, "interactions": 10**6}))
        vocabulary.count_anew()

    assert command("search", "rebuild", "--anew").exit_code == 0
    assert vocabulary.documents(["pomp"]) == {"pomp": 3}


def test_two_rebuilds_at_once_do_not_do_the_work_twice(berg, alice, small_steps):
    for number in range(5):
        factories.interaction(berg, by=alice, body=f"Pomp {number}")

    def another_one_goes_on(kind: str, done: int, _total: int) -> None:
        if (kind, done) == ("interactions", 2):
            upkeep.rebuild(nothing)

    with pytest.raises(Refused):
        upkeep.rebuild(another_one_goes_on)

    assert sound()
    assert vocabulary.documents(["pomp"]) == {"pomp": 5}


def test_who_writes_during_a_rebuild_is_found_all_the_time(berg, alice, small_steps):
    for number in range(4):
        factories.interaction(berg, by=alice, body=f"Pomp {number}")
    seen = []

    def work(kind: str, done: int, _total: int) -> None:
        factories.interaction(berg, by=alice, body=f"Ventiel {kind} {done}")
        seen.append((len(interaction_ids("pomp")), len(interaction_ids("ventiel"))))

    upkeep.rebuild(work)

    assert all(pumps == 4 and valves == place for place, (pumps, valves) in enumerate(seen, 1))
    assert sound()


def test_a_rebuild_learns_the_words_of_the_company_and_finds_them_in_compounds(berg, alice):
    texts = ["Flowmax besteld", *["De flowmax draait"] * learning.OFTEN, "Flowmaxventiel lekt"]
    *_others, compound = [factories.interaction(berg, by=alice, body=text).id for text in texts]
    assert compound not in interaction_ids("flowmax")

    upkeep.rebuild(nothing)

    assert compound in interaction_ids("flowmax")
    assert sound()
    later = factories.interaction(berg, by=alice, body="Flowmaxkraan gemonteerd")
    assert later.id in interaction_ids("flowmax")
    assert sound()


def test_names_are_not_learnt_as_parts_of_compounds(app, alice):
    hazeu = factories.customer("Hazeu Techniek")
    for _ in range(learning.OFTEN + 1):
        factories.interaction(hazeu, by=alice, body="Hazeu gebeld")

    upkeep.rebuild(nothing)

    assert "hazeu" not in learning.words()


def test_words_that_nobody_writes_any_more_are_forgotten(berg, alice):
    from crm.interactions import actions

    gone = factories.interaction(berg, by=alice, body="Zeldzaamheid")
    actions.delete(gone.id, by=alice)
    upkeep.rebuild(nothing)

    assert vocabulary.documents(["zeldzaamheid"]) == {}
    assert vocabulary.documents(["kwekerij"]) == {"kwekerij": 1}


def test_the_state_of_an_old_file_says_so_and_an_empty_file_is_never_old(app):
    with transaction():
        SearchState.update(value="1").where(SearchState.key == "version").execute()
    assert not upkeep.outdated()

    factories.customer()
    assert upkeep.outdated()


def test_whoever_lost_the_claim_does_not_end_the_rebuild_of_another(berg, alice, small_steps):
    factories.interaction(berg, by=alice, body="Pomp")

    def another_begins_anew(kind: str, done: int, total: int) -> None:
        if (kind, done) == ("interactions", total):
            with transaction():
                state.put("rebuild", json.dumps({"version": analysis.VERSION}))

    with pytest.raises(Refused):
        upkeep.rebuild(another_begins_anew)

    assert upkeep.outdated()
    assert vocabulary.documents(["pomp"]) == {"pomp": 1}
