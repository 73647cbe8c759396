"""Two versions of a text, word by word."""

import time

import pytest

from crm import diff


def rest(pieces: list, side: str) -> str:
    """The text of one side, but for what was skipped."""
    return "".join(text for kind, text in pieces if kind in (diff.SAME, side)).rstrip()


def test_only_the_words_that_differ_went_and_came():
    pieces = diff.words("Kees belt voor de derde keer deze week.", "Kees belt voor de vierde keer deze week, zegt hij.")
    assert pieces[:3] == [("same", "Kees belt voor de "), ("gone", "derde "), ("come", "vierde ")]
    assert rest(pieces, diff.GONE) == "Kees belt voor de derde keer deze week."
    assert rest(pieces, diff.COME) == "Kees belt voor de vierde keer deze week, zegt hij."


def test_a_sentence_at_the_end_leaves_the_word_before_it_alone():
    assert diff.words("Kees belde.", "Kees belde.\nHij baalt.") == [("same", "Kees belde.\n"), ("come", "Hij baalt.")]


def test_long_stretches_that_stayed_are_left_out():
    before = " ".join(f"woord{n}" for n in range(400))
    pieces = diff.words(before, before.replace("woord200 ", "anders "))
    assert [kind for kind, _text in pieces] == ["skipped", "same", "gone", "come", "same", "skipped"]
    assert len(pieces[1][1].split()) == diff.AROUND


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 30_000, "a b " * 15_000),
        ("w " * 50_000, "w " * 49_999 + "x"),
        ("lekt " * 99_999, "pomp " * 99_999),
        ("x" * 100_000, "y" * 100_000),
    ],
)
def test_no_text_takes_long_or_fills_the_page(before, after):
    begun = time.monotonic()
    pieces = diff.words(before, after)
    assert time.monotonic() - begun < 1
    assert sum(len(text) for _kind, text in pieces) < 4 * diff.LONGEST
