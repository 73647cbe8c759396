"""The timeline: pages that lose nothing, days and silences, filters, and what is new to the reader."""

import random
import re
from datetime import date, timedelta
from html import unescape

import pytest

from crm import clock
from crm.customers import actions as customers
from crm.customers.actions import CustomerValues
from crm.customers.models import CustomerView
from crm.interactions import actions, timeline
from crm.interactions.models import Interaction
from crm.interactions.timeline import Filters, Reader
from crm.journal import Change
from crm.search import index
from crm.search.queries import interaction_ids
from tests import factories
from tests.conftest import text_of

NOW = factories.at("2024-11-22T09:00:00+01:00")
ZONE = "Europe/Amsterdam"


@pytest.fixture
def customer(app):
    return factories.customer()


def reader(user, *, now=NOW, zone=ZONE, looked_at=None) -> Reader:
    return Reader(user, now, zone, looked_at)


def at(customer, by, *moments: str) -> list[int]:
    """Contacts at these moments (local Dutch time)."""
    return [
        factories.interaction(customer, by=by, occurred_at=factories.at(f"{moment}+01:00")).id for moment in moments
    ]


def page(customer, who: Reader, filters: Filters = Filters(), **where):
    return timeline.page(customer.id, who, filters, interaction_ids, **where)


def ids(found) -> list[int]:
    """The contacts of a page, from top to bottom."""
    return [entry.id for day in found.days for entry in day.entries if entry.type == "entry"]


# Paging


@pytest.fixture
def crowd(customer, alice, bob) -> list[Interaction]:
    """75 contacts of which 40 share one second, in no order of time; newest first."""
    rng, now, rows = random.Random(4), clock.now(), []
    for number in range(75):
        by = rng.choice((alice, bob))
        rows.append(
            {
                "customer": customer.id,
                "author": by.id,
                "department": by.department_id,
                "channel": rng.choice(("phone", "visit")),
                "direction": "out",
                "reached": rng.random() < 0.7,
                "occurred_at": NOW - timedelta(hours=40 if number % 15 < 8 else rng.randrange(80)),
                "body": rng.choice(("De pomp lekt.", "De offerte is verstuurd.")),
                "created_at": now,
                "updated_at": now,
            }
        )
    Interaction.insert_many(rows).execute()
    other = factories.customer("Bakkerij Smit")
    factories.interaction(other, by=alice, occurred_at=NOW - timedelta(hours=40), body="De pomp lekt.")
    theirs = Interaction.select().where(Interaction.customer == customer)
    index.interactions(one.id for one in theirs)
    assert sum(one.occurred_at == NOW - timedelta(hours=40) for one in theirs) >= 40
    return sorted(theirs, key=lambda one: (one.occurred_at, one.id), reverse=True)


QUESTIONS = {
    "": lambda one: True,
    "channel=phone": lambda one: one.channel == "phone",
    "q=pompen": lambda one: "pomp" in one.body,
    "author=1&kind=missed": lambda one: one.author_id == 1 and not one.reached,
    "department=2&channel=visit&q=offerte": lambda one: (
        one.department_id == 2 and one.channel == "visit" and "offerte" in one.body
    ),
    "changes=1": lambda one: True,
}


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("asked", QUESTIONS)
def test_all_pages_together_have_every_contact_once_in_order(login, alice, crowd, customer, asked, htmx):
    client, url, seen, pages = login(alice), f"/customers/{customer.id}?{asked}", [], 0
    while url:
        answer = client.get(url, headers={"HX-Request": "true"} if htmx else {})
        text = text_of(answer)
        assert answer.status_code == 200 and ("<html" in text) != htmx
        seen += [int(id) for id in re.findall(r'<article class="row entry[^"]*" id="i(\d+)"', text)]
        older = re.search(r'class="ledger-foot older"><a href="([^"]+)"', text)
        url, pages = unescape(older[1]) if older else None, pages + 1
        assert pages < 9
    assert seen == [one.id for one in crowd if QUESTIONS[asked](one)]
    assert len(seen) < timeline.PAGE or pages > 1


