"""Saved and recent searches: everybody's own."""

from datetime import timedelta

import pytest

from crm import clock
from crm.errors import Forbidden, Invalid, NotFound
from crm.search import actions, recent, saved
from crm.search.models import RecentSearch, SavedSearch
from crm.search.queries import Reader
from tests import factories


def look(q: str, by, found: bool = True, seen_id: int = 0) -> None:
    """``by`` looked at what ``q`` found."""
    actions.searched(q, found=found, seen_id=seen_id, today=factories.today(), by=by)


@pytest.fixture
def berg(app, alice):
    return factories.customer(owner=alice)


def test_a_search_is_kept_under_its_own_words_unless_it_gets_a_name(alice):
    actions.save("  lekkage   kas ", by=alice)
    actions.save("storing", "Storingen van deze week", by=alice)

    assert [(one.name, one.query) for one in saved.rows(alice)] == [
        ("lekkage kas", "lekkage kas"),
        ("Storingen van deze week", "storing"),
    ]


def test_keeping_it_again_does_no_harm(alice):
    first = actions.save("storing", "Storingen", by=alice)
    again = actions.save("storing", "", by=alice)
    renamed = actions.save("storing", "Alle storingen", by=alice)

    assert first.id == again.id == renamed.id
    assert [one.name for one in saved.rows(alice)] == ["Alle storingen"]


def test_nothing_cannot_be_kept(alice):
    with pytest.raises(Invalid):
        actions.save(" \0 ", by=alice)


def test_a_name_that_is_too_long_is_refused(alice):
    with pytest.raises(Invalid):
        actions.save("pomp", "x" * 81, by=alice)
    kept = actions.save("pomp " * 70, by=alice)
    assert len(kept.name) <= 80
    with pytest.raises(Invalid):
        actions.rename(kept.id, "x" * 81, by=alice)


def test_fifty_searches_are_enough(alice, bob):
    for number in range(actions.MOST_SAVED):
        actions.save(f"storing {number}", by=alice)
    with pytest.raises(Invalid):
        actions.save("nog een", by=alice)
    actions.save("storing 7", "De zevende", by=alice)
    actions.save("nog een", by=bob)


def test_nobody_touches_those_of_another(alice, bob, diana):
    kept = actions.save("storing", by=alice)
    for other in (bob, diana):
        assert saved.rows(other) == []
        with pytest.raises(NotFound):
            actions.rename(kept.id, "Van mij", by=other)
        with pytest.raises(NotFound):
            actions.delete(kept.id, by=other)
    assert SavedSearch.get().name == "storing"


def test_who_was_disabled_keeps_nothing(alice):
    alice.disabled_at = clock.now()
    with pytest.raises(Forbidden):
        actions.save("storing", by=alice)


def test_what_was_deleted_comes_back_as_it_was(alice, berg):
    contact = factories.interaction(berg, by=alice, body="Storing aan de pomp")
    actions.save("storing", "Storingen", by=alice)
    gone = actions.delete(SavedSearch.get().id, by=alice)
    factories.interaction(berg, by=alice, body="Weer een storing")

    back = actions.save(gone.query, gone.name, seen_id=gone.seen_id, by=alice)

    assert (back.name, back.query, back.seen_id) == ("Storingen", "storing", contact.id)


def test_what_colleagues_log_afterwards_is_new_until_one_looks(alice, bob, berg):
    factories.interaction(berg, by=bob, body="Storing aan de pomp")
    actions.save("storing", by=alice)
    news = lambda: [(one.new, one.more) for one in saved.with_news(Reader(alice))]  # noqa: E731
    assert news() == [(0, False)]

    factories.interaction(berg, by=bob, body="Weer storingen, nu aan de klep", ago=timedelta(days=3))
    newest = factories.interaction(berg, by=bob, body="Offerte gestuurd")
    assert news() == [(1, False)]

    look("storing", alice, seen_id=newest.id)
    assert news() == [(0, False)]


def test_a_page_that_lies_about_what_it_showed_does_no_harm(alice, bob, berg):
    actions.save("storing", by=alice)
    look("storing", alice, seen_id=10**15)
    factories.interaction(berg, by=bob, body="Storing aan de pomp")
    assert saved.with_news(Reader(alice))[0].new == 1


def test_only_the_first_twenty_are_counted(alice):
    for number in range(25):
        actions.save(f"storing {number:02}", by=alice)
    counted = [one.new for one in saved.with_news(Reader(alice))]
    assert counted == [0] * 20 + [None] * 5


def test_the_beginning_of_a_word_of_the_name_suggests_it(alice):
    for words in ("Storingen deze week", "Lekkages", "Wéér storing"):
        actions.save(words, by=alice)
    kept = saved.rows(alice)
    assert [one.name for one in saved.begins_with(kept, "stor")] == ["Storingen deze week", "Wéér storing"]
    assert [one.name for one in saved.begins_with(kept, "weer")] == ["Wéér storing"]
    assert saved.begins_with(kept, "ekk") == saved.begins_with(kept, "  ") == []


def test_the_ten_last_searches_the_newest_first_and_each_once(alice, bob, monkeypatch):
    now = clock.now()
    for number in range(14):
        monkeypatch.setattr(clock, "now", lambda number=number: now + timedelta(seconds=number))
        look(f"pomp {number % 12}", alice)
    look("van een ander", bob)

    assert recent.of(alice) == [f"pomp {number}" for number in (1, 0, 11, 10, 9, 8, 7, 6, 5, 4)]
    assert recent.of(alice, "pomp 0")[:2] == ["pomp 1", "pomp 11"]
    assert RecentSearch.select().where(RecentSearch.user == alice).count() == 10


def test_nothing_is_no_search(alice):
    look("  ", alice, found=False)
    assert recent.of(alice) == []


def test_the_list_can_be_cleared(alice, bob):
    look("pomp", alice)
    look("klep", bob)
    actions.forget_recent(by=alice)
    assert recent.of(alice) == [] and recent.of(bob) == ["klep"]


def test_more_saved_searches_cost_no_more_queries(alice, query_count):
    def cost() -> int:
        with query_count() as count:
            saved.with_news(Reader(alice))
            return count()

    actions.save("pomp", by=alice)
    cost()
    one = cost()
    for number in range(12):
        actions.save(f"ventilatr{number} kas", by=alice)
    assert cost() == one
