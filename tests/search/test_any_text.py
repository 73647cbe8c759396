"""Whatever is written can be found by any of its own words; whatever is asked has an answer."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
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
@given(text=TEXTS)
def test_any_text_is_found_by_any_of_its_own_words(note, text):
    write(note, text)

    for word in set(analysis.CHUNK.findall(text.replace("\0", ""))):
        if len(word) <= 100 and word.upper() not in {"OR", "OF", "NOT", "NIET", "AND", "EN"}:
            assert note.id in interaction_ids(f'"{word}"'), word


@settings(max_examples=300, suppress_health_check=SAME_FILE)
@given(q=QUESTIONS, sort=st.sampled_from([NEWEST, BEST]), unfinished=st.booleans())
def test_any_question_has_an_answer(note, alice, q, sort, unfinished):
    read(q, unfinished)
    search(q, reader=Reader(alice), sort=sort)
    search(q, reader=Reader(alice), cursor="1", customer=1)
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


@pytest.mark.parametrize(
    "q", ["(" * 5000, '"' * 999, "a " * 5000, "*" * 5000, "-" * 5000, "klant:" * 900, "(a OF " * 40]
)
def test_huge_questions_are_answered_in_time(note, q):
    search(q)


def test_a_very_long_text_is_kept_and_found_by_its_first_words(note):
    letters = string.ascii_lowercase
    words = [f"{a}{b}{c}zeldzaam" for a in letters for b in letters for c in letters]
    write(note, " ".join(words))

    assert interaction_ids("aaazeldzaam") == [note.id]
    assert database.execute_sql("SELECT count(*) FROM search_position").fetchone() == (1,)
