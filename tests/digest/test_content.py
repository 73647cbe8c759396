"""What a digest quotes: new contacts at my customers that I did not read, then of my department, then elsewhere."""

from datetime import timedelta

import pytest

from crm import clock, db
from crm.accounts.models import CONSOLE
from crm.app import create_app
from crm.customers import actions as customers
from crm.customers.models import Customer, CustomerView
from crm.digest import pool
from crm.followups import actions as followups
from crm.interactions import actions as interactions
from crm.interactions.models import Interaction
from tests import factories, registers
from tests.digest.reading import WEEK, known, logged, rows, section, this_week, titles, week_that_ended

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LEAK = "Derde keer dat Kees belt over de CP-40 in kas 3. De vervanging zou gisteren komen, er is niets geleverd."


@pytest.fixture
def nursery(alice):
    return known(owner=alice)


def looked(user, customer, ago: timedelta, before: timedelta | None = None) -> None:
    """``user`` opened the customer so long ago; and in the sitting before, if ever."""
    moments = {"seen_at": clock.now() - ago, "before_at": before and clock.now() - before}
    CustomerView.create(user=user, customer=customer, **moments)


def test_a_new_contact_at_my_customer_is_quoted_with_who_how_and_where_to_read_it(alice, bob, nursery):
    contact = factories.interaction(nursery, by=bob, body=LEAK, direction="in")
    told = this_week(alice)
    (row,) = rows(told, "yours")
    assert (row.title, row.quote, row.by) == (nursery.name, LEAK, "Bob de Wit")
    assert (row.department.name, str(row.how)) == ("Binnendienst", "Phone")
    assert row.path == f"/customers/{nursery.id}#i{contact.id}"
    assert row.at == contact.occurred_at
    assert [str(one) for one in told.headlines] == ["1 new contact"]
    assert [str(one) for one in told.leads] == [
        "At one of your customers something happened that you have not read yet."
    ]


def test_a_customer_that_i_follow_is_mine_too(bob, charlie):
    followed = known("Zuivelhoeve Oudewater")
    customers.follow(followed.id, by=charlie)
    factories.interaction(followed, by=bob)
    assert titles(this_week(charlie), "yours") == ["Zuivelhoeve Oudewater"]


def test_what_i_did_myself_is_no_news_to_me(alice, nursery):
    factories.interaction(nursery, by=alice)
    assert this_week(alice).is_empty


def test_what_i_read_is_counted_and_not_quoted(alice, bob, nursery):
    logged(factories.interaction(nursery, by=bob, body="Offerte voor de filterkast gevraagd."), 3 * DAY)
    looked(alice, nursery, 2 * DAY)
    told = this_week(alice)
    assert rows(told, "yours") == []
    assert str(section(told, "yours").more) == "The one new contact at your customers you have read already."
    assert told.is_empty and told.headlines == []

    factories.interaction(nursery, by=bob, body=LEAK)
    told = this_week(alice)
    assert [row.quote for row in rows(told, "yours")] == [LEAK]
    assert str(section(told, "yours").more) == "You have read one other already."


def test_what_i_read_after_the_week_was_over_stays_in_its_digest(alice, bob, nursery):
    logged(factories.interaction(nursery, by=bob, ago=12 * DAY), 12 * DAY)
    looked(alice, nursery, DAY)
    assert titles(week_that_ended(alice, 9), "yours") == [nursery.name]
    CustomerView.update(before_at=clock.now() - 11 * DAY).execute()
    assert titles(week_that_ended(alice, 9), "yours") == []


def test_a_visit_of_last_month_that_was_written_down_now_is_no_news_but_one_of_last_week_is(alice, bob, nursery):
    factories.interaction(nursery, by=bob, ago=30 * DAY)
    assert this_week(alice).is_empty
    factories.interaction(nursery, by=bob, ago=13 * DAY, body="Bezoek van vorige week, filterkast ingemeten.")
    assert len(rows(this_week(alice), "yours")) == 1


