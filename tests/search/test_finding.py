"""What somebody types finds what somebody else wrote down."""

import pytest

from crm.search.queries import interaction_ids
from tests import factories


@pytest.fixture
def finds(app, alice):
    """``finds(text, query)``: whether a contact with this text is found."""
    at = factories.customer("Zuivelhoeve Oudewater", city="Oudewater")

    def found(text: str, query: str) -> bool:
        logged = factories.interaction(at, by=alice, body=text)
        return logged.id in interaction_ids(query)

    return found


INFLECTED = [
    ("De rekeningen zijn verstuurd", "rekening"),
    ("De rekening klopt niet", "rekeningen"),
    ("Henk heeft de pomp opgehaald", "ophalen"),
    ("Morgen ophalen bij de balie", "opgehaald"),
    ("Gisteren geleverd aan kas 3", "leveren"),
    ("Drie ventielen nabesteld", "ventiel"),
    ("Monteur heeft gerepareerd", "repareren"),
    ("Het klepje zit los", "klep"),
    ("Twee quotes gestuurd", "quote"),
    ("Offertes voor het hele jaar", "offerte"),
    ("Hij belde over de factuur", "bellen"),
    ("Teruggebeld en afgesproken", "terugbellen"),
    ("Naïeve vraag over financiën", "naief"),
    ("Invoices were delivered late", "invoice deliver"),
    ("Foto’s van de lekkage ontvangen", "foto"),
    ("Twee auto's bij de poort", "auto"),
]
OTHER_WORDS = [
    ("Op twee dagen gerekend", "rekening"),
    ("De orde is hersteld, OR/23-4471", "order"),
    ("De offerte is nog geldig", "geld"),
    ("De korte slang", "korting"),
    ("Een stelling geplaatst", "stel"),
]
ACCENTS = [
    ("Crème brûlée bij de lunch", "creme brulee"),
    ("Creme voor de kas", "crème"),
    ("Over de financiën gesproken", "FINANCIEN"),
    ("Zie café De Kade", "cafe\u0301"),
    ("Groeten van Jørgen Łukasz", "jorgen lukasz"),
]
CODES = [
    ("Order 2026/0045612 is klaar", "45612"),
    ("Order 2026/0045612 is klaar", "5612"),
    ("Boutje M8x40 nabesteld", "m8"),
    ("BTW NL 8537.46.291.B01", "NL853746291B01"),
    ("BTW NL853746291B01", "NL 8537.46.291.B01"),
    ("Naar NL91 ABNA 0417 1643 00 overgemaakt", "NL91ABNA0417164300"),
    ("Naar NL91ABNA0417164300 overgemaakt", "NL91 ABNA 0417 1643 00"),
    ("Naar NL91ABNA0417164300 overgemaakt", "4300"),
    ("Order OR/23-4471 is onderweg", "OR/23-4471"),
    ("Order OR/23-4471 is onderweg", "or234471"),
    ("Order OR/23-4471 is onderweg", "OR23"),
    ("Order OR/23-4471 is onderweg", "4471"),
    ("Order OR/23-4471 is onderweg", "23-4471"),
    ("Order OR234471 is onderweg", "OR/23-4471"),
    ("Afsluiter DN40 vervangen", "DN 40"),
    ("Afsluiter DN 40 vervangen", "DN40"),
    ("De CP-40 lekt", "CP40"),
    ("De CP40 lekt", "cp-40"),
    ("Ring F-17b past niet", "f17b"),
    ("Btw-nummer NL853746291B01 klopt", "853746291"),
    ("Btw-nummer NL853746291B01 klopt", "NL8537.46.291.B01"),
    ("Afgeleverd op 1017SZ", "1017 SZ"),
    ("Afgeleverd op 1017 SZ", "1017SZ"),
    ("Bedrag was 1.250,50 euro", "1250"),
    ("Stuur naar kees@berg-kwekerij.nl", "kees@berg-kwekerij.nl"),
    ("Stuur naar kees@berg-kwekerij.nl", "berg-kwekerij.nl"),
    ("Stuur naar kees@berg-kwekerij.nl", "kwekerij"),
    ("Graag per e-mail", "email"),
]
PHONES = [
    ("Bel hem op 06-12345678", "06 12 34 56 78"),
    ("Bel hem op 06 1234 5678 na drie uur", "+31612345678"),
    ("Bel hem op +31 (0)6 12345678", "0612345678"),
    ("Bel hem op 0031612345678", "06-1234 5678"),
    ("Kantoor 020 123 45 67, vragen naar Jan", "020-1234567"),
    ("Mobiel 06-12345678", "5678"),
    ("Mobiel 06 12 34 56 78", "345678"),
    ("Twee nummers: 06 12345678 020-1234567", "4567"),
    ("Lekkage, bel 06-12345678", "lekkage 06 12 34 56 78"),
]
OPERATORS = [
    ("Pomp lekt in kas 3", "pomp kas"),
    ("Pomp lekt in kas 3", "pomp OF bestaatniet"),
    ("Pomp lekt in kas 3", "bestaatniet OR pomp"),
    ("Pomp lekt in kas 3", "(bestaatniet OF pomp) kas"),
    ("Pomp lekt in kas 3", "pomp -offerte"),
    ("Pomp lekt in kas 3", "pomp NIET offerte"),
    ("Pomp lekt in kas 3", "-offerte"),
    ("Pomp lekt in kas 3", "NIET (offerte OF factuur)"),
    ("Pomp lekt in kas 3", '"kas 3"'),
    ("Pomp lekt in kas 3", "“lekt in kas”"),
    ("De leverancier wacht", "lever*"),
    ("Order OR/23-4471", "OR/23-4*"),
    ("Storing bij de pomp", "de storing aan de pomp"),
    ("Pomp lekt in kas 3", 'pomp "kas'),
    ("Pomp lekt in kas 3", "pomp) OF ("),
]


