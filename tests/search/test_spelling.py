"""A slip of the finger finds what was meant, and that is said."""

import pytest

from crm.search import vocabulary
from crm.search.queries import search
from crm.search.spelling import Correction
from crm.search.suggestions import for_typed
from tests import factories


@pytest.fixture
def notes(app, alice):
    """``notes(text, …)``: contacts with these texts; their ids."""
    at = factories.customer("Zuivelhoeve Oudewater")

    def write(*texts: str) -> list[int]:
        return [factories.interaction(at, by=alice, body=text).id for text in texts]

    return write


def ids(q: str, **options) -> list[int]:
    return [hit.id for hit in search(q, **options).interactions]


@pytest.mark.parametrize(
    ("typed", "used"),
    [("rekenning", "rekening"), ("ventilattor", "ventilator"), ("leverign", "levering"), ("entilator", "ventilator")],
)
def test_a_mistyped_word_finds_what_was_meant_and_says_so(notes, typed, used):
    wanted = notes("De rekening van de ventilator en de levering")

    results = search(typed)

    assert [hit.id for hit in results.interactions] == wanted
    assert results.corrections == [Correction(typed, used, also=False)]
    assert "<mark>" in (results.interactions[0].title_html + (results.interactions[0].snippet or ""))


def test_exactly_as_typed_finds_nothing_else(notes):
    notes("De rekening")

    results = search("rekenning", exact=True)

    assert results.empty
    assert results.corrections == []


def test_a_word_that_finds_little_is_searched_beside_what_was_meant(notes):
    notes(*["De rekening is betaald"] * 60)
    [slip] = notes("Zijn rekenning klopt niet")

    results = search("rekenning")

    assert results.corrections == [Correction("rekenning", "rekening", also=True)]
    assert results.interactions[0].id == slip
    assert results.count == 61


def test_a_word_that_was_meant_is_left_alone(notes):
    notes(*["De rekening is betaald"] * 30, *["Nieuwe tekening gestuurd"] * 3)

    assert search("tekening").corrections == []
    assert search("tekening").count == 3


def test_a_name_is_not_corrected_into_another(app, alice):
    jansen = factories.customer("Janssen Machines")
    factories.interaction(factories.customer("Jansen Bouw"), by=alice, body="Jansen belt terug")

    results = search("janssen")

    assert results.parties[0].id == jansen.id
    assert results.corrections == []


def test_names_are_known_words_too(app, alice):
    factories.customer("Hoogendoorn Techniek")

    results = search("hogendoorn")

    assert [party.name for party in results.parties] == ["Hoogendoorn Techniek"]
    assert results.corrections == [Correction("hogendoorn", "hoogendoorn", also=False)]


def test_only_the_mistyped_word_changes(notes):
    [wanted, _other] = notes("De ventilator in kas 3 lekt", "De ventilator in kas 4")

    assert ids('ventilattor "kas 3" -offerte') == [wanted]
    assert search('ventilattor "kas 3"').corrections == [Correction("ventilattor", "ventilator", also=False)]


def test_the_next_page_of_a_corrected_question_goes_on_with_it(notes):
    wanted = notes(*["Rekening gestuurd"] * 5)

    first = search("rekenning", limit=2)
    second = search("rekenning", limit=2, cursor=first.next_cursor)

    assert [hit.id for hit in [*first.interactions, *second.interactions]] == wanted[:0:-1]


@pytest.mark.parametrize("typed", ["xqzv", "4471x", "ab", "q" * 60, "'; DROP TABLE"])
def test_what_is_like_nothing_stays_what_it_is(notes, typed):
    notes("De rekening")

    assert search(typed).corrections == []


def test_what_was_meant_is_told_to_who_is_still_typing(app, alice):
    factories.customer("Hoogendoorn Techniek")

    found, meant = for_typed("hogendoorn", user=alice)
    assert ([one.name for one in found], meant) == (["Hoogendoorn Techniek"], "hoogendoorn")
    assert for_typed("hoogendoorn", user=alice)[1] == ""


def test_words_are_counted_once_per_contact_and_not_again_when_it_changes(notes, alice):
    from crm.interactions import actions

    [id] = notes("Pomp, pomp en nog eens pomp", "Pomp")[:1]
    actions.comment(id, "Pomp besteld", by=alice)

    assert vocabulary.documents(["pomp", "besteld"]) == {"pomp": 2}


def test_half_a_word_is_no_slip(app, alice):
    rooij = factories.customer("Bouwbedrijf De Rooij")
    factories.interaction(rooij, by=alice, body="Roos bloeit, de Westpolder belde")

    results = search("rooi")
    assert [party.name for party in results.parties] == ["Bouwbedrijf De Rooij"]
    assert results.corrections == [Correction("rooi", "rooi*", also=False)]
    assert len(search("westpold").interactions) == 1


def test_of_two_likely_words_the_one_that_makes_sense_is_taken(app, alice):
    factories.person(factories.customer("Kwekerij Van den Berg"), "Kees van den Berg")
    for _ in range(5):
        factories.interaction(factories.customer("Bertus Bert"), by=alice, body="Bert belt")

    assert "Kees van den Berg" in [party.name for party in search("Kees van den Berk").parties]