def test_what_is_logged_while_somebody_pages_moves_nothing(customer, alice, crowd):
    who = reader(alice)
    first = page(customer, who)
    factories.interaction(customer, by=alice, occurred_at=NOW)
    second = page(customer, who, before=first.next)
    assert ids(first) + ids(second) == [one.id for one in crowd[: 2 * timeline.PAGE]]


def test_a_text_that_hundreds_of_contacts_have_is_found_with_another_filter_too(customer, alice):
    now = clock.now()
    plain = {"customer": customer.id, "direction": "out", "created_at": now, "updated_at": now, "body": "De pomp lekt."}
    rows = [plain | {"channel": "phone", "occurred_at": NOW - timedelta(hours=hour)} for hour in range(320)]
    rows += [plain | {"channel": "visit", "occurred_at": NOW - timedelta(days=99)}]
    Interaction.insert_many(rows).execute()
    index.interactions(range(1, 322))
    assert ids(page(customer, reader(alice), Filters(q="pomp", channel="visit"))) == [321]


def test_changes_of_data_are_on_exactly_one_page_each(customer, alice, crowd):
    for name in ("Van den Berg", "Gebr. Van den Berg", "Van den Berg Groep"):
        customers.edit(customer.id, CustomerValues(name=name), by=alice)
    shared = NOW - timedelta(hours=40)  # the second at which the first page ends
    made = Change.select().where((Change.customer == customer) & (Change.kind == "customer")).order_by(Change.id.desc())
    for change, moment in zip(made, (NOW, shared, shared, NOW - timedelta(hours=79)), strict=True):
        Change.update(at=moment).where(Change.id == change.id).execute()
    before, shown = None, []
    while not shown or before:
        found = page(customer, reader(alice), Filters(changes=True), before=before)
        shown += [line for day in found.days for line in day.entries if line.type == "change"]
        before = found.next
    assert [line.verb for line in shown] == ["customer.edit"] * 3 + ["customer.create"]
    assert [line.at for line in shown] == [NOW, shared, shared, NOW - timedelta(hours=79)]
    assert shown[0].user_name == alice.name and shown[0].fields == ["name"]


@pytest.mark.parametrize(
    "before",
    [
        "x",
        "1.2",
        "1.2.2024-13-45",
        "1.2.20241-1-1",
        "9" * 40 + ".1.2024-01-01",
        "1." + "9" * 40 + ".2024-01-01",
        "²",
        "-",
    ],
)
def test_a_cursor_that_somebody_made_up_is_the_first_page(login, alice, customer, before):
    contact = factories.interaction(customer, by=alice)
    answer = login(alice).get(f"/customers/{customer.id}", query_string={"before": before})
    assert answer.status_code == 200 and f'id="i{contact.id}"' in text_of(answer)


@pytest.mark.parametrize("name", ["author", "department", "channel", "kind", "before"])
def test_a_filter_that_somebody_made_up_breaks_nothing(login, alice, customer, name):
    factories.interaction(customer, by=alice)
    for value in ("9" * 40, "-1", "x", "²", "1;--", "\x00"):
        assert login(alice).get(f"/customers/{customer.id}", query_string={name: value}).status_code == 200


# Days


def test_contacts_are_grouped_by_the_day_of_the_readers_clock(customer, alice):
    late = factories.interaction(customer, by=alice, occurred_at=factories.at("2024-11-20T23:30:00+00:00"))
    early = factories.interaction(customer, by=alice, occurred_at=factories.at("2024-11-20T20:00:00+00:00"))
    here = page(customer, reader(alice)).days
    assert [[entry.id for entry in day.entries] for day in here] == [[late.id], [early.id]]
    there = page(customer, reader(alice, zone="America/New_York")).days
    assert [[entry.id for entry in day.entries] for day in there] == [[late.id, early.id]]


