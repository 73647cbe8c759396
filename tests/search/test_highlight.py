"""What was searched for is marked, also in another form."""

import pytest

from crm.search.highlight import Marks, marked, snippet
from crm.search.language import read

LONG = "Lang verhaal over iets anders. " * 20


def shown(text: str, query: str) -> str | None:
    return snippet(text, Marks.of(read(query).tree))


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Beide rekeningen betaald", "rekening", "Beide <mark>rekeningen</mark> betaald"),
        ("Henk heeft hem opgehaald", "ophalen", "Henk heeft hem <mark>opgehaald</mark>"),
        ("De crème is op", "creme", "De <mark>crème</mark> is op"),
        ("Bel 06-1234 5678 terug", "5678", "Bel <mark>06-1234 5678</mark> terug"),
        ("Order OR/23-4471 komt", "or234471", "Order <mark>OR/23-4471</mark> komt"),
        ("De leverancier levert", "lever*", "De <mark>leverancier</mark> <mark>levert</mark>"),
        ("kas 3 en 3 pompen", '"kas 3"', "<mark>kas</mark> <mark>3</mark> en 3 pompen"),
        ("Pomp en klep", "pomp -klep", "<mark>Pomp</mark> en klep"),
        ("Druk < 3 bar & pomp", "pomp", "Druk &lt; 3 bar &amp; <mark>pomp</mark>"),
    ],
)
def test_it_marks(text, query, found):
    assert shown(text, query) == found


def test_a_passage_from_the_middle_says_that_there_is_more():
    found = shown(f"{LONG} De hydrofoor maakt lucht. {LONG}", "hydrofoor")

    assert "<mark>hydrofoor</mark>" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) < 250


def test_where_nothing_of_it_stands_there_is_no_passage():
    assert shown("Pomp lekt", "ventiel") is None


def test_a_title_is_shown_whole():
    assert marked("Geen woord ervan", Marks.of(read("pomp").tree)) == "Geen woord ervan"
