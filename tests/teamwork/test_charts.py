"""Where columns, bars and lines stand, also where there is next to nothing to draw."""

import pytest

from crm.teamwork.charts import HIGH, Bar, Columns, Line, Mark, Rows, Stack, round_below
from crm.teamwork.counts import median, percent
from crm.teamwork.first import first_of


@pytest.mark.parametrize(("number", "tick"), [(0, 0), (1, 1), (4, 2), (5, 5), (33, 20), (1214, 1000), (99999, 50000)])
def test_the_line_behind_columns_is_at_a_round_number(number, tick):
    assert round_below(number) == tick


def test_columns_begin_at_nothing_and_the_tallest_leaves_room_for_its_number():
    small, none, tall = Columns([Mark("36", 5), Mark("37", 0), Mark("38", 10)]).boxes
    assert none.height == 0 and none.y == HIGH
    assert tall.height == pytest.approx(2 * small.height, abs=0.2)
    assert tall.y > 0
    assert small.x + small.width < none.x


def test_columns_of_nothing_at_all_draw_nothing():
    chart = Columns([Mark("36", 0), Mark("37", 0)])
    assert chart.tick == 0
    assert all(box.height == 0 for box in chart.boxes)
    assert Columns([]).boxes == []


def test_large_numbers_on_many_columns_are_too_wide_for_a_phone():
    assert Columns([Mark(str(week), 12345) for week in range(12)]).wide_numbers
    assert not Columns([Mark(str(week), 99) for week in range(12)]).wide_numbers


def test_a_bar_without_anything_is_no_division_by_zero():
    assert Rows([Mark("x", 0)]).width(0) == 0
    empty = Bar("wij", [Mark("op tijd", 0)], 90)
    assert Stack([empty]).pieces(empty) == []
    assert Stack([empty]).target_x(empty) == 0


def test_a_goal_beyond_the_longest_bar_makes_room_for_its_line_and_the_number_stays_by_its_bar():
    rows = Rows([Mark("antwoord", 2, target=8)])
    assert rows.width(2) == 25
    assert rows.number_x(rows.marks[0]) == 25


def test_pieces_follow_each_other_and_fill_the_longest_bar():
    long = Bar("wij", [Mark("op tijd", 6), Mark("te laat", 0), Mark("niet", 2)])
    short = Bar("zij", [Mark("op tijd", 4)])
    stack = Stack([long, short])
    assert [(one.x, one.width) for one in stack.pieces(long)] == [(0, 75), (75, 25)]
    assert [(one.x, one.width) for one in stack.pieces(short)] == [(0, 50)]


def test_a_line_has_gaps_where_nothing_was_counted():
    line = Line([None, Mark("37", 40), Mark("38", 60), None, Mark("40", 80)], list("abcde"))
    assert line.steps == [(1, 2)]
    assert line.ends == [1, 4]
    assert (line.y(0), line.y(100)) == (HIGH, 0)


def test_the_word_goal_never_stands_by_the_numbers_at_the_ends():
    line = Line([Mark("36", 10), Mark("37", 70), Mark("38", 50), Mark("39", 5)], list("abcd"), target=60)
    assert line.note_at == (1, False)
    assert Line([Mark("36", 10)], ["a"], target=60).note_at[0] == 0


def test_the_line_of_a_goal_ends_at_the_last_point_where_a_number_stands():
    line = Line([Mark("ma", 40), Mark("di", 67), None], list("abc"), target=65)
    assert line.target_end == line.x(1)


def test_what_comes_first_is_most_only_above_half_and_ties_are_told():
    assert first_of([5, 3, 1], 9) == (True, 1, True)
    assert first_of([4, 3, 2], 9) == (False, 1, True)
    assert first_of([4, 4, 1], 9) == (False, 2, True)
    assert first_of([1, 1, 1], 3) == (False, 3, False)
    assert first_of([6, 1, 1], 8) == (True, 1, False)


def test_the_median_is_the_days_within_which_half_of_them_were():
    assert median({}) is None
    assert median({"3": 1}) == 3
    assert median({"0": 1, "5": 1}) == 0
    assert median({"0": 1, "5": 2}) == 5
    assert median({"1": 5, "2": 3, "999": 4}) == 2


def test_a_hundred_percent_is_all_and_nothing_less():
    assert percent(0, 0) is None
    assert percent(999, 1000) == 99
    assert percent(1, 1000) == 1
    assert (percent(0, 9), percent(9, 9)) == (0, 100)
