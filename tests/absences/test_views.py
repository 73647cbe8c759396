"""/absences/: saying it, reading it, and where else it shows."""

import re
from datetime import date, timedelta

import pytest

from crm import clock
from crm.absences import actions, queries
from crm.absences.actions import Values
from crm.absences.models import Absence
from crm.absences.views import away_words
from tests import factories
from tests.conftest import text_of

DAY = timedelta(days=1)


@pytest.fixture
def today(app) -> date:
    return queries.today(clock.now())


def away(user, stand_in=None, starts=0, ends=4, note="") -> Absence:
    day = queries.today(clock.now())
    return Absence.create(
        user=user,
        starts_on=day + starts * DAY,
        ends_on=day + ends * DAY,
        stand_in=stand_in,
        note=note,
        created_at=clock.now(),
    )


def test_days_may_be_said_in_words(login, alice, bob, today):
    form = {"starts_on": "morgen", "ends_on": "over 2 weken", "stand_in": str(bob.id), "note": "Met verlof"}

    assert login(alice).post("/absences/", data=form).status_code == 303

    found = Absence.get()
    assert (found.user_id, found.stand_in_id) == (alice.id, bob.id)
    assert (found.starts_on, found.ends_on) == (today + DAY, today + 14 * DAY)


def test_a_weekday_as_the_last_day_lies_after_the_first(login, alice, today):
    first = today + 20 * DAY
    form = {"starts_on": f"{first.day}-{first.month}-{first.year}", "ends_on": "vrijdag"}

    login(alice).post("/absences/", data=form)

    found = Absence.get()
    assert found.ends_on.weekday() == 4
    assert DAY * 0 < found.ends_on - found.starts_on <= 7 * DAY


def test_what_cannot_be_read_keeps_what_was_typed(login, alice):
    page = login(alice).post("/absences/", data={"starts_on": "ergens in mei <b>", "ends_on": "", "note": "Zeilen"})

    assert page.status_code == 422
    assert "ergens in mei &lt;b&gt;" in text_of(page)
    assert "Zeilen" in text_of(page)
    assert not Absence.select().exists()


def test_whatever_is_sent_is_answered_with_a_sentence(login, alice, diana):
    hostile = {
        "starts_on": "9" * 400,
        "ends_on": "\0",
        "stand_in": "1; drop table",
        "user": "9" * 40,
        "note": "x" * 5000,
    }
    for who in (alice, diana):
        assert login(who).post("/absences/", data=hostile).status_code == 422
    assert login(alice).get("/absences/?user=%00").status_code == 200


def test_somebody_cannot_say_it_for_a_colleague(login, alice, bob):
    answer = login(bob).post("/absences/", data={"user": str(alice.id), "starts_on": "vandaag", "ends_on": "morgen"})

    assert answer.status_code == 403
    assert not Absence.select().exists()


def test_a_reader_reads_who_is_away_and_has_no_form(login, alice, bob, charlie):
    away(alice, bob, note="Terschelling")

    page = text_of(login(charlie).get("/absences/"))

    assert "Alice van den Bosch" in page
    assert "Bob de Wit" in page
    assert "Terschelling" in page
    assert 'id="absence-form"' not in page
    assert login(charlie).post("/absences/", data={}).status_code == 403


def test_that_the_stand_in_is_away_too_is_said(login, alice, bob, diana):
    away(bob, diana)

    answer = login(alice).post(
        "/absences/", data={"starts_on": "vandaag", "ends_on": "morgen", "stand_in": str(bob.id)}, follow_redirects=True
    )

    assert re.search(r"Bob de Wit.{0,40}(is away too|is zelf weg)", text_of(answer))


def test_everything_open_for_who_is_away_stands_on_one_page(login, alice, bob):
    customer = factories.customer(owner=alice)
    factories.followup(customer, by=bob, user=alice, what="Offerte voor de tweede pomp sturen")
    factories.interaction(customer, by=bob, subject="Kees vraagt naar de offerte")
    absence = away(alice, bob)

    page = text_of(login(bob).get(f"/absences/{absence.id}"))

    assert "Offerte voor de tweede pomp sturen" in page
    assert "Kees vraagt naar de offerte" in page


