"""Who hears of marks at once, what digests tell of them, and how pages of the list join."""

from datetime import timedelta

from crm import clock
from crm.customers import actions as customers
from crm.interactions import actions as interactions
from crm.journal import Change
from crm.news import Edition
from crm.satisfaction import actions, notices, parts, queries
from crm.satisfaction.actions import Values
from crm.satisfaction.models import Rating
from crm.satisfaction.queries import Filters
from tests import factories

DAY = timedelta(days=1)


def edition(reader, *owned: int) -> Edition:
    now = clock.now()
    return Edition(reader, now - DAY, now + DAY, factories.today(), frozenset(owned))


def told() -> list:
    return [notice for change in Change.select().order_by(Change.id) for notice in notices.notices(change)]


def test_owner_followers_and_who_wrote_the_contact_hear_of_it_once(customer, bob, charlie, alice):
    contact = factories.interaction(customer, by=bob)
    customers.follow(customer.id, by=charlie)
    made = factories.rating(contact, by=alice, body="Netjes.")
    [notice] = told()
    actions.edit(made.id, Values(7), by=alice)
    actions.delete(made.id, by=alice)
    assert len(told()) == 1 and notice.record == ("rating", made.id)
    assert (notice.kind, notice.users) == ("rating", {alice.id, bob.id, charlie.id})
    assert notice.words == "8 – Netjes."


def test_five_or_less_is_a_kind_of_its_own(contact, ask):
    kinds = {}
    for score in (5, 6):
        made = factories.another_rating(contact, by=factories.user("Eva Smit"), score=score)
        kinds[score] = next(one.kind for one in told() if one.record[1] == made.id)
    given = actions.give(ask(), Values(1))
    assert kinds == {5: "rating_low", 6: "rating"}
    assert next(one for one in told() if one.record[1] == given.id).kind == "rating_low"


def test_the_digest_tells_the_marks_at_ones_customers_but_not_those_one_wrote_down(contact, customer, alice, bob, ask):
    factories.rating(contact, by=alice, score=9)
    factories.another_rating(contact, by=bob, score=4, body="Wachtte lang.")
    actions.give(ask(), Values(10))
    section = parts.in_digest(edition(alice, customer.id))
    assert [(str(row.marks[0].word), row.quote) for row in section.rows] == [
        ("Rating 10", ""),
        ("Rating 4", "Wachtte lang."),
    ]
    assert [row.marks[0].kind for row in section.rows] == ["", "warn"]
    assert parts.in_digest(edition(alice)) is None


def test_the_digest_counts_what_it_leaves_out(contact, customer, alice, bob):
    for _turn in range(8):
        factories.another_rating(contact, by=bob)
    section = parts.in_digest(edition(alice, customer.id))
    assert (len(section.rows), str(section.more), str(section.headline)) == (6, "2 more marks.", "8 marks")


def test_the_brief_tells_the_last_mark_in_one_light_query_where_there_is_none(contact, customer, bob, query_count):
    with query_count() as count:
        assert parts.in_brief(customer, None) is None
        assert count() == 1
    for score in (3, 8):
        last = factories.another_rating(contact, by=bob, score=score)
    assert parts.in_brief(customer, None).score == 8
    actions.delete(last.id, by=bob)
    assert parts.in_brief(customer, None).score == 3


def test_pages_of_the_list_join_without_a_gap_or_a_double(contact, bob):
    made = [factories.another_rating(contact, by=bob).id for _turn in range(7)]
    seen, after = [], ""
    while True:
        page = queries.page(Filters(), after, size=3)
        seen += [one.id for one in page.rows]
        if not page.next_cursor:
            break
        after = page.next_cursor
    assert seen == sorted(made, reverse=True)


def test_the_average_is_of_twelve_months_and_of_what_still_counts(contact, bob):
    old, gone, kept = (factories.another_rating(contact, by=bob, score=score) for score in (1, 1, 9))
    Rating.update(created_at=clock.now() - 366 * DAY).where(Rating.id == old.id).execute()
    actions.delete(gone.id, by=bob)
    assert queries.average(clock.now()) == queries.Average(9, 1)
    assert queries.average(clock.now(), customer=kept.customer_id + 1) is None


def test_a_day_of_the_list_is_one_of_the_companys_clock(contact, bob):
    made = factories.rating(contact, by=bob)
    Rating.update(created_at=factories.at("2026-10-25T23:30:00+01:00")).where(Rating.id == made.id).execute()
    day = factories.at("2026-10-25").date()  # 25 hours long in Amsterdam
    assert [one.id for one in queries.page(Filters(first=day, last=day)).rows] == [made.id]
    assert queries.page(Filters(first=day + DAY)).rows == queries.page(Filters(last=day - DAY)).rows == []


def test_a_notice_of_a_mark_leads_nowhere_once_its_contact_or_customer_is_in_the_bin(contact, customer, bob, diana):
    made = factories.rating(contact, by=bob)
    assert queries.path_of(made.id) == f"/satisfaction/{made.id}"
    interactions.delete(contact.id, by=diana)
    assert queries.path_of(made.id) is None
    interactions.restore(contact.id, by=diana)
    customers.delete(customer.id, by=diana)
    assert queries.path_of(made.id) is None
