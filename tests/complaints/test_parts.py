"""What complaints add to the brief, contacts, digests, calendars, search, and who hears of them at once."""

from datetime import timedelta

from crm import clock
from crm.complaints import actions, calendar, notices, parts, queries
from crm.complaints.actions import Step
from crm.complaints.models import Complaint
from crm.customers import actions as customers
from crm.interactions import timeline
from crm.interactions.timeline import Reader
from crm.journal import Change
from crm.news import Edition
from crm.search.queries import interaction_ids
from tests import factories

DAY = timedelta(days=1)


def reader(user) -> Reader:
    return Reader(user, clock.now(), "Europe/Amsterdam")


def edition(who, *owned: int) -> Edition:
    now = clock.now()
    return Edition(who, now - DAY, now + DAY, factories.today(), frozenset(owned))


def told(verb: str) -> list[tuple[str, set[int], str]]:
    change = Change.select().where(Change.verb == f"complaint.{verb}").order_by(Change.id.desc()).first()
    return [(one.kind, set(one.users), one.words) for one in notices.notices(change)]


def test_the_brief_warns_of_what_is_open_and_tells_last_of_what_is_over(complain, customer, alice):
    complain("Lekt.")
    complain("Te laat.", state="learnt")
    old = factories.interaction(customer, by=alice, ago=400 * DAY)
    complain("Lang geleden.", told=old, state="solved")
    complain("Lang geleden en nog open.", told=old)
    assert [one.body for one in parts.in_brief(customer, reader(alice))] == ["Lang geleden en nog open.", "Lekt."]
    assert [one.body for one in parts.over_in_brief(customer, reader(alice))] == ["Te laat."]


def test_most_customers_have_none_and_cost_one_light_query_each(customer, complain, alice, query_count):
    elsewhere = factories.customer("Wasserij Steenbeek")
    complain()
    with query_count() as count:
        assert parts.in_brief(elsewhere, reader(alice)) == [] and count() == 1
        assert parts.over_in_brief(elsewhere, reader(alice)) == [] and count() == 2


def test_an_open_contact_shows_it_with_a_mark(complain, contact):
    complain(), complain("En de factuur klopt niet.")
    facts = parts.in_contacts([contact.id])[contact.id]
    assert len(facts.items) == 2 and [mark.kind for mark in facts.marks] == ["late"]


def test_ten_more_in_a_contact_cost_no_more_queries(complain, contact, query_count):
    counts = []
    for more in (1, 10):
        for _number in range(more):
            complain()
        with query_count() as count:
            parts.in_contacts([contact.id])
            counts.append(count())
    assert counts[0] == counts[1]


def test_the_digest_tells_what_is_new_solved_and_learnt_each_once(complain, customer, alice):
    complain("Lekt.")
    complain("Te laat.", state="solved", remedy="Zelf gebracht.")
    at = factories.customer("Wasserij Steenbeek")
    complain("Elders.", told=factories.interaction(at, by=alice))
    complain("Elders geleerd.", told=factories.interaction(at, by=alice), state="learnt", lesson="Eerst bellen.")
    section = parts.in_digest(edition(alice, customer.id))
    assert [row.quote for row in section.rows] == ["Lekt.", "Zelf gebracht.", "Eerst bellen."]
    assert str(section.headline) == "1 complaint"
    assert parts.in_digest(edition(alice)).rows[0].quote == "Eerst bellen."


def test_without_any_the_digest_says_nothing(complain, customer, alice):
    complain()
    assert parts.in_digest(edition(alice)) is None


def test_the_calendar_has_the_day_of_what_is_open_and_ones_own(complain, alice, bob):
    day = factories.today() + 3 * DAY
    made = complain(due_on=day)
    complain(due_on=day, state="solved")
    complain(due_on=day + DAY)
    [event] = calendar.events(bob, day - DAY, day)
    assert (event.uid, event.on, event.path) == (f"complaint-{made.id}", day, f"/complaints/{made.id}")
    assert calendar.events(alice, day - DAY, day + DAY) == []


def test_a_new_one_is_told_to_who_sees_to_it_and_to_owner_and_followers(complain, alice, bob, customer):
    frits = factories.user("Frits de Boer", department="Binnendienst")
    customers.follow(customer.id, by=frits)
    complain("Lekt.", owner_id=alice.id)
    assert told("create") == [("complaint_yours", {alice.id}, "Lekt."), ("complaint", {frits.id}, "Lekt.")]


def test_handing_over_and_solving_are_told_to_whom_they_concern(complain, alice, bob):
    made = complain("Lekt.")
    actions.hand_over(made.id, alice.id, "Jij kent Kees.", by=bob)
    assert told("hand_over") == [("complaint_yours", {alice.id}, "Jij kent Kees.")]
    actions.solve(made.id, Step(remedy="Vervangen."), by=alice)
    assert told("solve") == [("complaint", {bob.id}, "Vervangen.")]
    actions.reopen(made.id, "solved", by=alice)
    assert told("reopen") == []


def test_a_notice_leads_to_it_until_it_is_taken_back(complain, bob):
    made = complain()
    assert queries.path_of(made.id) == f"/complaints/{made.id}"
    actions.delete(made.id, by=bob)
    assert queries.path_of(made.id) is None


def test_it_is_found_by_its_words_its_cause_and_its_kind(complain, contact, bob, eva):
    made = complain("Zwenkklep piept.", cause="Lagerspeling", state="learnt", lesson="Smeernippel controleren.")
    for words in ("zwenkklep", "lagerspeling", "smeernippel", "kind:complaint zwenkklep"):
        assert interaction_ids(words) == [contact.id], words
    actions.rename_cause(made.cause_id, "Kogelbaanslijtage", by=eva)
    assert (interaction_ids("kogelbaanslijtage"), interaction_ids("lagerspeling")) == ([contact.id], [])
    actions.delete(made.id, by=bob)
    assert interaction_ids("zwenkklep") == interaction_ids("kind:complaint") == []


def test_dutch_people_find_it_by_its_dutch_word(complain, contact):
    complain()
    assert interaction_ids("soort:klacht") == [contact.id]


def test_the_timeline_narrows_to_contacts_with_one(complain, contact, customer, alice):
    complain()
    factories.interaction(customer, by=alice)
    page = timeline.page(customer.id, reader(alice), timeline.Filters(kind="complaint"), lambda *_a, **_k: [])
    assert [entry.id for day in page.days for entry in day.entries] == [contact.id]


def test_who_complained_may_sit_in_the_empty_chair(complain, customer):
    complain("Lekt.")
    [occasion] = parts.occasions(clock.now() - DAY, 5)
    assert (occasion.customer_id, str(occasion.said)) == (customer.id, "They complained: Lekt.")
    assert parts.occasions(clock.now() + DAY, 5) == [] and Complaint.select().count() == 1
