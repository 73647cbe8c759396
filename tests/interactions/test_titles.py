"""What a contact is called where it has no subject: its first sentence."""

import pytest

from crm.interactions.queries import TITLE, title_of


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("Dhr. Jansen belt over de pomp. Hij wil hem morgen.", "Dhr. Jansen belt over de pomp"),
        ("Mevr. de Wit (tel. 06) gemaild. Wacht af.", "Mevr. de Wit (tel. 06) gemaild"),
        ("J. de Boer vraagt nr. 5 i.v.m. de storing. Spoed.", "J. de Boer vraagt nr. 5 i.v.m. de storing"),
        ("Pomp lekt. Dhr. Jansen komt langs.", "Pomp lekt"),
        ("Pomp lekt.\nMorgen bellen.", "Pomp lekt"),
        ("Gesproken met dhr.", "Gesproken met dhr"),
        ("", ""),
    ],
)
def test_an_abbreviation_does_not_end_it(body, title):
    assert title_of("", body) == title


def test_a_subject_goes_before_and_a_long_sentence_is_cut_between_words():
    assert title_of("Storing", "Dhr. Jansen belt.") == "Storing"
    cut = title_of("", "Dhr. " + "pomp " * 40)
    assert len(cut) <= TITLE + 2 and cut.endswith("pomp …")
