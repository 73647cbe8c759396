"""After whatever people do, what the page reads is what a recount row by row gives; also when it was all counted.

``tests/hardening/test_figures.py`` does the same with many more deeds.
"""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from crm.company import clock as company
from crm.consults import keeping
from crm.db import database
from crm.teamwork import checking
from crm.teamwork.actions import counting
from crm.teamwork.models import StaleDay
from tests.set_by_hand import Clock, time  # noqa: F401 - a fixture of these tests
from tests.teamwork import deeds, naive

NUMBERS = st.integers(0, 59)
HOW = {"suppress_health_check": list(HealthCheck), "phases": [Phase.generate]}  # making it shorter takes minutes


def sequences(rounds: int) -> SearchStrategy:
    """Every deed so many times, in any order, each with numbers of its own."""
    names = list(deeds.DEEDS) * rounds
    numbers = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=len(names), max_size=len(names))
    return st.tuples(st.permutations(names), numbers)


def holds(clock: Clock, sequence: tuple) -> None:
    """That figures are those of a recount after these deeds, live and counted; nothing of it is kept."""
    keeping.live_in(90)
    company.live_in("Europe/Amsterdam")
    with database.atomic() as all_of_it:
        try:
            here = deeds.begun(clock)
            counting.recount()
            for name, numbers in zip(*sequence, strict=True):
                here.do(name, *numbers)
            expected = naive.recount(company.zone())
            assert naive.live(deeds.FIRST, deeds.LAST) == expected
            while counting.count_some():
                pass
            assert not StaleDay.select().exists()
            assert naive.kept() == expected
            assert list(checking.differences()) == []
        finally:
            all_of_it.rollback()


@settings(max_examples=12, **HOW)
@given(sequences(1))
def test_after_any_sequence_of_deeds_the_figures_are_those_of_a_recount(app, time, sequence):  # noqa: F811
    holds(time, sequence)
