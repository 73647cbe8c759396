"""What surprises add elsewhere: log form, open contact, timeline, search, brief, digest, notices, the empty chair."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm import clock
from crm.brief import occasions
from crm.customers import actions as customers
from crm.interactions import actions as interactions
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.news import Edition
from crm.search.queries import interaction_ids
from crm.surprises import actions, parts
from crm.surprises.models import Cause, Surprise
from crm.surprises.notices import notices
from crm.words import in_language
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def form(customer, note) -> dict[str, str]:
    """The log form with its ear pressed and the contact chosen that said it."""
    return {
        "customer": str(customer.id),
        "channel": "phone",
        "direction_phone": "in",
        "body": "Kees zegt dat de pomp later komt.",
        "key": "een",
        "surprise": "1",
        "surprise_missed": str(note.id),
    }


def test_one_form_logs_the_contact_and_marks_it(login, alice, form, note):
    assert login(alice).post("/interactions/", data=form).status_code == 303
    kept = Surprise.get()
    assert (kept.missed_id, kept.cause, kept.created_by_id) == (note.id, Cause.NOT_READ, alice.id)
    assert kept.interaction.body.startswith("Kees zegt")


def test_sent_twice_it_marks_once(login, alice, form):
    browser = login(alice)
    for _turn in range(2):
        assert browser.post("/interactions/", data=form).status_code == 303
    assert (Interaction.select().count(), Surprise.select().count()) == (2, 1)


def test_with_the_ear_off_nothing_is_marked(login, alice, form):
    del form["surprise"]
    login(alice).post("/interactions/", data=form)
    assert Surprise.select().count() == 0 and Interaction.select().count() == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"surprise_missed": ""}, "Choose the contact in which this stood"),
        ({"surprise_missed": "999"}, "no longer in the file"),
        ({"surprise_missed": "²"}, "Choose the contact in which this stood"),
        ({"body": ""}, "Write what was said"),
    ],
)
def test_a_refused_form_writes_nothing_and_keeps_everything(login, alice, form, note, change, says):
    answer = login(alice).post("/interactions/", data=form | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and page.count(says) == 1
    assert (Interaction.select().count(), Surprise.select().count()) == (1, 0)
    assert re.search(r'name="surprise" value="1" checked', page)
    assert (f'name="surprise_missed" value="{note.id}" checked' in page) == ("surprise_missed" not in change)
    assert (form | change)["body"] in page


def test_what_was_found_by_words_is_still_there_after_a_refusal(login, alice, bob, form, customer, note):
    for number in range(11):
        factories.interaction(customer, by=bob, body=f"Gesprek {number}")
    page = text_of(login(alice).post("/interactions/", data=form | {"body": ""}))
    assert f'name="surprise_missed" value="{note.id}" checked' in page and page.count('name="surprise_missed"') == 12


def offered(page: str) -> list[str]:
    return re.findall(r'name="surprise_missed" value="(\w+)"', page)


def test_a_fresh_form_has_chosen_nothing_and_offers_the_last_contacts(login, alice, customer, note):
    browser = login(alice)
    page = text_of(browser.get(f"/interactions/new?customer={customer.id}"))
    assert offered(page) == [str(note.id), "none"]
    assert not re.search(r'name="surprise(_missed)?" value="\w+" checked', page)
    assert offered(text_of(browser.get("/interactions/new"))) == ["none"]


def test_beside_the_timeline_they_come_when_they_are_looked_at(login, alice, customer, note):
    browser = login(alice)
    page = text_of(browser.get(f"/customers/{customer.id}"))
    assert offered(page) == ["none"]
    url = unescape(re.search(r'radiogroup"[^>]* hx-get="([^"]+)" hx-trigger="intersect once"', page)[1])
    assert offered(text_of(browser.get(url, headers={"HX-Request": "true"}))) == [str(note.id), "none"]


def test_without_scripts_they_come_when_the_form_was_sent_without_a_choice(login, alice, form, note):
    del form["surprise_missed"]
    page = text_of(login(alice).post("/interactions/", data=form))
    assert offered(page) == [str(note.id), "none"] and "Kees zegt dat de pomp later komt." in page


def test_the_open_contact_says_what_was_told_where_it_stood_and_why(login, bob, surprise, call, note, customer):
    page = unescape(text_of(login(bob).get(f"/interactions/{call.id}")))
    assert "mark mark-warn" in page and f'<a href="/interactions/{note.id}">Levering uitgesteld</a>' in page
    assert "cause: not read before the contact" in page
    assert f"/surprises/{surprise.id}/edit" not in page  # of who marked it
    assert f"/surprises/new?interaction={call.id}" not in page  # once is enough
    missed = unescape(text_of(login(bob).get(f"/interactions/{note.id}")))
    assert "The customer had to tell this later:" in missed and f'href="/interactions/{call.id}"' in missed
    assert "mark mark-warn" not in missed and f"/surprises/new?interaction={note.id}" in missed


def test_who_marked_it_may_change_it_from_there_and_a_reader_only_reads(login, alice, charlie, surprise, call):
    mine = text_of(login(alice).get(f"/interactions/{call.id}"))
    assert f'href="/surprises/{surprise.id}/edit"' in mine and f'action="/surprises/{surprise.id}/delete"' in mine
    theirs = text_of(login(charlie).get(f"/interactions/{call.id}"))
    assert "The customer had to tell us" in theirs and "/surprises/new" not in theirs
    assert f"/surprises/{surprise.id}" not in theirs


def test_a_contact_that_reached_nobody_told_nothing(login, alice, customer):
    missed = factories.interaction(customer, by=alice, reached=False, body="")
    assert "/surprises/new" not in text_of(login(alice).get(f"/interactions/{missed.id}"))


def test_of_what_was_deleted_no_word_is_left(login, alice, bob, surprise, call, note):
    interactions.delete(note.id, by=bob)
    page = unescape(text_of(login(alice).get(f"/interactions/{call.id}")))
    assert "it stood in a contact that was deleted" in page and "Levering uitgesteld" not in page
    interactions.restore(note.id, by=bob)
    interactions.delete(call.id, by=alice)
    assert "had to tell this later" not in text_of(login(bob).get(f"/interactions/{note.id}"))


def test_the_timeline_and_search_narrow_to_surprises(login, alice, surprise, call, customer):
    def found() -> set[int]:
        page = text_of(login(alice).get(f"/customers/{customer.id}?kind=surprise"))
        return {int(id) for id in re.findall(r'id="i(\d+)"', page)}

    assert found() == {call.id} == set(interaction_ids("kind:surprise")) == set(interaction_ids("soort:surprise"))
    actions.delete(surprise.id, by=alice)
    assert found() == set() == set(interaction_ids("kind:surprise"))
    actions.restore(surprise.id, by=alice)
    assert found() == {call.id} == set(interaction_ids("kind:surprise"))


def test_owner_and_followers_hear_of_it_and_nobody_is_named(surprise, call, alice, bob, charlie, customer):
    customers.follow(customer.id, by=bob)
    customers.follow(customer.id, by=alice)
    [told] = notices(Change.get(Change.verb == "surprise.mark"))
    assert (told.kind, told.record, told.customer) == ("surprise", ("interaction", call.id), customer.id)
    assert told.users == {alice.id, bob.id} and not told.departments
    assert told.words == "Kees zegt dat de levering van de pomp is uitgesteld"


def test_of_nobodys_customer_and_of_a_change_nobody_hears(surprised, alice):
    loose = surprised(at=factories.customer("Bakkerij Smit"))
    actions.delete(loose.id, by=alice)
    actions.restore(loose.id, by=alice)
    for change in Change.select().where(Change.kind == "surprise"):
        assert notices(change) == []


def test_the_brief_has_the_last_three_of_a_year_and_nothing_where_there_were_none(login, alice, surprised, customer):
    url = f"/customers/{customer.id}"
    assert "What went wrong before" not in text_of(login(alice).get(url))
    for days, body in ((364, "oudste"), (30, "derde"), (20, "tweede"), (10, "eerste"), (366, "te oud")):
        surprised(body=f"Klacht {body}.", days=days)
    for page in (url, f"{url}/brief"):
        part = unescape(text_of(login(alice).get(page))).partition("What went wrong before")[2]
        assert re.findall(r"Klacht (\w+)</a> <small>Not logged", part) == ["eerste", "tweede", "derde"]


def test_the_brief_costs_the_same_for_ten_more(login, alice, surprised, customer, query_count):
    browser, costs = login(alice), []
    for number in range(12):
        surprised(days=number, stood=bool(number % 2))
        browser.get(f"/customers/{customer.id}/brief")
        with query_count() as count:
            browser.get(f"/customers/{customer.id}/brief")
            costs.append(count())
    assert len(set(costs[1:])) == 1


def edition(reader, *theirs, **about) -> Edition:
    now = clock.now()
    told = {"starts_at": now - timedelta(days=7), "ends_at": now + timedelta(seconds=1), "today": factories.today()}
    return Edition(reader, customers=frozenset(one.id for one in theirs), **(told | about))


def test_the_digest_tells_where_we_were_surprised(surprise, bob, customer, alice):
    section = parts.in_digest(edition(bob, customer))
    [row] = section.rows
    assert row.title == customer.name and row.path == f"/customers/{customer.id}#i{surprise.interaction_id}"
    assert row.quote.startswith("Kees zegt dat de levering") and row.by == alice.name
    assert str(row.note) == "Not read before the contact. It was in the file, and nobody had looked at it yet."
    assert "Niet gelezen" in in_language(row.note, "nl")
    assert section.more is None


def test_it_tells_of_their_customers_and_their_time_only_and_not_what_they_marked_themselves(
    surprise, bob, alice, customer, surprised
):
    at = surprise.created_at
    bakery = factories.customer("Bakkerij Smit")
    assert parts.in_digest(edition(bob, bakery)) is None
    assert parts.in_digest(edition(alice, customer)) is None
    assert parts.in_digest(edition(alice, customer, department=alice.department)) is not None
    assert parts.in_digest(edition(bob, customer, ends_at=at)) is None
    assert parts.in_digest(edition(bob, customer, starts_at=at, ends_at=at + timedelta(seconds=1))) is not None
    assert parts.in_digest(edition(bob, customer, starts_at=at + timedelta(seconds=1))) is None


def test_more_than_four_are_counted_in_as_many_queries(bob, customer, surprised, query_count):
    for days in range(6):
        surprised(days=days)
    with query_count() as count:
        section = parts.in_digest(edition(bob, customer))
        assert count() == 2
    assert len(section.rows) == 4 and str(section.more) == "2 more surprises."


def test_what_lies_in_the_bin_hides_nothing_and_is_not_counted(bob, diana, alice, customer, surprised):
    bakery = factories.customer("Bakkerij Smit")
    for days in (5, 6, 3, 4, 4, 3):
        surprised(days=days)
    for _number in range(3):
        interactions.delete(surprised(days=1).interaction_id, by=alice)
    gone = [surprised(at=bakery) for _number in range(3)]
    customers.delete(bakery.id, by=diana)
    section = parts.in_digest(edition(bob, customer, bakery))
    assert len(section.rows) == 4 and str(section.more) == "2 more surprises." and gone
    [chair] = [one for one in occasions.every() if one.name == "surprises"]
    assert len(chair.find(clock.now() - timedelta(days=9), 2)) == 2


def test_a_thousand_newer_ones_elsewhere_hide_nothing(surprise, bob, customer, alice):
    at, now = factories.customer("Bakkerij Smit"), clock.now()
    own = {"customer": at, "created_at": now, "updated_at": now}
    about = {"occurred_at": now, "channel": "phone", "direction": "in", "author": alice, "body": "Oven stuk."}
    told = [row | {"request_key": f"oven{number}"} for number, row in enumerate([own | about] * 1_001)]
    Interaction.insert_many(told).execute()
    ids = Interaction.select(Interaction.id).where(Interaction.customer == at).tuples()
    marked = {"customer": at, "cause": "not_logged", "created_by": alice, "created_at": now + timedelta(minutes=1)}
    Surprise.insert_many([marked | {"interaction": id} for (id,) in ids]).execute()
    section = parts.in_digest(edition(bob, customer, ends_at=now + timedelta(minutes=2)))
    assert [row.title for row in section.rows] == [customer.name] and section.more is None


def test_the_empty_chair_may_be_drawn_from_them(surprise, surprised, customer, call):
    surprised(days=40)
    [chair] = [one for one in occasions.every() if one.name == "surprises"]
    [found] = chair.find(clock.now() - timedelta(days=30), 5)
    assert (found.customer_id, found.interaction_id) == (customer.id, call.id)
    assert len(chair.find(clock.now() - timedelta(days=60), 1)) == 1
