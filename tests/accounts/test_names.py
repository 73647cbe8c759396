"""Names of colleagues are read and sorted the Dutch way."""

import pytest

from crm.accounts import names


@pytest.mark.parametrize(
    ("name", "sorts_as"),
    [
        ("Kees van den Berg", "berg kees van den"),
        ("Ingrid van ’t Hof", "hof ingrid van t"),
        ("Sanne Bakker", "bakker sanne"),
        ("Zoë Çelik", "celik zoe"),
        ("Marie-Claire de Boer-Smit", "boer-smit marie-claire de"),
        ("Madonna", "madonna"),
        ("De Vries", "vries de"),
        ("", ""),
    ],
)
def test_a_name_sorts_under_the_surname(name, sorts_as):
    assert names.sort_name(name) == sorts_as


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
    assert names.from_address(email) == name
