"""Whatever is typed or pasted: an answer, never an error."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crm.search import analysis, language, postings, tokens
from crm.search.highlight import Marks, snippet
from crm.search.queries import interaction_ids, search, suggest
from tests import factories

OPERATORS = ["(", ")", '"', "“", "*", "-", " ", "NOT ", " OF ", " OR ", " AND ", "EN", "NIET ", ":", "^", "+", "/", "%"]
WORDS = ["pomp", "é", "_all", "{main} : ", "NEAR(", "06-12345678", "4471", "';--", "\0", "\n", "OR/23-4471", "lever*"]
PIECES = st.sampled_from(OPERATORS) | st.sampled_from(WORDS)
TYPED = st.text(max_size=300) | st.lists(PIECES, max_size=80).map("".join)
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
in_one_file = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def file(app, alice):
    factories.interaction(factories.customer(phones=["06-12345678"]), by=alice, body="Pomp lekt, offerte OR/23-4471")


@in_one_file
@given(TYPED)
@example("(" * 5000)
@example("NOT " * 500)
@example("a OR (b NOT " * 400)
@example('"' * 999)
@example("pomp " * 1000)
@example(" OF ".join(["(a -(b c) OF d)"] * 100))
@example("((((((((((pomp))))))))))")
@example("\ud800 pomp")
def test_any_question_has_an_answer(file, typed):
    search(typed)
    search(typed, customer=1, cursor=typed)
    suggest(typed)
    interaction_ids(typed, before=(0, 1))


@in_one_file
@given(st.text(max_size=400))
@example("\ud800")
@example("00000000")
@example("’t Hof’s café_nr½ ﬁn №7 x\u0301y 𝔘𝔫")
def test_any_text_is_found_by_any_of_its_own_words(file, text):
    main, extra = analysis.columns(text)
    postings.put_interactions([postings.InteractionRow(99, postings.position(0, 99), main, extra, postings.ALL)])

    for word in WORD.findall(re.sub(r"(?<=\w)['’]s\b", "", text, flags=re.IGNORECASE))[:20]:
        if analysis.folded(word) and word not in ("OR", "OF", "AND", "EN", "NOT", "NIET"):
            assert 99 in interaction_ids(word, limit=1000), word


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