def test_at_most_two_of_one_customer_are_quoted_and_the_rest_is_counted(alice, bob, nursery):
    for number in range(5):
        factories.interaction(nursery, by=bob, body=f"Levering {number} van de koppelingen besproken.")
    told = this_week(alice)
    assert [str(row.note or "") for row in rows(told, "yours")] == ["", "and 3 more at this customer"]
    assert section(told, "yours").more is None
    assert str(section(told, "yours").headline) == "5 new contacts"


def test_at_most_eight_are_quoted_and_the_rest_is_one_link_away(alice, bob):
    for number in range(11):
        factories.interaction(known(f"Tuinderij {number}", owner=alice), by=bob)
    told = this_week(alice)
    assert len(rows(told, "yours")) == 8
    assert str(section(told, "yours").more) == "3 more at other customers."
    assert section(told, "yours").more_path.startswith("/digest/contacts?where=yours&")
    assert "At 11 " not in str(told.leads[0]) and "At eleven of your customers" in str(told.leads[0])


def test_what_asked_for_something_comes_before_small_talk_and_a_note_of_a_word_is_left_out(alice, bob, nursery):
    factories.interaction(nursery, by=bob, body="Koppelingen geleverd en in orde bevonden.")
    dairy = known("Zuivelhoeve Oudewater", owner=alice)
    asking = factories.interaction(dairy, by=bob, body="Femke wil weten of het smaller kan.")
    factories.followup(dairy, by=bob, interaction_id=asking.id)
    factories.interaction(known("Fam. Hendriks", owner=alice), by=bob, body="Gemaild.")
    factories.interaction(known("VvE De Meent", owner=alice), by=bob, body="", reached=False)
    told = this_week(alice)
    assert titles(told, "yours") == ["Zuivelhoeve Oudewater", nursery.name]
    assert [str(mark.word) for mark in rows(told, "yours")[0].marks] == ["Follow-up"]


def test_my_department_comes_next_and_then_the_rest_of_the_company(alice, bob):
    dana = factories.user("Daniëlle Koçak", department="Verkoop")
    hers = known("Jachthaven De Punt", owner=dana)
    nobodys = known("Grondwerken Zwart")
    factories.interaction(hers, by=bob, body="De havenmeester vraagt een onderhoudscontract.")
    factories.interaction(nobodys, by=bob, body="Opvolger van een spoel gezocht en gevonden.")
    by_sales = factories.interaction(known("Solleveld Agro"), by=dana, body="Prijsafspraak voor 2027.")
    told = this_week(alice)
    assert titles(told, "yours") == []
    assert sorted(titles(told, "department")) == ["Jachthaven De Punt", "Solleveld Agro"]
    assert titles(told, "elsewhere") == ["Grondwerken Zwart"]
    assert by_sales.department_id == alice.department_id


def test_a_section_that_was_left_out_is_not_told(alice, bob, nursery):
    factories.interaction(nursery, by=bob)
    assert "yours" not in [part.name for part in this_week(alice, left_out=("yours",)).parts]


@pytest.mark.parametrize("gone", ["contact", "customer", "archived"])
def test_what_is_in_the_bin_or_put_away_is_not_told(alice, bob, nursery, gone):
    contact = factories.interaction(nursery, by=bob)
    elsewhere = factories.interaction(known("Grondwerken Zwart"), by=bob, body="Spoel gevonden voor Zwart.")
    if gone == "contact":
        interactions.delete(contact.id, by=CONSOLE)
        interactions.delete(elsewhere.id, by=CONSOLE)
    else:
        column = Customer.deleted_at if gone == "customer" else Customer.archived_at
        Customer.update({column: clock.now()}).execute()
    assert this_week(alice).is_empty


