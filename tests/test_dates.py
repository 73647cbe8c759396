"""Dates are read the way Dutch and English colleagues write them."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crm.dates import Period, leading, period

TODAY = date(2026, 11, 18)  # a Wednesday, in week 47
# what is typed: the first and the last day it means, the same looking back and ahead
EITHER_WAY = {
    "vandaag": "2026-11-18",
    "Vanmiddag": "2026-11-18",
    "today": "2026-11-18",
    "gisteren": "2026-11-17",
    "gisteravond": "2026-11-17",
    "yesterday afternoon": "2026-11-17",
    "eergisteren": "2026-11-16",
    "the day before yesterday": "2026-11-16",
    "morgen": "2026-11-19",
    "morgenochtend": "2026-11-19",
    "overmorgen": "2026-11-20",
    "day after tomorrow": "2026-11-20",
    "2024": "2024-01-01 2024-12-31",
    "heel 2024": "2024-01-01 2024-12-31",
    "01-12-2025": "2025-12-01",
    "1-12-25": "2025-12-01",
    "1/12/2025": "2025-12-01",
    "1.12.2025": "2025-12-01",
    "1-12-'25": "2025-12-01",
    "1-12-98": "1998-12-01",
    "1-12-2025.": "2025-12-01",
    "2025-12-01": "2025-12-01",
    "2025/12/1": "2025-12-01",
    "1 december 2025": "2025-12-01",
    "1 dec. 2025": "2025-12-01",
    "1 dec '25": "2025-12-01",
    "1 dec ’25": "2025-12-01",
    "1-dec-25": "2025-12-01",
    "1st of December, 2025": "2025-12-01",
    "Dec 1, 2025": "2025-12-01",
    "maandag 1 december 2025": "2025-12-01",
    "1 december vorig jaar": "2025-12-01",
    "12-2025": "2025-12-01 2025-12-31",
    "2025-12": "2025-12-01 2025-12-31",
    "maart 2025": "2025-03-01 2025-03-31",
    "mrt '25": "2025-03-01 2025-03-31",
    "maart vorig jaar": "2025-03-01 2025-03-31",
    "vorig jaar maart": "2025-03-01 2025-03-31",
    "next year March": "2027-03-01 2027-03-31",
    "afgelopen maart": "2026-03-01 2026-03-31",
    "afgelopen november": "2025-11-01 2025-11-30",
    "komende november": "2027-11-01 2027-11-30",
    "deze november": "2026-11-01 2026-11-30",
    "q3 2025": "2025-07-01 2025-09-30",
    "2025-Q3": "2025-07-01 2025-09-30",
    "3e kwartaal 2025": "2025-07-01 2025-09-30",
    "derde kwartaal vorig jaar": "2025-07-01 2025-09-30",
    "vorig jaar 3e kwartaal": "2025-07-01 2025-09-30",
    "third quarter of 2025": "2025-07-01 2025-09-30",
    "week 40 2025": "2025-09-29 2025-10-05",
    "week 40 van 2025": "2025-09-29 2025-10-05",
    "2026-W40": "2026-09-28 2026-10-04",
    "2026W40": "2026-09-28 2026-10-04",
    "2026-w40-5": "2026-10-02",
    "2026 week 40": "2026-09-28 2026-10-04",
    "vorige week": "2026-11-09 2026-11-15",
    "last week": "2026-11-09 2026-11-15",
    "deze week": "2026-11-16 2026-11-22",
    "volgende week": "2026-11-23 2026-11-29",
    "komende week": "2026-11-23 2026-11-29",
    "vorige maand": "2026-10-01 2026-10-31",
    "last month": "2026-10-01 2026-10-31",
    "this quarter": "2026-10-01 2026-12-31",
    "volgend kwartaal": "2027-01-01 2027-03-31",
    "vorig jaar": "2025-01-01 2025-12-31",
    "dit jaar": "2026-01-01 2026-12-31",
    "komend jaar": "2027-01-01 2027-12-31",
    "afgelopen week": "2026-11-11 2026-11-18",
    "de afgelopen maand": "2026-10-18 2026-11-18",
    "past year": "2025-11-18 2026-11-18",
    "last 3 weeks": "2026-10-28 2026-11-18",
    "de laatste drie maanden": "2026-08-18 2026-11-18",
    "komende 10 dagen": "2026-11-18 2026-11-28",
    "binnen 2 weken": "2026-11-18 2026-12-02",
    "3 weken geleden": "2026-10-28",
    "drie weken terug": "2026-10-28",
    "three weeks ago": "2026-10-28",
    "één maand geleden": "2026-10-18",
    "a year ago": "2025-11-18",
    "een half jaar geleden": "2026-05-18",
    "half a year ago": "2026-05-18",
    "anderhalf jaar geleden": "2025-05-18",
    "over 2 weken": "2026-12-02",
    "in 2 weeks": "2026-12-02",
    "over twaalf maanden": "2027-11-18",
    "over een kwartaal": "2027-02-18",
    "10 days from now": "2026-11-28",
    "morgen over een week": "2026-11-26",
    "maandag over een week": "2026-11-30",
    "komende maandag": "2026-11-23",
    "aanstaande vrijdag": "2026-11-20",
    "deze vrijdag": "2026-11-20",
    "volgende vrijdag": "2026-11-27",  # "vrijdag" does for the one of this week
    "next Friday": "2026-11-27",
    "vrijdag a.s.": "2026-11-20",
    "vrijdag jl.": "2026-11-13",
    "afgelopen vrijdag": "2026-11-13",
    "last Friday": "2026-11-13",
    "afgelopen woensdag": "2026-11-11",
    "volgende week dinsdag": "2026-11-24",
    "dinsdag volgende week": "2026-11-24",
    "Tuesday of next week": "2026-11-24",
    "vorige week vr": "2026-11-13",
    "afgelopen weekend": "2026-11-14 2026-11-15",
    "dit weekend": "2026-11-21 2026-11-22",
    "komend weekend": "2026-11-21 2026-11-22",
    "volgend weekend": "2026-11-28 2026-11-29",
    "begin maart 2025": "2025-03-01 2025-03-10",
    "half maart 2025": "2025-03-11 2025-03-20",
    "mid-March 2025": "2025-03-11 2025-03-20",
    "eind maart 2025": "2025-03-21 2025-03-31",
    "eind van de maand": "2026-11-21 2026-11-30",
    "end of the month": "2026-11-21 2026-11-30",
    "eind volgende maand": "2026-12-21 2026-12-31",
    "eind afgelopen maand": "2026-10-21 2026-10-31",
    "eind van de week": "2026-11-19 2026-11-20",
    "midden van de week": "2026-11-18",
    "eind van de dag": "2026-11-18",
    "begin volgend jaar": "2027-01-01 2027-03-31",
    "eind 2025": "2025-10-01 2025-12-31",
    "begin q3 2025": "2025-07-01 2025-07-31",
}
# what is typed: what it means looking back, and looking ahead
BACK_AND_AHEAD = {
    "maart": ("2026-03-01 2026-03-31", "2027-03-01 2027-03-31"),
    "  MÁÁRT ": ("2026-03-01 2026-03-31", "2027-03-01 2027-03-31"),
    "in november": ("2026-11-01 2026-11-30", "2026-11-01 2026-11-30"),  # it has begun, and is not over
    "mei": ("2026-05-01 2026-05-31", "2027-05-01 2027-05-31"),
    "begin november": ("2026-11-01 2026-11-10", "2027-11-01 2027-11-10"),
    "eind november": ("2025-11-21 2025-11-30", "2026-11-21 2026-11-30"),
    "1-12": ("2025-12-01", "2026-12-01"),
    "1/12": ("2025-12-01", "2026-12-01"),
    "1 december": ("2025-12-01", "2026-12-01"),
    "1e dec": ("2025-12-01", "2026-12-01"),
    "December 1st": ("2025-12-01", "2026-12-01"),
    "op 12-3": ("2026-03-12", "2027-03-12"),
    "18-11": ("2026-11-18", "2026-11-18"),
    "29-2": ("2024-02-29", "2028-02-29"),
    "de 15e": ("2026-11-15", "2026-12-15"),
    "the 31st": ("2026-10-31", "2026-12-31"),
    "q3": ("2026-07-01 2026-09-30", "2027-07-01 2027-09-30"),
    "3e kwartaal": ("2026-07-01 2026-09-30", "2027-07-01 2027-09-30"),
    "week 40": ("2026-09-28 2026-10-04", "2027-10-04 2027-10-10"),
    "wk 47": ("2026-11-16 2026-11-22", "2026-11-16 2026-11-22"),
    "week 1": ("2025-12-29 2026-01-04", "2027-01-04 2027-01-10"),
    "week 53": ("2020-12-28 2021-01-03", "2026-12-28 2027-01-03"),
    "dinsdag week 40": ("2026-09-29", "2027-10-05"),
    "vrijdag": ("2026-11-13", "2026-11-20"),
    "op vrijdagmiddag": ("2026-11-13", "2026-11-20"),
    "woensdag": ("2026-11-11", "2026-11-25"),  # today is today
    "deze maandag": ("2026-11-16", "2026-11-23"),
    "het weekend": ("2026-11-14 2026-11-15", "2026-11-21 2026-11-22"),
    "3 weken": ("2026-10-28", "2026-12-09"),
    "do 27 nov": ("2025-11-27", None),
    "vr 27 nov": (None, "2026-11-27"),
}
SHORT_NAMES = {  # both languages, and where they meet
    **{"ma": 16, "mon": 16, "di": 17, "tue": 17, "wo": 11, "wed": 11, "do": 12, "thu": 12, "thurs": 12},
    **{"vr": 13, "fri": 13, "za": 14, "sat": 14, "zo": 15, "sun": 15, "Sunday": 15, "ma.": 16, "zat": 14},
}
SHORT_MONTHS = {"mar": 3, "mrt": 3, "mrt.": 3, "may": 5, "mei": 5, "okt": 10, "oct": 10, "sept": 9, "febr": 2, "aug": 8}
# separated by semicolons
NO_DATES = """
;...;klep;4471;12;a;an;de;week;maand;eind;begin;since;we;su;maa;31-2;30 februari;29-2-2025;31 april 2025;0-0;1-0;0-1;
1-13;3-25;99-99-9999;0000;1-1-0000;31-12-1899;1-1-2200;week 0;week 54;2025-W53;2026-W40-8;q5;q0;32e;0e;maart 25;
maart 2500;10:30;10.30;over 999 jaar;999 jaar geleden;1-12/2025;vorige pomp;vrijdag 20-11-2025;DN40;1017 SZ;
eind komende 3 weken;de van;maart de;vorige vorige week;eind begin maart;99999999999999999999;
1-1-1000000000000000000000"""
ENDLESS = ("x" * 5000, "ma " * 500, "9" * 10_000, " " * 500)


def meant(days: str | None) -> Period | None:
    """``2026-11-09 2026-11-15``, first and last day, or one day."""
    if days is None:
        return None
    typed = [date.fromisoformat(day) for day in days.split()]
    return Period(typed[0], typed[-1] + timedelta(days=1))


@pytest.mark.parametrize(("typed", "days"), EITHER_WAY.items())
def test_what_says_itself_which_one_means_the_same_looking_back_and_ahead(typed: str, days: str) -> None:
    assert period(typed, TODAY) == period(typed, TODAY, future=True) == meant(days)


@pytest.mark.parametrize(("typed", "days"), BACK_AND_AHEAD.items())
def test_what_comes_back_is_the_nearest_in_the_direction_one_looks(typed: str, days: tuple[str, str]) -> None:
    assert (period(typed, TODAY), period(typed, TODAY, future=True)) == (meant(days[0]), meant(days[1]))


@pytest.mark.parametrize(("typed", "day"), SHORT_NAMES.items())
def test_days_of_the_week_have_short_names_in_both_languages(typed: str, day: int) -> None:
    assert period(typed, TODAY) == meant(f"2026-11-{day}")


@pytest.mark.parametrize(("typed", "month"), SHORT_MONTHS.items())
def test_months_have_short_names_in_both_languages(typed: str, month: int) -> None:
    found = period(typed, TODAY)
    assert found and (found.start.month, found.days) == (month, found.last.day)


@pytest.mark.parametrize("typed", [*NO_DATES.replace("\n", "").split(";"), *ENDLESS])
def test_what_is_no_date_or_does_not_exist_is_nothing(typed: str) -> None:
    assert period(typed, TODAY) is period(typed, TODAY, future=True) is None


@pytest.mark.parametrize(
    ("today", "typed", "days"),
    [
        ("2026-11-22", "deze week", "2026-11-16 2026-11-22"),  # Sunday closes the week
        ("2026-11-22", "vorige week", "2026-11-09 2026-11-15"),
        ("2026-11-22", "zondag", "2026-11-15"),
        ("2026-11-22", "maandag", "2026-11-16"),
        ("2026-11-22", "volgende maandag", "2026-11-23"),
        ("2026-11-22", "komend weekend", "2026-11-28 2026-11-29"),
        ("2026-11-23", "deze week", "2026-11-23 2026-11-29"),  # Monday opens one
        ("2026-11-23", "vorige week", "2026-11-16 2026-11-22"),
        ("2026-11-23", "maandag", "2026-11-16"),
        ("2026-11-23", "zondag", "2026-11-22"),
        ("2026-11-23", "afgelopen weekend", "2026-11-21 2026-11-22"),
        ("2026-12-31", "week 53", "2026-12-28 2027-01-03"),
        ("2027-01-02", "week 53", "2026-12-28 2027-01-03"),
        ("2027-01-02", "deze week", "2026-12-28 2027-01-03"),
        ("2027-01-02", "week 1", "2025-12-29 2026-01-04"),
        ("2025-12-30", "week 1", "2025-12-29 2026-01-04"),  # begun already
        ("2027-01-01", "vorige maand", "2026-12-01 2026-12-31"),
        ("2027-01-01", "vorig kwartaal", "2026-10-01 2026-12-31"),
        ("2027-01-01", "gisteren", "2026-12-31"),
        ("2027-01-01", "december", "2026-12-01 2026-12-31"),
        ("2026-12-31", "morgen", "2027-01-01"),
        ("2026-12-31", "volgend jaar", "2027-01-01 2027-12-31"),
        ("2026-12-31", "31-12", "2026-12-31"),
        ("2026-12-31", "1-1", "2026-01-01"),
        ("2028-02-29", "1 jaar geleden", "2027-02-28"),
        ("2028-02-29", "29 feb", "2028-02-29"),
        ("2028-02-28", "29 feb", "2024-02-29"),
        ("2028-02-29", "vorig jaar", "2027-01-01 2027-12-31"),
        ("2028-02-29", "februari", "2028-02-01 2028-02-29"),
        ("2028-02-28", "morgen", "2028-02-29"),
        ("2104-02-28", "29-2", "2096-02-29"),  # 2100 has none
        ("2026-03-31", "1 maand geleden", "2026-02-28"),
        ("2026-03-31", "vorige maand", "2026-02-01 2026-02-28"),
        ("2026-03-01", "maart", "2026-03-01 2026-03-31"),
        ("2026-02-28", "maart", "2025-03-01 2025-03-31"),
    ],
)
def test_looking_back_at_the_edges_of_weeks_and_years(today: str, typed: str, days: str) -> None:
    assert period(typed, date.fromisoformat(today)) == meant(days)


@pytest.mark.parametrize(
    ("today", "typed", "days"),
    [
        ("2026-11-20", "vrijdag", "2026-11-27"),
        ("2026-11-22", "zondag", "2026-11-29"),
        ("2026-11-22", "maandag", "2026-11-23"),
        ("2026-11-22", "deze vrijdag", "2026-11-27"),
        ("2026-11-23", "maandag", "2026-11-30"),
        ("2026-12-01", "1-12", "2026-12-01"),
        ("2026-12-02", "1-12", "2027-12-01"),
        ("2026-12-31", "1-1", "2027-01-01"),
        ("2027-01-31", "over een maand", "2027-02-28"),
        ("2027-01-31", "de 30e", "2027-03-30"),
        ("2027-01-02", "week 53", "2026-12-28 2027-01-03"),
        ("2027-01-04", "week 53", "2032-12-27 2033-01-02"),
        ("2028-03-01", "29-2", "2032-02-29"),
        ("2096-03-01", "29-2", "2104-02-29"),
        ("2026-03-31", "maart", "2026-03-01 2026-03-31"),
        ("2026-04-01", "maart", "2027-03-01 2027-03-31"),
        ("2026-03-15", "begin maart", "2027-03-01 2027-03-10"),
        ("2026-11-30", "eind van de maand", "2026-11-21 2026-11-30"),
    ],
)
def test_looking_ahead_at_the_edges_of_weeks_and_years(today: str, typed: str, days: str) -> None:
    assert period(typed, date.fromisoformat(today), future=True) == meant(days)


@pytest.mark.parametrize(
    ("text", "taken", "days"),
    [
        ("vorige week pomp", "vorige week", "2026-11-09 2026-11-15"),
        ("vorige  week, pomp", "vorige  week", "2026-11-09 2026-11-15"),
        ("maart 2025 klep", "maart 2025", "2025-03-01 2025-03-31"),
        ("maart klep", "maart", "2026-03-01 2026-03-31"),
        ("maart de klep", "maart", "2026-03-01 2026-03-31"),  # "de" belongs to the klep
        (" maart) OF klep", " maart", "2026-03-01 2026-03-31"),
        ("maart", "maart", "2026-03-01 2026-03-31"),
        ("mrt. klep", "mrt.", "2026-03-01 2026-03-31"),
        ("2024 4471", "2024", "2024-01-01 2024-12-31"),
        ("2024 -bril", "2024", "2024-01-01 2024-12-31"),
        ("1 december 4471", "1 december", "2025-12-01"),
        ("1 december 2024 klep", "1 december 2024", "2024-12-01"),
        ("12-3 DN40", "12-3", "2026-03-12"),
        ("3 weken geleden ventiel", "3 weken geleden", "2026-10-28"),
        ("2026-W40 klep", "2026-W40", "2026-09-28 2026-10-04"),
        ("week 40 klep", "week 40", "2026-09-28 2026-10-04"),
        ("gisteren\u00a0klep", "gisteren", "2026-11-17"),
        ("vrijdag van:alice@waard.nl", "vrijdag", "2026-11-13"),
        ("Dec 1, 2025 quote", "Dec 1, 2025", "2025-12-01"),
        ("the day before yesterday valve", "the day before yesterday", "2026-11-16"),
        ("vandaag " + "lekkage " * 500, "vandaag", "2026-11-18"),
    ],
)
def test_a_search_keeps_the_words_that_come_after_the_date(text: str, taken: str, days: str) -> None:
    found = leading(text, TODAY)
    assert found == (meant(days), len(taken))


@pytest.mark.parametrize(
    "text", ["", "klep", "klep maart", "4471 2024", "maartse buien", "2024a", "de klep", "x" * 9999]
)
def test_what_does_not_begin_with_a_date_is_left_alone(text: str) -> None:
    assert leading(text, TODAY) is None


def test_leading_looks_ahead_as_well() -> None:
    assert leading("vrijdag terugbellen", TODAY, future=True) == (meant("2026-11-20"), 7)


def test_a_period_is_half_open() -> None:
    week = meant("2026-11-16 2026-11-22")
    assert (week.days, week.last) == (7, date(2026, 11, 22))
    assert date(2026, 11, 16) in week and date(2026, 11, 22) in week and date(2026, 11, 23) not in week


PIECES = """de van op 1 31 29 2 12 0 53 '25 2025 2199 1900 99 999 een drie twelve 29-2 31-12 1-1-2200 2199-12-31 -W53
week maand maart feb dec mei ma vrijdag sunday vorige deze volgende komende afgelopen laatste next begin half eind q4
kwartaal jaar dagen weken quarters geleden ago over in binnen weekend 15e a.s. jl. gisteren morgen , . - / ( ٣ ² ﷺ"""
SENTENCES = st.lists(st.sampled_from(PIECES.split()), max_size=6).map(" ".join) | st.text(
    st.characters(codec=None, exclude_categories=()), max_size=80
)
MONTHS = "jan feb mrt apr mei jun jul aug sep okt nov dec"
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(SENTENCES, DAYS, st.booleans())
@example("over 999 jaar", date(2199, 12, 31), True)
@example("deze week", date(1900, 1, 1), False)
@example("volgend jaar", date(2199, 12, 31), True)
@example("\ud800 maart", TODAY, False)
def test_any_text_is_a_stretch_of_days_or_nothing(text: str, today: date, future: bool) -> None:
    found = period(text, today, future=future)
    assert found is None or date(1900, 1, 1) <= found.start < found.end <= date(2200, 1, 1)


@given(SENTENCES, DAYS, st.booleans())
def test_what_leads_is_a_period_of_its_own(text: str, today: date, future: bool) -> None:
    found = leading(text, today, future=future)
    if found:
        assert found[0] == period(text[: found[1]], today, future=future)
    elif not text[-1:].isspace():
        assert period(text, today, future=future) is None


@given(DAYS, DAYS)
def test_every_way_to_write_a_day_in_full_means_that_day(day: date, today: date) -> None:
    week = day.isocalendar()
    for typed in (
        day.isoformat(),
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%A} {day.day}/{day.month}/{day.year}",
        f"{week.year}-W{week.week:02}-{week.weekday}",
    ):
        assert period(typed, today) == Period(day, day + timedelta(days=1)), typed


@given(DAYS, st.sampled_from(["maart", "1-12", "q2", "week 7", "de 15e", "vrijdag", "eind mei"]))
def test_back_has_begun_and_ahead_is_not_over(today: date, typed: str) -> None:
    back, ahead = period(typed, today), period(typed, today, future=True)
    assert back is None or back.start <= today  # None: before 1900
    assert ahead is None or ahead.end > today  # None: after 2199
    assert back or ahead
