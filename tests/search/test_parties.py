"""Customers and people by what somebody knows of them, the likeliest first."""

import pytest

from crm.customers import actions
from crm.customers.actions import Place
from crm.search.queries import customers_like, search, suggest
from tests import factories


def names(query: str, **options) -> list[str]:
    return [party.name for party in suggest(query, **options)]


NAMES = ["kwek", "van den berg", "berg", "zonen kwekerij", "tuinbouw"]
PLACES = ["Naaldwijkseweg", "gravenz", "2691 ab", "2691ab"]
NUMBERS = ["10482", "27300512", "0174 51 23 45", "2345", "+31174512345", "info@berg.example", "berg.exam"]


@pytest.mark.parametrize("query", [*NAMES, *PLACES, *NUMBERS])
def test_a_customer_is_found_by(app, query):
    factories.customer(
        "Kwekerij Van den Berg & Zonen",
        number="10482",
        phones=["0174-512345"],
        emails=["info@berg.example"],
        tags=["tuinbouw"],
        kvk_number="27300512",
    )
    factories.customer(
        "Jachthaven De Punt", city="Alblasserdam", addresses=[Place("Kade 1", "2951 AA", "Alblasserdam")]
    )

    assert names(query) == ["Kwekerij Van den Berg & Zonen"]


@pytest.mark.parametrize(
    "query", ["ingrid", "hof", "’t hof", "ingrid van", "inkoop", "ingrid punt", "06-12345678", "5678"]
)
def test_a_person_is_found_by(app, query):
    at = factories.customer("Jachthaven De Punt")
    factories.person(at, "Ingrid van ’t Hof", role="inkoop", phones=["06 12 34 56 78"])

    assert "Ingrid van ’t Hof" in names(query)


def test_who_is_called_so_comes_before_who_is_called_something_like_it(app):
    factories.customer("Bouwbedrijf Pomp")
    factories.customer("Pompenservice De Waard")
    factories.customer("Installatiebureau Water", note="Heeft een pomp van ons")
    factories.customer("Pomp")

    assert names("pomp") == ["Pomp", "Pompenservice De Waard", "Bouwbedrijf Pomp", "Installatiebureau Water"]


def test_the_right_one_is_among_thousands(app):
    """More customers begin with these letters than are looked at."""
    for n in range(205):
        factories.customer(f"Jansen Bouw {n}")
    factories.customer("Zeilmakerij Jansen")
    factories.customer("Jansen")

    assert names("jansen")[0] == "Jansen"


def test_own_customers_come_first_among_equals(app, alice, bob):
    factories.customer("Garage Aalsmeer", owner=bob)
    factories.customer("Garage Zutphen", owner=alice)

    assert names("garage", user=alice) == ["Garage Zutphen", "Garage Aalsmeer"]
    assert names("garage", user=bob) == ["Garage Aalsmeer", "Garage Zutphen"]


def test_who_was_viewed_lately_comes_first_among_equals(app, bob):
    factories.customer("Garage Aalsmeer")
    zutphen = factories.customer("Garage Zutphen")
    actions.mark_viewed(zutphen.id, by=bob)

    assert names("garage", user=bob) == ["Garage Zutphen", "Garage Aalsmeer"]


def test_archived_ones_come_only_where_there_is_nothing_else(app, alice):
    old = factories.customer("Garage Zutphen")
    factories.customer("Garage Aalsmeer")
    actions.archive(old.id, by=alice)

    assert names("garage") == ["Garage Aalsmeer"]
    [found] = suggest("zutphen")
    assert found.archived


def test_the_number_that_was_searched_for_is_the_one_shown(app):
    at = factories.customer("Jachthaven De Punt")
    factories.person(at, "Frits Zeldenrust", phones=["078-6912345", "06-12345678"])

    [found] = suggest("5678")

    assert found.phone.value == "06-12345678"
    assert found.brief_path == f"/customers/{at.id}/brief?person={found.id}"


def test_only_the_typed_part_of_a_name_is_marked(app):
    factories.customer("Pompenservice De Waard")

    assert suggest("pomp")[0].name_html == "<mark>Pomp</mark>enservice De Waard"


def test_a_name_is_escaped(app):
    factories.customer("Bakker <b>& Zn")

    assert suggest("bakker")[0].name_html == "<mark>Bakker</mark> &lt;b&gt;&amp; Zn"


def test_one_letter_suggests_nothing(app):
    factories.customer("Bakker")

    assert names("b") == []
    assert names("ba") == ["Bakker"]


def test_a_question_that_only_leaves_out_names_nobody(app):
    factories.customer("Bakker")

    assert search("-pomp").parties == []


def test_a_number_is_found_from_its_front_too(app):
    berg = factories.customer("Kwekerij Van den Berg", phones=["06 12 34 56 78"])
    factories.person(berg, "Kees van den Berg", phones=["+31 78 123 45 60"])
    factories.customer("Duitse Klant", phones=["+49 30 1234567"])

    for typed in ("0612", "061234", "06-12 34", "+316123", "003161234"):
        assert names(typed) == ["Kwekerij Van den Berg"], typed
    assert names("078123") == ["Kees van den Berg"]
    assert names("+4930") == ["Duitse Klant"]
    assert names("0699") == []


def test_a_customer_to_choose_is_found_by_any_word_of_its_name_but_not_in_the_archive(app, alice):
    factories.customer("Glastuinbouwcombinatie De Westpolder")
    gone = factories.customer("Viskraam Mol")
    actions.archive(gone.id, by=alice)

    assert [one.name for one in customers_like("westpolder")] == ["Glastuinbouwcombinatie De Westpolder"]
    assert customers_like("viskraam") == customers_like("%") == []
