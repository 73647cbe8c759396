"""How often the pages behind links may be asked for."""

import pytest

from crm.satisfaction import pace

HERE, THERE = "192.0.2.7", "192.0.2.8"


@pytest.mark.parametrize(("times", "wrong"), [(120, False), (30, True)])
def test_so_often_and_no_more_until_ten_minutes_are_over(times, wrong):
    def ask(now: float) -> int:
        if seconds := pace.wait(HERE, now):
            return seconds
        if wrong:
            pace.was_wrong(HERE, now)
        return 0

    assert {ask(1000) for _turn in range(times)} == {0}
    assert ask(1000) == 601 and ask(1599) == 2
    assert pace.wait(THERE, 1599) == 0
    assert ask(1600) == 0


def test_in_all_there_is_an_end_to_it_too():
    served = sum(pace.wait(f"10.0.{number // 250}.{number % 250}", 1000) == 0 for number in range(3_100))
    assert served == pace.MOST_IN_ALL
    assert pace.wait(HERE, 1600) == 0


def test_strangers_shut_the_page_for_nobody_who_was_asked():
    for number in range(pace.MOST_IN_ALL):
        pace.wait(f"10.0.{number // 250}.{number % 250}", 1000)
    assert pace.wait(HERE, 1000) == 601 and pace.wait(HERE, 1000, opens=True) == 0
    assert {pace.wait(THERE, 1000, opens=True) for _turn in range(pace.MOST)} == {0}
    assert pace.wait(THERE, 1000, opens=True) == 601  # its own network's limit stays


def test_what_is_counted_has_a_bound(monkeypatch):
    monkeypatch.setattr(pace, "KNOWN", 50)
    for number in range(200):
        pace.wait(f"10.1.0.{number}", 1000)
    assert len(pace._spent) <= 52