def test_ten_more_follow_ups_cost_no_more_queries(login, alice, bob, query_count):
    customer = factories.customer(owner=alice)
    absence = away(alice, bob)
    browser = login(bob)

    def asked() -> int:
        with query_count() as count:
            browser.get(f"/absences/{absence.id}")
            return count()

    factories.followup(customer, by=bob, user=alice)
    factories.interaction(customer, by=bob)
    asked()
    before = asked()
    for number in range(10):
        factories.followup(customer, by=bob, user=alice, what=f"Bellen over order {number}")
        factories.interaction(customer, by=bob)
    assert asked() == before


def test_ten_more_who_are_away_cost_no_more_queries(login, alice, bob, query_count):
    browser = login(bob)

    def asked() -> int:
        with query_count() as count:
            browser.get("/absences/")
            return count()

    away(alice, bob)
    asked()
    before = asked()
    for number in range(10):
        away(factories.user(f"Collega Nummer {number}"), bob)
    assert asked() == before


def test_the_first_page_says_for_whom_one_stands_in(login, alice, bob, diana):
    factories.customer(owner=alice)
    absence = away(alice, bob)

    assert f"/absences/{absence.id}" in text_of(login(bob).get("/"))
    assert f"/absences/{absence.id}" not in text_of(login(diana).get("/"))


def test_who_is_back_is_led_to_what_happened_meanwhile(login, alice, bob, monkeypatch):
    customer = factories.customer(owner=alice)
    away(alice, bob, starts=-9, ends=-1)
    now = clock.now()
    with monkeypatch.context() as then:
        then.setattr(clock, "now", lambda: now - 3 * DAY)
        factories.interaction(customer, by=bob, subject="Pomp vervangen")
    browser = login(alice)

    link = re.search(r'href="(/digest/contacts[^"]+)"', text_of(browser.get("/")))[1].replace("&amp;", "&")

    assert "Pomp vervangen" in text_of(browser.get(link))


def test_a_single_day_or_long_ago_needs_no_welcome(login, alice, bob):
    factories.customer(owner=alice)
    away(alice, bob, starts=-1, ends=-1)
    away(alice, bob, starts=-30, ends=-10)

    assert "/digest/contacts" not in text_of(login(alice).get("/"))


def test_beside_the_owner_stands_until_when_they_are_away_and_who_stands_in(login, alice, bob):
    customer = factories.customer(owner=alice)
    away(alice, bob)

    page = text_of(login(bob).get(f"/customers/{customer.id}"))

    assert re.search(r'class="away">\([^)]*Bob de Wit', page)


def test_the_words_cost_one_query_for_a_whole_page(app, alice, bob, query_count):
    away(alice, bob)
    with app.test_request_context():
        away_words(alice.id)
        with query_count() as count:
            assert "Bob de Wit" in away_words(alice.id)
            assert away_words(bob.id) == away_words(None) == ""
            assert count() == 0


def test_back_early_and_undone(login, alice, bob, today):
    absence = away(alice, bob, starts=-2, ends=5)
    browser = login(alice)

    page = text_of(browser.post(f"/absences/{absence.id}/end", follow_redirects=True))
    assert queries.get(absence.id).ends_on == today - DAY
    browser.post(re.search(r'action="(/absences/undo/\d+)"', page)[1])

    assert queries.get(absence.id).ends_on == today + 5 * DAY


def test_deleted_and_undone(login, alice, bob):
    absence = actions.add(Values(alice.id, queries.today(clock.now()), queries.today(clock.now()), bob.id), by=alice)
    browser = login(alice)

    page = text_of(browser.post(f"/absences/{absence.id}/delete", follow_redirects=True))
    assert browser.get(f"/absences/{absence.id}").status_code == 404
    browser.post(re.search(r'action="(/absences/undo/\d+)"', page)[1])

    assert browser.get(f"/absences/{absence.id}").status_code == 200


def test_others_may_not_end_or_delete_it(login, alice, bob):
    absence = away(alice, bob, starts=-2)
    for what in ("end", "delete", "edit"):
        assert login(bob).post(f"/absences/{absence.id}/{what}", data={}).status_code == 403
    assert queries.get(absence.id)
