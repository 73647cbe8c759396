"""Newest first by default; best match first where somebody asks for it."""

from datetime import timedelta

import pytest

from crm.search.queries import BEST, search
from tests import factories


@pytest.fixture
def notes(app, alice):
    """``notes(text, …)``: contacts with these texts, each a day younger than the one before."""
    at = factories.customer("Zuivelhoeve Oudewater")

    def write(*texts: str) -> list[int]:
        made = [(text, timedelta(days=len(texts) - place)) for place, text in enumerate(texts)]
        return [factories.interaction(at, by=alice, body=text, ago=ago).id for text, ago in made]

    return write


def best(q: str, **options) -> list[int]:
    return [hit.id for hit in search(q, sort=BEST, **options).interactions]


def test_newest_first_unless_asked_otherwise(notes):
    old, new = notes("Pomp lekt", "Er is geklaagd. Iets met een hoofdpompje, geloof ik")

    assert [hit.id for hit in search("pomp").interactions] == [new, old]
    assert best("pomp") == [old, new]


def test_a_word_as_typed_goes_before_another_form_of_it(notes):
    exact, _other = notes("Vandaag gesproken. De offerte is akkoord", "Vandaag gesproken. De offertes zijn akkoord")

    assert best("offerte")[0] == exact


def test_words_that_stand_close_together_go_first(notes):
    close, far = notes(
        "Bezoek. De grote pomp lekt weer",
        "Bezoek. De pomp draait. Verder van alles besproken over de kas, de klimaatregeling, de vakantie van Kees en"
        " wat er allemaal nog moet gebeuren voordat de winter begint; het dak lekt",
    )

    assert best("pomp lekt") == [close, far]


def test_a_rare_word_counts_for_more_than_a_common_one(notes):
    rare, *_rest, common = notes(
        "Gesprek. Het gaat over de vlotter van het hoofd", *["De pomp"] * 20, "Gesprek. Het gaat over de pomp"
    )

    found = best("vlotter OF pomp", limit=30)

    assert found[0] == rare
    assert common in found


def test_what_stands_in_the_title_goes_first(notes):
    title, _body = notes("Storing ventilator. Monteur komt morgen", "Monteur komt morgen. Het is de ventilator")

    assert best("ventilator")[0] == title


def test_pages_of_the_best_follow_one_another(notes):
    made = notes(*[f"Pomp {number}" for number in range(7)])

    pages, cursor = [], ""
    while True:
        page = search("pomp", sort=BEST, limit=3, cursor=cursor)
        pages.append([hit.id for hit in page.interactions])
        cursor = page.next_cursor
        if not cursor:
            break

    assert [len(page) for page in pages] == [3, 3, 1]
    assert sorted(id for page in pages for id in page) == made


def test_an_old_exact_match_is_not_lost_behind_hundreds_of_newer_ones(notes):
    exact, *_others = notes("De pomp lekt langs de as", *["De pompen staan droog en het dak lekte"] * 230)

    assert best("pomp lekt", limit=1) == [exact]
