"""What agreements add to an open contact, the first page, the calendar and the digest."""

from datetime import timedelta

import pytest

from crm import clock
from crm.absences.models import Absence
from crm.accounts.models import User
from crm.agreements import actions, calendar, parts
from crm.agreements.actions import Ending
from crm.interactions import actions as interactions
from crm.news import Edition
from tests import factories

DAY = timedelta(days=1)


def edition(reader: User, *owned: int) -> Edition:
    now = clock.now()
    return Edition(reader, now - DAY, now + timedelta(minutes=1), factories.today(), frozenset(owned))


@pytest.fixture
def youssef(app) -> User:
    return factories.user("Youssef el Amrani", department="Buitendienst")


@pytest.fixture
def away(alice, youssef, today) -> Absence:
    """Alice is away; Youssef stands in."""
    row = {"starts_on": today, "ends_on": today + DAY, "created_at": clock.now()}
    return Absence.create(user=alice, stand_in=youssef, **row)


def test_a_contact_shows_what_was_agreed_in_it_and_another_how_it_ended(agree, contact, customer, bob):
    shows = factories.interaction(customer, by=bob)
    made = agree()
    actions.settle(made.id, Ending("broken", settled_in=shows.id), by=bob)
    found = parts.in_contacts([contact.id, shows.id, 999])
    assert set(found) == {contact.id, shows.id}
    assert [(fact["item"].id, fact["shows"]) for fact in found[contact.id].items] == [(made.id, False)]
    assert [(fact["item"].id, fact["shows"]) for fact in found[shows.id].items] == [(made.id, True)]
    assert [str(mark.word) for mark in found[contact.id].marks] == ["Agreement"]
    assert [(str(mark.word), mark.kind) for mark in found[shows.id].marks] == [("Not kept", "late")]


def test_contacts_without_agreements_cost_one_light_query(contact, query_count):
    with query_count() as count:
        assert parts.in_contacts([contact.id]) == {} and count() == 1


def test_the_first_page_has_at_most_five_that_are_late_or_due_this_week(agree, alice, charlie, today, away, youssef):
    agree("later", days=8)
    agree("afgelopen", kind="discount", days=None, ends=-1)
    assert parts.on_first_page(alice, clock.now()) is None
    for days in range(6):
        agree(f"te laat {days}", days=-days - 1)
    found = parts.on_first_page(alice, clock.now())
    assert len(found.rows) == 5 and found.more and found.rows[0].body == "te laat 5"
    assert len(parts.on_first_page(youssef, clock.now()).rows) == 5  # stands in for her
    assert parts.on_first_page(charlie, clock.now()) is None


def test_the_calendar_has_both_days_for_maker_owner_who_must_know_and_who_stands_in(
    agree, alice, bob, youssef, charlie, today, away
):
    made = agree("8%", kind="discount", days=2, ends=9)
    agree("klaar", state="kept")
    for user in (alice, bob, youssef):
        found = calendar.events(user, today, today + 30 * DAY)
        assert [(one.uid, one.on) for one in found] == [
            (f"agreement-{made.id}", today + 2 * DAY),
            (f"agreement-{made.id}-end", today + 9 * DAY),
        ]
    assert [one.uid for one in calendar.events(bob, today, today + 5 * DAY)] == [f"agreement-{made.id}"]
    assert calendar.events(charlie, today, today + 30 * DAY) == []
    told = agree(days=1, departments=[charlie.department])
    [event] = calendar.events(charlie, today, today + 30 * DAY)
    assert (event.path, str(event.title)) == (
        *(f"/agreements/{told.id}", "We: nieuwe CP-40 leveren, Kwekerij Van den Berg & Zonen"),
    )


def test_the_digest_tells_what_is_late_what_is_due_soon_and_what_is_new_at_ones_customers(agree, alice, customer, bob):
    agree("te laat", days=-2)
    agree("binnenkort", days=7)
    agree("nieuw", days=90)
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    agree("elders", contact=elsewhere)
    section = parts.in_digest(edition(alice, customer.id))
    assert [str(row.title) for row in section.rows] == ["We: te laat", "We: binnenkort", "We: nieuw"]
    assert [str(row.state) for row in section.rows] == ["2 days late", "None", "None"]
    assert str(section.headline) == "1 agreement late" and section.more is None
    assert "We: elders" in [str(row.title) for row in parts.in_digest(edition(bob)).rows]  # Bob agreed it
    assert parts.in_digest(edition(factories.user("Eva Prins"))) is None


def test_the_digest_leaves_room_for_what_is_not_late_and_counts_the_rest(agree, alice, customer):
    for number in range(6):
        agree(f"te laat {number}", days=-2)
    for number in range(5):
        agree(f"nieuw {number}", days=60)
    section = parts.in_digest(edition(alice, customer.id))
    assert [row.late for row in section.rows] == [True] * 3 + [False] * 3
    assert (str(section.more), section.more_path) == ("5 more agreements.", "/agreements/")


def test_the_digest_tells_of_prices_and_discounts_that_end_but_not_of_those_that_ended(agree, alice, customer, today):
    agree("vorige week", kind="discount", days=None, ends=-1)
    agree("vandaag", kind="discount", days=None, ends=0)
    agree("prijs", kind="price", days=None, ends=7)
    agree("te laat en tot over zes dagen", kind="price", days=-3, ends=6)
    now = clock.now() + 2 * DAY  # all of it was written down before
    rows = parts.in_digest(Edition(alice, now - DAY, now, today, frozenset([customer.id]))).rows
    assert [(str(row.title), row.late) for row in rows] == [
        ("We: te laat en tot over zes dagen", True),
        ("We: prijs", False),
    ]
    assert str(rows[1].state) == f"until {today + 7 * DAY:%d-%m} inclusive"
    early = parts.in_digest(Edition(alice, now - 9 * DAY, now - 2 * DAY, today, frozenset([customer.id])))
    assert "We: vandaag" in [str(row.title) for row in early.rows]


def test_the_digest_says_nothing_of_a_contact_in_the_bin(agree, contact, alice, customer):
    agree(days=-2)
    agree("prijs", kind="price", days=None, ends=3)
    interactions.delete(contact.id, by=alice)
    assert parts.in_digest(edition(alice, customer.id)) is None