def test_today_and_yesterday_are_called_so(customer, alice):
    at(customer, alice, "2024-11-22T08:00", "2024-11-21T23:59", "2024-11-20T12:00")
    days = page(customer, reader(alice)).days
    assert [(day.is_today, day.is_yesterday) for day in days] == [(True, False), (False, True), (False, False)]


@pytest.mark.parametrize(
    ("older", "silence"), [("2024-11-13", 0), ("2024-11-12", 7), ("2024-11-09", 10), ("2023-11-21", 364)]
)
def test_a_silence_of_a_week_or_more_is_told_between_the_days(customer, alice, older, silence):
    at(customer, alice, "2024-11-20T23:00", f"{older}T01:00")
    assert [day.gap_days for day in page(customer, reader(alice)).days] == [0, silence]


def test_a_silence_is_told_across_pages_too_and_a_day_that_goes_on_has_none(customer, alice, monkeypatch):
    monkeypatch.setattr(timeline, "PAGE", 2)
    at(
        customer,
        alice,
        "2024-11-20T10:00",
        "2024-11-20T09:00",
        "2024-11-20T08:00",
        "2024-11-01T12:00",
        "2024-09-01T12:00",
    )
    first = page(customer, reader(alice))
    second = page(customer, reader(alice), before=first.next, after_date=first.last_date)
    third = page(customer, reader(alice), before=second.next, after_date=second.last_date)
    assert first.last_date == "2024-11-20"
    assert [day.gap_days for found in (first, second, third) for day in found.days] == [0, 0, 18, 60]
    assert third.next is None


def test_between_chosen_contacts_there_is_no_silence(customer, alice):
    at(customer, alice, "2024-11-20T10:00", "2024-10-01T10:00")
    assert [day.gap_days for day in page(customer, reader(alice), Filters(channel="phone")).days] == [0, 0]


def test_the_page_says_silences_and_weeks(login, alice, customer):
    factories.interaction(customer, by=alice)
    factories.interaction(customer, by=alice, ago=timedelta(days=30))
    text = text_of(login(alice).get(f"/customers/{customer.id}"))
    assert "29 days without contact" in text and "Today" in text
    assert f"week {(date.today() - timedelta(days=30)).isocalendar().week}" in text


# Filters


def test_each_filter_narrows_the_timeline(customer, alice, bob):
    called = factories.interaction(customer, by=alice, body="De pomp lekt.")
    visited = factories.interaction(customer, by=bob, channel="visit", body="Pomp gerepareerd.")
    missed = factories.interaction(customer, by=bob, reached=False, body="")
    actions.pin(visited.id, by=bob)

    def shown(**chosen) -> list[int]:
        return sorted(ids(page(customer, reader(alice, now=clock.now()), Filters(**chosen))))

    assert shown() == [called.id, visited.id, missed.id]
    assert shown(channel="visit") == [visited.id]
    assert shown(author=bob.id) == [visited.id, missed.id]
    assert shown(department=alice.department_id) == [called.id]
    assert shown(kind="missed") == [missed.id]
    assert shown(kind="pinned") == [visited.id]
    assert shown(q="pompen") == [called.id, visited.id]
    assert shown(q="pomp", author=bob.id, channel="visit") == [visited.id]
    assert shown(q="kraan") == []


def test_filters_live_in_the_address_and_each_can_be_taken_off(login, alice, bob, customer):
    factories.interaction(customer, by=bob, channel="visit", body="De pomp lekt.")
    factories.interaction(customer, by=bob, body="De pomp lekt.")
    base = f"/customers/{customer.id}"
    text = text_of(login(alice).get(f"{base}?q=pomp&channel=visit&author={bob.id}"))
    assert len(re.findall(r'<article class="row entry', text)) == 1
    assert 'value="pomp"' in text and '<option value="visit" selected>' in text
    assert f'href="{base}?q=pomp&amp;author={bob.id}"' in text
    assert f'href="{base}?q=pomp&amp;channel=visit&amp;author={bob.id}&amp;changes=1"' in text
    assert f'class="chips-clear" href="{base}"' in text


