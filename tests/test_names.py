"""Names are sorted and shortened as the Dutch do."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.names import JOINERS, fold, from_address, initials, organisation_sort_name, person_sort_name, seen

PEOPLE = {
    "Annelies van den Berg": "berg annelies van den",
    "de Vries": "vries de",
    "’t Hof": "hof 't",
    "Ingrid van ’t Hof": "hof ingrid van 't",
    "Ingrid van 't Hof-de Boer": "hof-de boer ingrid van 't",
    "Jan Jansen-de Vries": "jansen-de vries jan",
    "Jan Jansen - de Vries": "jansen-de vries jan",
    "J.P. de Boer": "boer j.p. de",
    "dhr. J. de Boer": "boer j. de",
    "De heer J. de Boer": "boer j. de",
    "Dhr. en mevr. Jansen": "jansen",
    "Prof.dr. Willemijn Bakker": "bakker willemijn",
    "Ing. Kees Smit": "smit kees",
    "Anja Bakker, MSc": "bakker anja",
    "Berg, Annelies van den": "berg annelies van den",
    "Piet in ’t Veld": "veld piet in 't",
    "Henk van ’s-Gravesande": "gravesande henk van 's-",
    "Jeanne d’Ancona": "ancona jeanne d'",
    "Maria de la Cruz Garcia": "cruz garcia maria de la",
    "Jan Willem Bakker": "bakker jan willem",
    "Özlem Şahin": "sahin ozlem",
    "Øyvind Løvås": "lovas oyvind",
    "Al Smit": "smit al",
    "Kees": "kees",
    "Jan de": "de jan",
    "": "",
}
ORGANISATIONS = {
    "De Waard Pompen": "waard pompen de",
    "Van der Valk Hotel": "valk hotel van der",
    "’t Hoekje": "hoekje 't",
    "In de Bonte Koe": "bonte koe in de",
    "Op Maat Techniek": "op maat techniek",
    "La Place": "la place",
    "Stichting De Brug": "stichting de brug",
    "“De Hoop” B.V.": "hoop b.v. de",
    "Het": "het",
    "3M": "3m",
    "Familie De Vries": "vries de",
    "Fam. de Vries": "vries de",
    "Fam. J. van den Berg": "berg j. van den",
    "Familie Jansen-de Vries": "jansen-de vries",
    "Familie": "familie",
    "": "",
}


@pytest.mark.parametrize(("name", "key"), PEOPLE.items())
def test_people_stand_under_their_surname_without_its_particle(name: str, key: str) -> None:
    assert person_sort_name(name) == key


@pytest.mark.parametrize(("name", "key"), ORGANISATIONS.items())
def test_organisations_and_families_stand_under_their_first_real_word(name: str, key: str) -> None:
    assert organisation_sort_name(name) == key


def test_the_de_vrieses_stand_between_vos_and_vroom() -> None:
    people = ["Jan Vroom", "Truus de Vries", "Cor Vos", "A. de Vries"]
    assert sorted(people, key=person_sort_name) == ["Cor Vos", "A. de Vries", "Truus de Vries", "Jan Vroom"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ingrid van ’t Hof", "IH"),
        ("Kees", "K"),
        ("dhr. J. de Boer", "JB"),
        ("Jan Jansen-de Vries", "JJ"),
        ("Özlem Şahin", "ÖŞ"),
        ("Henk van ’s-Gravesande", "HG"),
        ("", ""),
    ],
)
def test_initials_leave_out_the_particle(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_folding_makes_spellings_alike() -> None:
    assert fold("  Café  ’t\tHÓÉKJE ") == fold("cafe 't hoekje") == fold("CAFÉ `t hoekje")


@given(st.text(max_size=60))
def test_any_text_is_a_name(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert len(person_sort_name(name)) <= 120
    assert len(organisation_sort_name(name)) <= 200
    initials(name)


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("p.de-vries@rijnsbergen.example", "P. de Vries"),
        ("kees.van.den.berg@rijnsbergen.example", "Kees van den Berg"),
        ("jan_jansen2@rijnsbergen.example", "Jan Jansen"),
        ("sanne+crm@rijnsbergen.example", "Sanne"),
        ("verkoop@rijnsbergen.example", "Verkoop"),
        ("123@rijnsbergen.example", "123@rijnsbergen.example"),
    ],
)
def test_an_address_suggests_a_name(email, name):
    assert from_address(email) == name


@pytest.mark.parametrize("sign", "\x00\x1b\x7f\x9f\u00ad\u061c\u200b\u200e\u202e\u2066\ufeff\ud800\U000e0041")
def test_what_nobody_sees_or_turns_the_rest_round_is_taken_out(sign):
    assert seen(f"Kees{sign} & Zn") == "Kees & Zn"


def test_what_is_seen_stays_and_what_joins_it_where_that_is_wanted():
    plumber = "Müller’s 👩\u200d🔧 می\u200cخواهم\n"
    assert seen(plumber, JOINERS + "\n") == plumber
    assert seen(plumber) == "Müller’s 👩🔧 میخواهم"


def test_of_a_pile_of_accents_the_first_few_stay_and_real_names_are_whole():
    assert seen("P" + "\u0336\u0332\u0305\u0333" * 20 + "omp") == "P\u0336\u0336\u0336omp"
    assert seen("om" + "\u0336\u200d" * 9 + "p", JOINERS) == "om\u0336\u200d\u0336\u200d\u0336\u200dp"
    for name in ("Zoë Coenraad-Müller", "Nguyễn Thị Hường", "Đặng Văn Lâm", "Íñigo Şahin", "שָׁלוֹם", "น้ำ"):
        assert seen(unicodedata.normalize("NFD", name)) == unicodedata.normalize("NFC", name)
