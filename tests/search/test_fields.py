"""Fields in a question: whose, by which channel, at whom, and when."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm import clock
from crm.company import actions as company
from crm.followups import actions as followups
from crm.search import chips, fields, language
from crm.search.queries import Reader, search
from tests import factories

TODAY = date(2026, 11, 22)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def berg(app, alice):
    return factories.customer("Kwekerij Van den Berg", owner=alice)


def found(q: str, **options) -> set[int]:
    return {hit.id for hit in search(q, **options).interactions}


def said(q: str) -> list[str]:
    return [str(notice) for notice in search(q).notices]


def at(year: int, month: int, day: int, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    "q", ["van:alice", "by:alice", "van:bosch", 'van:"Alice van den Bosch"', "VAN:ALICE", "door:ali"]
)
def test_who_logged_it_may_be_named_in_any_way(berg, alice, bob, q):
    hers = factories.interaction(berg, by=alice)
    factories.interaction(berg, by=bob)

    assert found(q) == {hers.id}


@pytest.mark.parametrize(
    "q", ["kanaal:telefoon", "channel:phone", "kanaal:tel", "kanaal:bezoek,telefoon -kanaal:bezoek"]
)
def test_channels_are_known_by_their_words_in_both_languages(berg, alice, q):
    call = factories.interaction(berg, by=alice, channel="phone")
    factories.interaction(berg, by=alice, channel="visit")

    assert found(q) == {call.id}


def test_a_channel_of_the_company_is_known_too(berg, alice, diana):
    fair = company.add_channel("Beurs Horti Fair", by=diana)
    met = factories.interaction(berg, by=alice, channel=fair.key)
    factories.interaction(berg, by=alice)

    assert found('kanaal:"beurs horti fair"') == found("kanaal:beurs") == {met.id}


def test_departments_and_what_is_left_out(berg, alice, bob):
    sales = factories.interaction(berg, by=alice, body="Offerte pomp")
    office = factories.interaction(berg, by=bob, body="Factuur pomp")

    assert found("pomp afdeling:verkoop") == {sales.id}
    assert found("pomp -dept:verkoop") == {office.id}
    assert found("pomp (afd:verkoop OF afd:binnen)") == {sales.id, office.id}


def test_a_customer_by_name_words_or_number(berg, alice):
    hit = factories.interaction(berg, by=alice, body="Pomp lekt")
    factories.interaction(factories.customer("Bergsma Installaties"), by=alice, body="Pomp lekt")

    for q in ("klant:kwekerij pomp", 'klant:"van den berg" pomp', f"klant:{berg.number} pomp", "customer:kwek"):
        assert found(q) == {hit.id}, q


def test_kinds_follow_what_happens_to_a_contact(berg, alice):
    hit = factories.interaction(berg, by=alice, body="Belt vrijdag terug")
    factories.interaction(berg, by=alice, body="Niets bijzonders")
    assert found("soort:opvolging") == set()

    asked = factories.followup(berg, by=alice, interaction_id=hit.id)
    assert found("soort:opvolging") == found("kind:follow-up") == {hit.id}

    followups.delete(asked.id, by=alice)
    assert found("soort:opvolging") == set()


def test_dates_are_those_of_who_asks(berg, alice):
    old = factories.interaction(berg, by=alice, occurred_at=at(2024, 12, 31, 23))
    new = factories.interaction(berg, by=alice, occurred_at=at(2025, 1, 1, 0))

    assert found("sinds:2025") == {new.id}
    assert found("voor:2025") == {old.id}
    assert found("op:2024") == {old.id}
    assert found("since:2025-01-01 before:2025-01-02") == {new.id}
    assert found("sinds:2025", reader=Reader(alice, zone="America/New_York")) == set()


def test_dates_may_be_several_words_and_leave_the_rest_of_the_question_alone(berg, alice):
    yesterday = factories.interaction(berg, by=alice, body="Klep vervangen", ago=timedelta(days=1))
    factories.interaction(berg, by=alice, body="Klep besteld", ago=timedelta(days=40))
    factories.interaction(berg, by=alice, body="Pomp", ago=timedelta(days=1))

    assert found("sinds:3 weken geleden klep") == {yesterday.id}
    assert found("klep sinds: gisteren") == {yesterday.id}


@pytest.mark.parametrize(
    ("q", "says"),
    [
        ("pomp kanaal:postduif", "There is no channel “postduif”: searched without that."),
        ("pomp van:niemand", "No colleague is called “niemand”: searched without that."),
        ("pomp afdeling:marketing", "There is no department “marketing”: searched without that."),
        ("pomp klant:onbekend", "No customer is called “onbekend”: searched without that."),
        ("pomp soort:wonder", "There is no kind “wonder”: searched without that."),
        ("pomp sinds:sint-juttemis", "“sint-juttemis” is not a date we understand: searched without it."),
        ("pomp OF sinds:2020", "A date counts for the whole question: it cannot stand behind OR, NOT or in brackets."),
    ],
)
def test_what_nobody_knows_is_said_and_left_out(berg, alice, q, says):
    hit = factories.interaction(berg, by=alice, body="Pomp lekt")

    assert said(q) == [says]
    assert found(q) == {hit.id}


def test_a_colon_in_a_sentence_is_no_field(berg, alice):
    hit = factories.interaction(berg, by=alice, body="Let op: kanaal open, zie https://voorbeeld.example/kas")

    assert found("op: kanaal") == found("https://voorbeeld.example") == {hit.id}


def test_only_filters_show_everything_that_passes_them(berg, alice):
    hits = {factories.interaction(berg, by=alice, channel="visit").id for _ in range(3)}

    assert found("kanaal:bezoek") == hits
    assert found("sinds:vandaag") == hits


def chips_of(q: str) -> list[tuple[str, object, str]]:
    asked = fields.understood(language.read(q), TODAY, "Europe/Amsterdam")
    return [(str(chip.word), chip.value, chip.without) for chip in asked.chips]


def test_chips_say_what_was_understood_and_what_is_left_without_them(app, alice):
    assert chips_of('klep -offerte "kas 3" lever* kanaal:tel van:alice sinds:maart 2025') == [
        ("without", "offerte", 'klep "kas 3" lever* kanaal:tel van:alice sinds:maart 2025'),
        ("exactly", "kas 3", "klep -offerte lever* kanaal:tel van:alice sinds:maart 2025"),
        ("begins with", "lever", 'klep -offerte "kas 3" kanaal:tel van:alice sinds:maart 2025'),
        ("Channel", fields.channels.OURS["phone"], 'klep -offerte "kas 3" lever* van:alice sinds:maart 2025'),
        ("Logged by", "Alice van den Bosch", 'klep -offerte "kas 3" lever* kanaal:tel sinds:maart 2025'),
        ("Since", date(2025, 3, 1), 'klep -offerte "kas 3" lever* kanaal:tel van:alice'),
    ]


def test_a_chip_that_goes_takes_its_operator_along(app):
    assert chips_of("pomp NIET klep")[0][2] == "pomp"
    assert chips.without("a OR kanaal:telefoon", 5, 20) == "a"


def test_plain_words_and_what_was_not_understood_are_no_chips(app):
    assert chips_of("pomp lekt kanaal:postduif") == []


def test_the_clock_that_is_moved_asks_about_another_week(berg, alice, monkeypatch):
    hit = factories.interaction(berg, by=alice, occurred_at=at(2026, 11, 11))

    monkeypatch.setattr(clock, "now", lambda: at(2026, 11, 18))
    assert found("op:vorige week") == {hit.id}
    monkeypatch.setattr(clock, "now", lambda: at(2026, 11, 25))
    assert found("op:vorige week") == set()


def test_a_date_with_its_day_of_the_week_is_taken_whole(berg, alice, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at(2026, 12, 5))
    hit = factories.interaction(berg, by=alice, occurred_at=at(2026, 11, 28))

    assert found("op:zaterdag 28-11") == {hit.id}
    assert [chip.without for chip in search("pomp sinds:zaterdag 28-11").chips] == ["pomp"]


def test_the_time_before_1970_is_a_time_too(berg, alice):
    old = factories.interaction(berg, by=alice, occurred_at=at(1965, 5, 1))

    assert found("op:1965") == found("sinds:1960 voor:1966") == {old.id}


def test_a_quoted_name_is_one_name_whatever_commas_it_has(berg, alice):
    piet = factories.user("Jansen, Piet", department="Verkoop")
    other = factories.user("Piet de Boer", department="Verkoop")
    his = factories.interaction(berg, by=piet)
    factories.interaction(berg, by=other)

    assert found('van:"Jansen, Piet"') == {his.id}
    assert len(found("van:jansen,boer")) == 2


def test_a_slip_in_a_name_is_understood_and_the_chip_says_who(berg, alice):
    hit = factories.interaction(berg, by=alice)

    assert found("van:alcie") == {hit.id}
    results = search("van:alixe")
    assert {one.id for one in results.interactions} == {hit.id}
    assert [chip.value for chip in results.chips] == ["Alice van den Bosch"]


def test_mine_is_mine(berg, alice, bob):
    mine = factories.interaction(berg, by=alice)
    factories.interaction(berg, by=bob)

    assert found("van:mij", reader=Reader(alice)) == found("by:me", reader=Reader(alice)) == {mine.id}


def test_a_kind_of_two_words_needs_no_quotes(berg, alice):
    hit = factories.interaction(berg, by=alice, reached=False, body="")

    assert found("soort:niet bereikt") == found("kind:not reached") == {hit.id}


@pytest.mark.parametrize("q", ["pomp AND", "pomp OF", "EN pomp", "pomp NIET", "OR pomp OR", "pomp -"])
def test_a_word_that_joins_nothing_is_left_out(berg, alice, q):
    hit = factories.interaction(berg, by=alice, body="Pomp lekt")

    assert found(q) == {hit.id}
