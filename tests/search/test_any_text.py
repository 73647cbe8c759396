"""Whatever is written can be found by any of its own words; whatever is asked has an answer."""

import itertools

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crm.db import database, transaction
from crm.interactions.models import Interaction
from crm.search import analysis, index
from crm.search.highlight import Marks, marked
from crm.search.language import FIELDS, read
from crm.search.queries import BEST, NEWEST, Reader, interaction_ids, search, suggest
from crm.search.suggestions import for_typed
from tests import factories

WORDS = st.sampled_from(
    [
        *(
            "pomp",
            "terugslagklep",
            "crème",
            "OR/23-4471",
            "06-12 34 56 78",
            "jan@kas.example",
            "foto's",
            "DN40",
            "ı",
            "ß",
        ),
        *("naïef", "e\u0301e\u0301n", "北京", "كهرباء", "1017 SZ", "'s-Gravenzande", "ﬁets", "²", "K9", "_all"),
    ]
)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=12).map(" ".join)
SIGNS = st.sampled_from(
    [
        "(",
        ")",
        '"',
        "*",
        "-",
        "OR",
        "OF",
        "NIET",
        "NOT",
        "EN",
        ":",
        ",",
        "~",
        "^",
        "[",
        "{",
        "\\",
        "'",
        "%",
        "|",
        "&",
        "!",
    ]
)
FIELD = st.builds("{}:{}".format, st.sampled_from(sorted(FIELDS)), st.one_of(WORDS, st.text(max_size=8)))
QUESTIONS = st.lists(st.one_of(WORDS, SIGNS, FIELD, st.text(max_size=6)), max_size=14).map(" ".join)

SAME_FILE = [HealthCheck.function_scoped_fixture]  # each example writes over the one before


@pytest.fixture
def note(app, alice):
    """A contact whose text is changed by each example."""
    return factories.interaction(factories.customer("Zuivelhoeve Oudewater"), by=alice)


def write(note: Interaction, text: str) -> None:
    with transaction():
        Interaction.update(subject="", body=text).where(Interaction.id == note.id).execute()
        index.interactions([note.id])


@settings(max_examples=250, suppress_health_check=SAME_FILE)
@example(text="’t Hof’s café_nr½ ﬁn №7 x\u0301y 𝔘𝔫")
@given(text=TEXTS)
def test_any_text_is_found_by_any_of_its_own_words(note, text):
    write(note, text)

    for word in set(analysis.CHUNK.findall(text.replace("\0", ""))):
        if len(word) <= 100 and word.upper() not in {"OR", "OF", "NOT", "NIET", "AND", "EN"}:
            assert note.id in interaction_ids(f'"{word}"'), word


@settings(max_examples=300, suppress_health_check=SAME_FILE)
@example(q="NOT " * 500, sort=NEWEST, unfinished=False)
@example(q="a OR (b NOT " * 400, sort=NEWEST, unfinished=True)
@example(q=" OF ".join(["(a -(b c) OF d)"] * 100), sort=BEST, unfinished=False)
@example(q="((((((((((pomp))))))))))", sort=NEWEST, unfinished=False)
@example(q="{main} : NEAR( ';-- \0 “lever*”", sort=NEWEST, unfinished=True)
@given(q=QUESTIONS, sort=st.sampled_from([NEWEST, BEST]), unfinished=st.booleans())
def test_any_question_has_an_answer(note, alice, q, sort, unfinished):
    read(q, unfinished)
    search(q, reader=Reader(alice), sort=sort)
    search(q, reader=Reader(alice), cursor=q, customer=1)
    interaction_ids(q, before=(0, 1))
    suggest(q, user=alice)
    for_typed(q, user=alice)


@pytest.fixture
def client(login, alice, note):
    """Alice's browser."""
    return login(alice)


@settings(max_examples=60, suppress_health_check=SAME_FILE)
@given(q=st.text(max_size=400))
def test_any_string_is_answered_by_the_page(client, q):
    assert client.get("/search", query_string={"q": q}).status_code == 200
    assert client.get("/search/suggest", query_string={"q": q}).status_code == 200


@given(text=TEXTS)
def test_the_quick_way_finds_the_tokens_of_the_analyser(text):
    tokens = [(token.text, token.main) for token in analysis.analyser(text, mode="index")]
    main, extra = analysis.columns(text)

    assert main.split() == [text for text, written in tokens if written]
    assert set(extra.split()) == {text for text, written in tokens if not written}


@given(text=TEXTS, q=QUESTIONS)
def test_marking_keeps_the_text_and_lets_no_markup_through(text, q):
    shown = marked(f"<b>{text}</b>", Marks.of(read(q).tree))

    assert shown.replace("<mark>", "").replace("</mark>", "").unescape() == f"<b>{text}</b>"
    assert "<b>" not in shown


HUGE = ["(" * 5000, '"' * 999, "a " * 5000, "*" * 5000, "-" * 5000, "klant:" * 900, "(a OF " * 40]


@pytest.mark.parametrize("q", HUGE, ids=range(len(HUGE)))
def test_huge_questions_are_cut_openly(note, q):
    results = search(q)

    assert len(read(q).text) <= 400
    assert results.notices or len(q) <= 400


def test_slips_without_end_cost_no_more_than_three(note, query_count):
    search("pomp")
    with query_count() as count:
        search(" ".join(f"ventilatr{letter}q" for letter in "abcdefghijklmnopqrstuvwxyz"))
        assert count() < 60


def test_one_letter_with_an_asterisk_is_that_letter(note):
    write(note, "Kas A lekt, ampullen niet")

    assert interaction_ids("a*") == [note.id]
    assert interaction_ids("n*") == []


LONG = {
    "codes": " ".join(f"{chr(0x4E00 + n % 20000)}{n}" for n in range(16_000)),
    "words": " ".join("".join(letters) + "zeldzaam" for letters in itertools.product("abcdefghijklmnopqr", repeat=3)),
    "numbers": "0 12 " * 20_000,
    "one word": "x" * 90_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_very_long_text_is_kept_and_found_by_its_first_word_and_its_facets(note, text):
    write(note, text)

    assert interaction_ids(f'"{text.split()[0]}" kanaal:telefoon') == [note.id]
    assert database.execute_sql("SELECT count(*) FROM search_position").fetchone() == (1,)