def test_what_was_deleted_since_the_week_was_read_for_others_is_not_told(alice, bob, nursery):
    gone = logged(factories.interaction(nursery, by=bob, ago=2 * DAY, body=LEAK), 2 * DAY)
    kept = logged(
        factories.interaction(nursery, by=bob, ago=2 * DAY, body="Kees is tevreden over de vervanging."), 2 * DAY
    )
    at = clock.now() - DAY
    before = pool.between(at - WEEK, at)
    interactions.delete(gone.id, by=CONSOLE)
    assert pool.between(at - WEEK, at) is before, "it is read once a minute"
    told = week_that_ended(alice, 1)
    assert [row.path for row in rows(told, "yours")] == [f"/customers/{nursery.id}#i{kept.id}"]


@pytest.mark.sqlite("on PostgreSQL all tests have one database")
def test_a_week_is_never_that_of_another_file(alice, tmp_path, new_database):
    at = clock.now() - DAY
    before = pool.between(at - WEEK, at)
    (tmp_path / "elders").mkdir()
    with db.elsewhere(new_database(tmp_path / "elders")):
        assert pool.between(at - WEEK, at) is not before


def test_an_application_begins_without_what_was_read_before(alice, settings):
    at = clock.now() - DAY
    before = pool.between(at - WEEK, at)
    create_app(settings)
    db.database.connect(reuse_if_open=True)
    assert pool.between(at - WEEK, at) is not before


def test_one_line_tells_of_the_whole_company(alice, bob, nursery):
    assert str(this_week(alice).company) == "Nobody in the company logged a contact."
    factories.interaction(nursery, by=alice)
    assert str(this_week(alice).company) == "In the whole company one colleague logged 1 contact with 1 customer."
    factories.interaction(known("Solleveld Agro"), by=bob, reached=False, body="")
    assert str(this_week(alice).company) == "In the whole company 2 colleagues logged 2 contacts with 2 customers."


def test_a_departments_digest_is_about_its_customers_and_nothing_is_left_out_as_read(alice, bob, nursery):
    lead = factories.user("Daniëlle Koçak", department="Verkoop", role="manager")
    factories.interaction(nursery, by=alice, body="Kees kiest voor de duurdere pomp.")
    factories.interaction(known("Solleveld Agro", owner=bob), by=alice, body="Prijsafspraak voor 2027.")
    looked(lead, nursery, timedelta(0))
    factories.followup(nursery, by=bob, user=alice, days=-2)
    told = this_week(lead, "department")
    said = {part.name: str(part.title) for part in told.parts}
    assert said["yours"] == "At customers of Verkoop"
    assert said["department"] == "By Verkoop, at other customers"
    assert said["followups"] == "Open, for Verkoop"
    assert titles(told, "yours") == [nursery.name]
    assert titles(told, "department") == ["Solleveld Agro"]
    assert [str(row.note) for row in rows(told, "followups")] == [f"at {nursery.name}, for {alice.name}"]


def test_a_digest_costs_as_many_queries_for_three_hundred_contacts_as_for_three(alice, bob, query_count):
    dana = factories.user("Daniëlle Koçak", department="Verkoop")

    def busy(numbers: range) -> None:
        for number in numbers:
            customer = known(f"Tuinderij {number}", owner=alice if number % 2 else bob)
            factories.person(customer)
            factories.customer(f"Nieuwe klant {number}", owner=bob)
            contact = factories.interaction(customer, by=bob)
            factories.followup(customer, by=alice, days=number % 4 - 2, interaction_id=contact.id)
            factories.interaction(known(f"Zonder eigenaar {number}"), by=bob)
            factories.interaction(known(f"Van Verkoop {number}", owner=dana), by=bob)
            silent = known(f"Stille klant {number}", owner=alice)
            for ago in (62, 72, 82, 92):
                logged(factories.interaction(silent, by=alice, ago=ago * DAY), ago * DAY)

    def cost() -> int:
        with query_count() as count:
            told = this_week(alice).parts
        names = [part.name for part in told if part.name != "compliments"]  # asks who helped most, once a month
        assert names == ["yours", "department", "elsewhere", "followups", "silent", "newcomers"]
        return count()

    busy(range(3))
    few = cost()
    busy(range(3, 12))
    Interaction.insert_many(
        {"customer": 1 + n % 50, "author": bob, "department": bob.department, "channel": "phone", "direction": "in"}
        | {"body": "Vraag over de levering van maandag.", "occurred_at": clock.now(), "created_at": clock.now()}
        | {"updated_at": clock.now()}
        for n in range(300)
    ).execute()
    assert cost() == few <= 45


