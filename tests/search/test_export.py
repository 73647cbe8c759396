"""What was found, as a file."""

import csv
import io
from datetime import timedelta

import pytest

from crm.search import queries
from crm.search.views import results as views
from tests import factories
from tests.conftest import text_of


def table(answer) -> list[list[str]]:
    """The rows of a CSV answer, without its head."""
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline=""), delimiter=";"))[1:]


@pytest.fixture
def pumps(alice):
    """Five contacts about a pump, and one about something else."""
    berg, bakker = factories.customer("Van den Berg"), factories.customer("Bakker")
    for number in range(5):
        at = [berg, bakker][number % 2]
        factories.interaction(at, by=alice, body=f"Pomp {number} lekt.", ago=timedelta(days=number))
    factories.interaction(berg, by=alice, body="Offerte gestuurd.")
    return berg


def test_all_contacts_that_match_newest_first_with_their_customer(login, alice, pumps, monkeypatch):
    monkeypatch.setattr(queries, "BATCH", 2)
    rows = table(login(alice).get("/search/export?q=pompen"))
    assert [row[7] for row in rows] == [f"Pomp {number} lekt." for number in range(5)]
    assert [row[-1] for row in rows[:2]] == ["Van den Berg", "Bakker"]
    inside = table(login(alice).get(f"/search/export?q=pompen&customer={pumps.id}"))
    assert [row[7] for row in inside] == ["Pomp 0 lekt.", "Pomp 2 lekt.", "Pomp 4 lekt."]


@pytest.mark.parametrize(("most", "cut"), [(3, True), (4, True), (5, False), (6, False)])
def test_where_there_are_more_the_last_row_says_so(login, alice, pumps, monkeypatch, most, cut):
    monkeypatch.setattr(views, "MOST_EXPORTED", most)
    rows = table(login(alice).get("/search/export?q=pomp"))
    assert len(rows) == min(most + 1, 5) if cut else len(rows) == 5
    assert (len(rows[-1]) == 1) == cut and (str(most) in rows[-1][0]) == cut


@pytest.mark.parametrize("q", ["", "nietbestaand", "-", "((((", '"', "a" * 3000, "OR OR"])
def test_nothing_found_is_an_empty_file(login, alice, pumps, q):
    assert table(login(alice).get("/search/export", query_string={"q": q})) == []


def test_the_page_offers_it_to_who_may(login, alice, charlie, pumps):
    assert 'href="/search/export?q=pomp"' in text_of(login(alice).get("/search?q=pomp"))
    assert "/search/export" not in text_of(login(charlie).get("/search?q=pomp"))
    assert login(charlie).get("/search/export?q=pomp").status_code == 403
