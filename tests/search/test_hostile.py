"""Whatever is typed or pasted: an answer, never an error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.search import language, postings, tokens
from crm.search.highlight import Marks, snippet
from crm.search.queries import search, suggest
from tests import factories

in_one_file = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def file(app, alice):
    factories.interaction(factories.customer(phones=["06-12345678"]), by=alice, body="Pomp lekt, offerte OR/23-4471")


@in_one_file
@given(st.text(max_size=200), st.text(max_size=60))
def test_a_snippet_is_always_escaped(text, typed):
    shown = snippet(f"<script>alert(1)</script> {text}", Marks.of(language.read(f"{typed} alert").tree))

    assert shown is None or "<" not in str(shown).replace("<mark>", "").replace("</mark>", "")


def test_a_long_question_is_cut_openly(app):
    assert search("pomp " * 100).notices == [language.CUT_SHORT]


def test_brackets_that_are_too_deep_are_left_out_openly(file):
    results = search("((((((((pomp))))))))")

    assert results.notices == [language.NO_BRACKETS]
    assert len(results.interactions) == 1


def test_a_position_carries_any_moment_and_keeps_the_id():
    assert postings.interaction_id(postings.position(-5_000_000_000, 7)) == 7
    assert postings.position(1_000, 9) < postings.position(1_001, 1)


def test_a_customer_named_by_nothing_but_signs_does_no_harm(app):
    assert tokens.whole_name("!!!") == tokens.NAME
    assert suggest("!!!") == []