def test_facts_of_all_registers_cost_a_digest_as_many_queries_for_two_customers_as_for_ten(alice, bob, query_count):
    def cost(numbers: range) -> int:
        for number in numbers:
            registers.fill(factories.interaction(known(f"Tuinderij {number}", owner=alice), by=bob), by=bob)
        with query_count() as count:
            told = this_week(alice).parts
        missing = registers.ROOMS - {part.name for part in told}
        assert missing == {"followups"}  # those are Bob's
        return count()

    few = cost(range(2))
    assert cost(range(2, 10)) == few <= 85


def test_the_order_of_follow_ups_is_that_of_urgency(alice, nursery):
    for days in (-9, -8, -7, -6, -5, 1, 6, 20):
        factories.followup(nursery, by=alice, what=f"over {days}", days=days)
    told = this_week(alice)
    assert titles(told, "followups") == ["over -9", "over -8", "over -7", "over -6", "over 1", "over 6"]
    assert [str(row.state) for row in rows(told, "followups")][:1] == ["9 days late"]
    assert [row.late for row in rows(told, "followups")] == [True] * 4 + [False] * 2
    assert str(section(told, "followups").more) == "1 more open."
    assert "5 follow-ups late" in [str(one) for one in told.apart]
    assert "Of your follow-ups, five are late." in [str(one) for one in told.leads]


def test_follow_ups_of_an_earlier_week_are_told_as_they_stood_then(alice, nursery):
    asked = factories.followup(nursery, by=alice, days=-10)
    later = factories.followup(nursery, by=alice, days=1, what="Later gevraagd")
    type(asked).update(created_at=clock.now() - 20 * DAY).where(type(asked).id == asked.id).execute()
    followups.finish(asked.id, "", by=alice)
    assert titles(this_week(alice), "followups") == [later.what]
    assert titles(week_that_ended(alice, 8), "followups") == [asked.what]


def test_the_links_to_the_rest_lead_to_it(alice, bob, login):
    dana = factories.user("Daniëlle Koçak", department="Verkoop")
    for number in range(6):
        factories.interaction(known(f"Haven {number}", owner=bob), by=dana, body="De havenmeester vraagt een contract.")
    found = section(this_week(alice), "department")
    assert str(found.more) == "2 more contacts there."
    page = login(alice).get(found.more_path).get_data(as_text=True)
    assert all(f"Haven {number}" in page for number in range(6))


def test_who_owns_no_customer_reads_what_their_department_heard(bob, alice):
    carla = factories.user("Carla Jonker", department="Binnendienst")
    place = known("Machinefabriek Hoogland", owner=alice)
    factories.interaction(place, by=carla, body="Tekening gevraagd voor de as van de tweede pers.")
    told = this_week(bob)
    assert not told.is_empty and [str(one) for one in told.apart] == ["1 new contact in your department"]
    assert "1 new contact in your department" not in [str(one) for one in this_week(alice).apart]


def test_quotation_marks_within_a_quote_are_single(alice, bob, nursery):
    factories.interaction(nursery, by=bob, body='Kees zei: "nog één keer en ik stop". „Echt“, zei hij.')
    quoted = rows(this_week(alice), "yours")[0].quote
    assert quoted == "Kees zei: ‘nog één keer en ik stop’. ‚Echt‘, zei hij."
