"""The index says what the database says, within the same transaction."""

from datetime import timedelta

import pytest

from crm import clock, journal
from crm.accounts.models import CONSOLE
from crm.customers import actions as customers
from crm.customers.actions import CustomerValues, PersonValues, Reach
from crm.db import database, transaction
from crm.interactions import actions
from crm.interactions.actions import Values
from crm.interactions.models import Comment, Interaction
from crm.journal import Change
from crm.search import index, postings, upkeep
from crm.search.queries import interaction_ids, search, suggest
from tests import factories

GIVEN_UP = RuntimeError("de stroom viel uit")


@pytest.fixture
def berg(app, alice):
    return factories.customer("Kwekerij Van den Berg", owner=alice)


def sound() -> bool:
    return all(found.sound for found in upkeep.check())


def test_the_very_next_search_finds_a_new_contact(berg, alice):
    logged = factories.interaction(berg, by=alice, body="Hydrofoor maakt lucht")

    assert interaction_ids("hydrofoor") == [logged.id]


def test_nothing_is_left_of_what_was_rolled_back(berg, alice):
    with pytest.raises(RuntimeError), transaction():
        factories.interaction(berg, by=alice, body="Hydrofoor maakt lucht")
        factories.person(berg, "Frits Zeldenrust")
        raise GIVEN_UP

    assert interaction_ids("hydrofoor") == []
    assert suggest("zeldenrust") == []
    assert sound()


def test_a_changed_text_is_found_by_its_new_words_only(berg, alice):
    logged = factories.interaction(berg, by=alice, body="Pomp lekt")

    actions.edit(logged.id, Values(channel="phone", direction="out", body="Ventiel klemt"), by=alice)

    assert interaction_ids("ventiel") == [logged.id]
    assert interaction_ids("pomp") == []
    assert sound()


def test_a_changed_time_moves_the_hit(berg, alice):
    older = factories.interaction(berg, by=alice, body="Pomp lekt", ago=timedelta(days=2))
    newer = factories.interaction(berg, by=alice, body="Pomp vervangen", ago=timedelta(days=1))
    assert interaction_ids("pomp") == [newer.id, older.id]

    values = Values(channel="phone", direction="out", body="Pomp lekt", occurred_at=clock.now())
    actions.edit(older.id, values, by=alice)

    assert interaction_ids("pomp") == [older.id, newer.id]
    assert sound()


def test_newest_come_first_whatever_the_order_of_logging(berg, alice):
    days = [3, 1, 4, 2, 5]
    logged = {ago: factories.interaction(berg, by=alice, body="Pomp", ago=timedelta(days=ago)).id for ago in days}

    assert interaction_ids("pomp") == [logged[ago] for ago in sorted(days)]


def test_older_ones_follow_a_moment_and_id(berg, alice):
    ids = [factories.interaction(berg, by=alice, body="Pomp", occurred_at=clock.now()).id for _ in range(3)]
    middle = Interaction.get_by_id(ids[1])

    assert interaction_ids("pomp", before=(int(middle.occurred_at.timestamp()), middle.id)) == [ids[0]]


def test_within_one_customer(berg, alice):
    here = factories.interaction(berg, by=alice, body="Pomp lekt")
    factories.interaction(factories.customer("Jachthaven De Punt"), by=alice, body="Pomp lekt")

    assert interaction_ids("pomp", customer=berg.id) == [here.id]


def test_a_renamed_customer_is_found_by_the_new_name_and_so_are_its_people(berg, alice):
    factories.person(berg, "Kees Jansen")

    customers.edit(berg.id, CustomerValues(name="Rozenkwekerij Westland"), by=alice)

    assert [party.name for party in suggest("westland")] == ["Rozenkwekerij Westland", "Kees Jansen"]
    assert suggest("berg") == []
    assert sound()


def test_a_new_number_of_a_person_is_found_and_the_old_one_is_not(berg, alice):
    kees = factories.person(berg, "Kees Jansen", phones=["06-12345678"])

    customers.edit_person(kees.id, PersonValues("Kees Jansen", points=[Reach("phone", "06-87654321")]), by=alice)

    assert [party.name for party in suggest("4321")] == ["Kees Jansen"]
    assert suggest("5678") == []


