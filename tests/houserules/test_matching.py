"""Which rules a text is about."""

import pytest

from crm.houserules import actions, matching
from crm.search.occurring import LONGEST, occurs_in
from tests import factories


@pytest.mark.parametrize(
    ("text", "words", "there"),
    [
        ("Hij vraagt om kortingen.", "korting", True),
        ("Bestaat die kortingsregeling nog?", "korting", True),
        ("Kort en krachtig.", "korting", False),
        ("De PRIJZEN stijgen weer.", "prijs", True),
        ("24 uurs storingen", "24-uurs storing", True),
        ("een 24uurs contract", "24-uurs", True),
        ("storing, en dat al 24 uur", "24-uurs storing", False),
        ("Om 8 uur bellen.", "8%", False),
        ("Hij wil 8 % korting", "8%", True),
        ("18% eraf", "8%", False),
        ("Een onderhoudscontract", "storingscontract", False),
        ("Een crème lak", "creme", True),
        ("", "korting", False),
        ("Korting", "…", False),
    ],
)
def test_a_word_occurs_in_any_of_its_forms(text, words, there):
    assert occurs_in(text)(words) is there


def test_of_a_long_text_its_end_is_looked_at():
    assert occurs_in("x " * LONGEST + "korting")("korting")
    assert not occurs_in("korting " + "x " * LONGEST)("korting")


def test_at_most_two_those_of_which_most_words_occur_first(app, eva):
    for title, words in (("Een.", "pomp"), ("Twee.", "pomp, lek"), ("Drie.", "pomp, lek, kas"), ("Nul.", "")):
        factories.houserule(by=eva, title=title, words=words)
    found = matching.on("De pomp in kas 3 lekt.")
    assert [rule.title for rule in found] == ["Drie.", "Twee."]


def test_a_removed_rule_is_about_nothing_and_an_empty_text_asks_nothing(app, eva, query_count):
    actions.delete(factories.houserule(by=eva).id, by=eva)
    assert matching.on("Hij wil korting.") == []
    with query_count() as count:
        assert matching.on(" \n ") == [] and count() == 0
