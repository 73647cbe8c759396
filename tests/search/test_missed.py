"""What people searched for and did not find: counted per month, of nobody in particular."""

from datetime import date, timedelta

import pytest

from crm import clock
from crm.search import actions, missed
from crm.search.models import MissedSearch

NOVEMBER = date(2026, 11, 22)


@pytest.fixture
def from_the_first(monkeypatch):
    """What was searched once is shown too."""
    monkeypatch.setattr(missed, "SHOWN_FROM", 1)


def miss(q: str, by, today: date = NOVEMBER) -> None:
    """``by`` found nothing."""
    actions.searched(q, found=False, seen_id=0, today=today, by=by)


def kept() -> list[tuple[str, str, int]]:
    rows = MissedSearch.select().order_by(MissedSearch.month, MissedSearch.words)
    return [(one.month, one.words, one.times) for one in rows]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  Frequentieregelaar   TYPE b ", "frequentieregelaar type b"),
        ("DN40", "dn40"),
        ("pomp 12345", "pomp 12345"),
        ("bon 123456 van Kees", "bon … van kees"),
        ("06-12345678", ""),
        ("06 12 34 56 78", ""),
        ("+31 6 1234 5678 teruggebeld", "… teruggebeld"),
        ("(0174) 51 23 45", ""),
        ("geboren 01-02-1980", "geboren …"),
        ("NL91 ABNA 0417 1643 00 incasso", "nl91 abna … incasso"),
        ("NL91ABNA0417164300", ""),
        ("kees@vandenberg.example", ""),
        ("mail van Kees@Vandenberg.example over kas", "mail van … over kas"),
        ("pomp sinds:01-02-2024", "pomp sinds:…"),
        ("?!", ""),
        ("ijsblokjesmachine " * 30, ("ijsblokjesmachine " * 30)[:200].rstrip()),
    ],
)
def test_what_is_kept_of_a_question(typed, words):
    assert missed.without_who(typed) == words


def test_it_is_counted_over_everybody(alice, bob, charlie):
    for who in (alice, bob, charlie):
        miss("Hydrofoor  XL", who)
    miss("membraan", bob)

    assert kept() == [("2026-11", "hydrofoor xl", 3), ("2026-11", "membraan", 1)]
    assert not {"user", "user_id"} & set(MissedSearch._meta.columns)


def test_loading_the_page_again_is_no_other_search(alice, monkeypatch):
    now = clock.now()
    for later in (timedelta(0), timedelta(minutes=1), timedelta(hours=3)):
        monkeypatch.setattr(clock, "now", lambda later=later: now + later)
        miss("hydrofoor", alice)
    assert kept() == [("2026-11", "hydrofoor", 1)]

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    miss("hydrofoor", alice)
    assert kept() == [("2026-11", "hydrofoor", 2)]


def test_what_was_found_is_not_missed(alice):
    actions.searched("pomp", found=True, seen_id=0, today=NOVEMBER, by=alice)
    assert kept() == []


def test_every_month_has_its_own_count_and_after_a_year_it_goes(alice, bob):
    miss("hydrofoor", alice, date(2025, 10, 3))
    miss("membraan", alice, date(2025, 11, 3))
    assert [month for month, _words, _times in kept()] == ["2025-10", "2025-11"]
    miss("hydrofoor", bob, NOVEMBER)
    assert [month for month, _words, _times in kept()] == ["2025-11", "2026-11"]


def test_a_month_shows_what_was_missed_most_first_and_leads_to_the_others(from_the_first, alice, bob):
    for who, words, day in (
        (alice, "vlotter", date(2026, 8, 1)),
        (alice, "hydrofoor", NOVEMBER),
        (bob, "membraan", NOVEMBER),
        (alice, "membraan", NOVEMBER),
    ):
        miss(words, who, day)

    newest = missed.of_month()
    assert (newest.month, newest.older, newest.newer) == ("2026-11", "2026-08", None)
    assert [(one.words, one.times) for one in newest.rows] == [("membraan", 2), ("hydrofoor", 1)]
    august = missed.of_month("2026-08")
    assert ([one.words for one in august.rows], august.older, august.newer) == (["vlotter"], None, "2026-11")
    assert missed.of_month("2026-09").rows == []


@pytest.mark.parametrize("asked", ["", "2026-13", "x", "2026-1", "٢٠٢٦-١١"])
def test_a_made_up_month_is_the_newest(from_the_first, alice, asked):
    assert missed.of_month(asked) is None
    miss("hydrofoor", alice)
    assert missed.of_month(asked).month == "2026-11"


def test_a_long_month_is_cut_off(from_the_first, alice):
    rows = [{"month": "2026-11", "words": f"woord {number:03}", "times": 1} for number in range(missed.MOST + 1)]
    MissedSearch.insert_many(rows).execute()
    found = missed.of_month()
    assert (len(found.rows), found.more) == (missed.MOST, True)


def test_what_was_searched_once_stays_unseen(alice, bob):
    miss("statiegeld", alice)
    assert missed.of_month() is None

    miss("statiegeld", bob)
    assert [(one.words, one.times) for one in missed.of_month().rows] == [("statiegeld", 2)]


def test_an_address_in_wide_letters_is_an_address(alice):
    assert missed.without_who("mail jan＠geheim.example") == "mail …"