def test_what_is_gone_from_the_database_goes_from_the_index(berg, alice):
    logged = factories.interaction(berg, by=alice, body="Pomp lekt")
    with transaction():
        Interaction.delete().where(Interaction.id == logged.id).execute()
        journal.record_many("interaction.remove", [logged.id], by=CONSOLE)

    assert interaction_ids("pomp") == []
    assert sound()


def test_a_bulk_change_needs_no_query_per_contact(berg, alice, query_count):
    few = [factories.interaction(berg, by=alice, body=f"Levering {n}").id for n in range(5)]
    many = [factories.interaction(berg, by=alice, body=f"Levering {n}").id for n in range(5, 45)]

    def selects(ids: list[int]) -> int:
        with transaction(), query_count() as count:
            index.interaction_rows(ids)
            return count()

    assert selects(few) == selects(many)


def test_check_notices_what_is_missing_misplaced_and_left_over(berg, alice):
    factories.person(berg)
    kept = factories.interaction(berg, by=alice, body="Pomp lekt")
    gone = factories.interaction(berg, by=alice, body="Ventiel klemt")
    assert sound()

    with transaction():
        postings.drop_interactions([gone.id])
        Interaction.update(occurred_at=0).where(Interaction.id == kept.id).execute()
        postings.drop_parties([postings.customer_position(berg.id)])
        postings.put_parties([postings.PartyRow(postings.person_position(999), "spook", "", "_all")])

    found = {one.kind: (one.records, one.missing, one.left_over) for one in upkeep.check()}
    assert found["customers"] == (1, 1, 0)
    assert found["people"] == (1, 0, 1)
    assert found["interactions"] == (2, 2, 0)


def test_check_notices_other_words(berg, alice):
    logged = factories.interaction(berg, by=alice, body="Pomp lekt")
    with transaction():
        Interaction.update(body="Ventiel klemt").where(Interaction.id == logged.id).execute()

    assert [one.unlike for one in upkeep.check()] == [0, 0, 1]


def test_rebuild_makes_it_right_and_says_how_far_it_is(berg, alice):
    factories.person(berg)
    for n in range(3):
        factories.interaction(berg, by=alice, body=f"Pomp {n} lekt")
    with transaction():
        database.execute_sql("DELETE FROM search_interaction")
        database.execute_sql("DELETE FROM search_party")
        database.execute_sql("DELETE FROM search_position WHERE interaction = 1")
        postings.put_parties([postings.PartyRow(postings.person_position(999), "spook", "", "_all")])
    steps = []

    upkeep.rebuild(lambda *step: steps.append(step))

    assert sound()
    assert len(interaction_ids("pomp")) == 3
    assert steps == [("customers", 1, 1), ("people", 1, 1), ("interactions", 3, 3)]


def test_a_comment_written_with_the_contact_is_one_of_its_words(berg, alice):
    logged = factories.interaction(berg, by=alice, body="Storing")
    added = Comment.create(interaction=logged, author=alice, body="Afdichting besteld", created_at=clock.now())
    with transaction():
        index.on_change(Change(kind="comment"), [added.id])

    assert interaction_ids("storing afdichting") == [logged.id]


def test_contacts_in_the_bin_never_hide_those_that_are_not(app, alice, diana, monkeypatch):
    monkeypatch.setattr("crm.search.queries.MOST_BINNED", 0)  # as if there were more than are left out at once
    stays, goes = factories.customer("Kwekerij De Blijver"), factories.customer("Kwekerij De Ganger")
    old = factories.interaction(stays, by=alice, body="Pomp", ago=timedelta(days=9))
    for day in range(6):
        factories.interaction(goes, by=alice, body="Pomp", ago=timedelta(days=day))
    customers.delete(goes.id, by=diana)

    results = search("pomp", limit=2)

    assert [hit.id for hit in results.interactions] == [old.id]
    assert not results.empty
    assert all(str(value.label) != "Kwekerij De Ganger" for facet in results.facets for value in facet.values)