def test_filters_that_fit_nothing_offer_a_way_back(login, alice, customer):
    factories.interaction(customer, by=alice)
    text = text_of(login(alice).get(f"/customers/{customer.id}?channel=letter"))
    assert "No contacts with these filters" in text


def test_changes_are_told_in_a_sentence_behind_their_filter(login, alice, customer):
    customers.edit(customer.id, CustomerValues(name="Gebr. Van den Berg"), by=alice)
    customers.archive(customer.id, by=alice)
    client = login(alice)
    assert "archived this customer" not in text_of(client.get(f"/customers/{customer.id}"))
    text = text_of(client.get(f"/customers/{customer.id}?changes=1"))
    assert f"{alice.name} archived this customer" in text and f"{alice.name} changed: name" in text


# What is new


def long_ago(customer, *logged) -> None:
    """Make these contacts as if they were logged and took place long before the others."""
    then = clock.now() - timedelta(days=2)
    Interaction.update(created_at=then, updated_at=then, occurred_at=then).where(Interaction.id.in_(logged)).execute()


def test_what_colleagues_logged_since_my_last_look_stands_above_the_line(customer, alice, bob):
    old = factories.interaction(customer, by=bob).id
    long_ago(customer, old)
    first, second = (factories.interaction(customer, by=bob).id for _ in range(2))
    found = page(customer, reader(alice, now=clock.now(), looked_at=clock.now() - timedelta(hours=1)))
    assert ids(found) == [second, first, old] and found.new_after == first
    assert [entry.is_new for day in found.days for entry in day.entries] == [True, True, False]


def test_my_own_contacts_are_not_new_and_do_not_hide_the_line(customer, alice, bob):
    old = factories.interaction(customer, by=bob).id
    long_ago(customer, old)
    theirs = factories.interaction(customer, by=bob).id
    mine = factories.interaction(customer, by=alice).id
    looked_at = clock.now() - timedelta(hours=1)
    found = page(customer, reader(alice, now=clock.now(), looked_at=looked_at))
    assert ids(found) == [mine, theirs, old] and found.new_after == theirs
    assert page(customer, reader(bob, now=clock.now(), looked_at=looked_at)).new_after == mine


@pytest.mark.parametrize("ago", [None, timedelta(seconds=-5)])
def test_the_first_look_and_one_just_now_have_no_line(customer, alice, bob, ago):
    for _ in range(2):
        factories.interaction(customer, by=bob)
    looked_at = None if ago is None else clock.now() - ago
    found = page(customer, reader(alice, now=clock.now(), looked_at=looked_at))
    assert found.new_after is None and not any(entry.is_new for day in found.days for entry in day.entries)


def test_where_all_is_new_a_line_would_say_nothing(customer, alice, bob):
    for _ in range(2):
        factories.interaction(customer, by=bob)
    assert page(customer, reader(alice, now=clock.now(), looked_at=NOW)).new_after is None


def test_between_chosen_contacts_there_is_no_line(customer, alice, bob):
    old = factories.interaction(customer, by=bob).id
    long_ago(customer, old)
    factories.interaction(customer, by=bob)
    who = reader(alice, now=clock.now(), looked_at=clock.now() - timedelta(hours=1))
    assert page(customer, who).new_after and not page(customer, who, Filters(channel="phone")).new_after


def test_the_line_stays_while_i_am_here(login, alice, bob, customer):
    old = factories.interaction(customer, by=bob).id
    long_ago(customer, old)
    client, url = login(alice), f"/customers/{customer.id}"
    client.post(f"/consults/{customer.id}")
    CustomerView.update(seen_at=clock.now() - timedelta(hours=3)).execute()
    factories.interaction(customer, by=bob)
    for _ in range(3):
        assert text_of(client.get(url)).count('class="newline"') == 1
        client.post(f"/consults/{customer.id}")
