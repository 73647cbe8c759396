"""How hits divide, and filters that are put on and taken off."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crm import clock
from crm.agreements.models import Agreement
from crm.followups.models import FollowUp
from crm.interactions import timeline
from crm.interactions.models import Interaction
from crm.refusals.models import Refusal
from crm.search.queries import Reader, search
from tests import factories, registers


@pytest.fixture
def file(app, alice, bob):
    """Six contacts about pumps at two customers."""
    berg = factories.customer("Kwekerij Van den Berg")
    waard = factories.customer("De Waard Pompen")
    for number in range(4):
        factories.interaction(berg, by=alice, body=f"Pomp {number}", channel="phone")
    factories.interaction(berg, by=bob, body="Pomp", channel="visit")
    noon = datetime(2024, 5, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
    factories.interaction(waard, by=bob, body="Pomp", channel="phone", occurred_at=noon)
    return berg


def facets(q: str, **options) -> dict[str, list[tuple[str, int, str, bool]]]:
    return {
        facet.field: [(str(value.label), value.count, value.q, value.on) for value in facet.values]
        for facet in search(q, reader=Reader(**options)).facets
    }


def test_hits_divide_by_channel_department_colleague_customer_and_year(file, alice):
    found = facets("pomp")

    assert found["channel"] == [("Phone", 5, "pomp kanaal:telefoon", False), ("Visit", 1, "pomp kanaal:bezoek", False)]
    assert found["dept"][0] == ("Verkoop", 4, "pomp afdeling:Verkoop", False)
    assert found["by"][0] == ("Alice van den Bosch", 4, 'pomp van:"Alice van den Bosch"', False)
    assert found["customer"][0] == ("Kwekerij Van den Berg", 5, f"pomp klant:{file.number}", False)
    assert [count for _label, count, _q, _on in found["on"]] == [5, 1]
    assert found["on"][1] == ("2024", 1, "pomp op:2024", False)


def test_every_filter_leads_to_as_many_hits_as_it_says(file):
    for values in facets("pomp").values():
        for label, count, q, _on in values:
            assert search(q).count == count, label


def test_a_filter_that_is_on_is_taken_off_again(file):
    found = facets("pomp kanaal:telefoon")

    assert found["channel"] == [("Phone", 5, "pomp", True)]


def test_filters_are_written_in_the_readers_language(file):
    assert facets("pomp", locale="en")["channel"][0][2] == "pomp channel:phone"


def test_kinds_are_counted_too(file, alice):
    hit = factories.interaction(file, by=alice, body="Pomp besteld")
    factories.followup(file, by=alice, interaction_id=hit.id)

    assert facets("pomp")["kind"] == [("Follow-up", 1, "pomp soort:opvolging", False)]


def test_every_kind_has_as_many_hits_as_its_filter_leads_to(file, alice, monkeypatch):
    full, later = (factories.interaction(file, by=alice, body="Pomp besteld") for _each in range(2))
    registers.fill(full, by=alice)
    Agreement.update(settled_in=later).execute()  # in its contact an agreement is made, not where it is settled
    taken_back = factories.refusal(later, by=alice)
    Refusal.update(deleted_at=clock.now()).where(Refusal.id == taken_back.id).execute()
    FollowUp.update(result=later).execute()
    monkeypatch.setattr("crm.search.facets.SHOWN", 99)
    counted = {label: count for label, count, _q, _on in facets("pomp")["kind"]}
    there = {str(word): Interaction.select().where(so).count() for word, so in timeline.KINDS.values()}
    assert counted == {word: count for word, count in there.items() if count} and len(counted) == len(timeline.HELD_IN)
    assert counted["Agreement"] == counted["Said no"] == 1 and counted["Follow-up"] == 2


def test_a_facet_that_divides_nothing_is_not_shown_unless_it_is_on(file):
    assert "dept" not in facets("pomp van:alice")
    assert facets("pomp kanaal:bezoek")["channel"] == [("Visit", 1, "pomp", True)]


def test_no_count_goes_over_a_thousand_hits(app, alice, monkeypatch):
    monkeypatch.setattr("crm.search.facets.OVER", 5)
    berg = factories.customer()
    for number in range(7):
        factories.interaction(berg, by=alice, body=f"Pomp {number}")

    results = search("pomp")

    assert (results.count, results.more) == (5, True)


def test_more_hits_cost_no_more_queries(file, alice, query_count):
    search("pomp")
    with query_count() as count:
        search("pomp")
        few = count()
    for number in range(12):
        factories.interaction(file, by=alice, body=f"Pomp {number}")
    with query_count() as count:
        search("pomp")
        assert count() == few