@pytest.mark.parametrize(("text", "query"), INFLECTED + ACCENTS + CODES + PHONES + OPERATORS)
def test_it_finds(finds, text, query):
    assert finds(text, query)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Pomp lekt in kas 3", "pomp ventiel"),
        ("Pomp lekt in kas 3", "pomp -kas"),
        ("Pomp lekt in kas 3", "pomp NOT lekt"),
        ("Pomp lekt in kas 3", '"kas pomp"'),
        ("Pomp lekt in kas 3", '"lekken in kas"'),
        ("Een bestelling van vorige week", "stel"),
        ("Order OR/23-4471", "4472"),
        ("Bel hem op 06-12345678", "06-12345679"),
        ("Bel hem op 06-12345678", "1234"),
        ("Afgesproken op 01-02-2024 14:30", "010 220 24 14"),
        ("Pomp lekt in kas 3", "_all"),
        ("Pomp lekt in kas 3", "facet:_all"),
        ("Pomp lekt in kas 3", "_chan_phone"),
    ],
)
def test_it_does_not_find(finds, text, query):
    assert not finds(text, query)


def test_a_contact_is_found_by_its_comments(app, alice):
    from crm.interactions import actions

    logged = factories.interaction(factories.customer(), by=alice, body="Storing gemeld")
    actions.comment(logged.id, "Nieuwe afdichting besteld bij Wolters", by=alice)

    assert interaction_ids("wolters") == [logged.id]


def test_a_contact_is_found_by_customer_and_person(app, alice):
    at = factories.customer("Jachthaven De Punt")
    logged = factories.interaction(
        at, by=alice, body="Steiger C zonder stroom", people=[factories.person(at, "Frits Zeldenrust")]
    )

    assert interaction_ids("stroom jachthaven zeldenrust") == [logged.id]


def test_little_words_alone_are_searched_for(finds):
    assert finds("Op de zaak", "op de")


@pytest.mark.parametrize(("text", "query"), OTHER_WORDS)
def test_another_word_is_not_found(finds, text, query):
    assert not finds(text, query)
