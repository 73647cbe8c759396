"""A person for an address book."""

import pytest
import vobject

from crm.customers import actions
from crm.customers.actions import PersonValues, Place, Reach
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def card(login, alice):
    """``card(name, …)``: the card of a new person, as text and read back."""

    def made(name="Annelies van den Berg", customer="De Waard Pompen B.V.", points=(), **values):
        at = factories.customer(customer, addresses=[Place("Dijkweg 3; achter", "2691 AB", "’s-Gravenzande", "NL")])
        person = actions.add_person(at.id, PersonValues(name, points=list(points), **values), by=alice)
        answer = login(alice).get(f"/customers/people/{person.id}/vcard")
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
        text = answer.get_data().decode()
        return text, vobject.readOne(text), answer.headers["Content-Disposition"]

    return made


def test_everything_an_address_book_has_a_place_for(card):
    text, read, disposition = card(
        role="inkoper",
        note="Belt liefst voor tienen.\nHeeft een hond.",
        points=[
            Reach("phone", "06-12345678", "mobile"),
            Reach("phone", "0174 62 41 88"),
            Reach("phone", "0174 62 41 89", "private"),
            Reach("phone", "14 0174"),
            Reach("email", "annelies@waard.example", "work"),
        ],
    )
    assert text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n") and text.endswith("END:VCARD\r\n")
    assert disposition == 'attachment; filename="annelies-van-den-berg.vcf"'
    assert (read.n.value.family, read.n.value.given, read.fn.value) == (
        *("van den Berg", "Annelies"),
        "Annelies van den Berg",
    )
    assert read.org.value == ["De Waard Pompen B.V."]
    assert (read.title.value, read.role.value) == ("inkoper", "inkoper")
    assert read.note.value == "Belt liefst voor tienen.\nHeeft een hond."
    assert [(tel.value, tel.params["TYPE"][0]) for tel in read.tel_list] == [
        ("+31612345678", "CELL"),
        ("+31174624188", "WORK"),
        ("+31174624189", "HOME"),
        ("14 0174", "WORK"),
    ]
    assert read.email.value == "annelies@waard.example"
    place = read.adr.value
    assert (place.street, place.code, place.city) == ("Dijkweg 3; achter", "2691 AB", "’s-Gravenzande")
    assert place.country == "Netherlands"


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Jan Jansen", "Jansen", "Jan"),
        ("Ingrid van ’t Hof", "van 't Hof", "Ingrid"),
        ("dhr. P. de Vries", "de Vries", "P."),
        ("Gabriele d’Ancona", "d'Ancona", "Gabriele"),
        ("Fatma Özdemir", "Özdemir", "Fatma"),
        ("Truus", "Truus", ""),
    ],
)
def test_particles_belong_to_the_family_name(card, name, family, given):
    _text, read, _disposition = card(name)
    assert (read.n.value.family, read.n.value.given, read.fn.value) == (family, given, name)


@pytest.mark.parametrize(
    "hostile",
    [
        "Jan\r\nTEL:+31900123456",
        "Jan\nEND:VCARD\nBEGIN:VCARD",
        "Jan\rNOTE:x",
        "Jan\u2028TEL:1",
        "Jan\x85TEL:1",
        "Jan\0TEL:1",
        "Jan;Piet,Klaas\\nTEL:1",
        "J" * 60 + "é" * 40 + "\\",
    ],
)
def test_no_text_of_ours_can_add_a_line(card, hostile):
    text, read, disposition = card(
        hostile, role=hostile[:90], note=hostile, points=[Reach("email", f"{hostile[:40]}@waard.example")]
    )
    lines = text.replace("\r\n ", "").split("\r\n")
    assert [line.partition(":")[0].partition(";")[0] for line in lines] == [
        *("BEGIN", "VERSION", "ADR", "EMAIL", "FN", "N", "NOTE", "ORG", "ROLE", "TITLE", "END", "")
    ]
    assert "\n" not in text.replace("\r\n", "") and max(len(line.encode()) for line in text.split("\r\n")) <= 76
    assert read.contents.keys() >= {"fn", "n"} and "tel" not in read.contents
    assert "\n" not in disposition and disposition.isascii()


def test_semicolons_commas_and_backslashes_come_back_as_they_were(card):
    _text, read, _disposition = card("Jan; Piet, \\Klaas", customer="Bakker, Smit; Zn \\ Co", note="a;b,c\\n")
    assert read.fn.value == "Jan; Piet, \\Klaas"
    assert read.org.value == ["Bakker, Smit; Zn \\ Co"] and read.note.value == "a;b,c\\n"


def test_the_form_of_a_person_offers_it_and_a_reader_may_not(login, alice, charlie):
    person = factories.person(factories.customer())
    url = f"/customers/people/{person.id}/vcard"
    assert f'href="{url}"' in text_of(login(alice).get(f"/customers/people/{person.id}"))
    assert login(charlie).get(url).status_code == 403
    actions.delete_person(person.id, by=alice)
    assert login(alice).get(url).status_code == 404
