"""Many more deeds than ``tests/teamwork/test_same_as_recount.py``: figures are those of a recount after each lot."""

import os

from hypothesis import given, settings

from tests.set_by_hand import time  # noqa: F401 - a fixture of these tests
from tests.teamwork.test_same_as_recount import HOW, holds, sequences

EXAMPLES = 150 if "CRM_KILL_ROUNDS" in os.environ else 15


@settings(max_examples=EXAMPLES, **HOW)
@given(sequences(2))
def test_after_many_deeds_the_figures_are_those_of_a_recount(app, time, sequence):  # noqa: F811
    holds(time, sequence)
