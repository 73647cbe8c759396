"""The page, the file, and the lists that are behind its figures."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from crm import clock
from crm.accounts.models import Role
from crm.complaints.models import Complaint
from crm.consults.models import Consult, ConsultCount
from crm.followups.models import FollowUp
from crm.interactions.models import Interaction
from crm.search.models import MissedSearch
from crm.settings import Settings
from crm.teamwork import stale
from crm.teamwork.models import Goal
from tests import factories
from tests.conftest import text_of
from tests.teamwork.tallied import nothing_waits, tally, team


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en", timezone="Europe/Amsterdam")


@pytest.fixture
def today(app):
    nothing_waits()
    return factories.today()


@pytest.fixture
def figures(today):
    """Two departments with something of everything, this week and long ago."""
    sales, office = team("Verkoop"), team("Binnendienst")
    for day in (today, today - timedelta(weeks=14)):
        for department in (sales.id, office.id):
            for figure, details in {
                "contacts": {"phone": 7, "visit": 2},
                "consulted": {"yes": 3, "no": 2},
                "surprises": {"not_read": 2, "not_logged": 1},
                "agreements": {"we:kept": 5, "we:late": 1, "they:broken": 1, "we:open": 2},
                "complaints": {"received": 2},
                "answered": {"0": 1, "3": 1},
                "solved": {"9": 1},
                "followups": {"on_time": 4, "late": 1, "open": 1},
                "marks": {"8": 2, "5": 1},
                "quotations": {"won": 1, "lost": 2},
                "departures": {"price": 1, "unknown": 1},
            }.items():
                for detail, amount in details.items():
                    tally(figure, day, detail, amount, department)
        tally("known", day, "1", 3)
        tally("known", day, "2", 4)
        tally("silent", day, "", 5, sales.id)
    return sales


def test_every_colleague_reads_it(login, figures, charlie):
    answer = login(charlie).get("/teamwork/")
    assert answer.status_code == 200
    page = text_of(answer)
    assert "Customers had to tell us 6 times what we could have known" in page
    assert "/teamwork/export" not in page


def test_an_empty_file_says_what_will_stand_here(login, today, alice):
    page = text_of(login(alice).get("/teamwork/"))
    assert "Nothing to count yet" in page
    assert 'class="chart ' not in page


def test_nothing_in_it_is_styled_inline_and_no_figure_names_a_colleague(login, figures, bob):
    page = text_of(login(bob).get("/teamwork/"))
    main = page[page.index('id="content"') : page.index("</main>")]
    assert "style=" not in main
    assert "Collega" not in main


@pytest.mark.parametrize("query", ["", "?period=week", "?period=month", "?period=quarter", "?department={sales}"])
def test_every_figure_opens_a_page_that_is_there(app, login, figures, alice, query):
    browser = login(alice)
    page = text_of(browser.get("/teamwork/" + query.format(sales=figures.id)))
    links = {
        one.replace("&amp;", "&") for one in re.findall(r'href="(/[^"#]*)"', page[page.index('class="findings"') :])
    }
    rooms = {urlsplit(one).path for one in links}
    assert {"/search", "/surprises/", "/agreements/", "/teamwork/contacts", "/teamwork/customers"} <= rooms
    there = app.url_map.bind("localhost")
    assert [one for one in rooms if not there.test(one, "GET")] == []
    for one in sorted(links)[:40:5]:
        assert browser.get(one).status_code == 200, one


def test_it_costs_the_same_number_of_questions_with_more_figures(login, figures, today, alice, query_count):
    browser = login(alice)
    browser.get("/teamwork/")
    with query_count() as count:
        browser.get("/teamwork/")
    few = count()
    for weeks in range(11):
        for detail in ("phone", "visit", "email", "letter"):
            tally("contacts", today - timedelta(weeks=weeks, days=1), detail, 9, figures.id)
        tally("answered", today - timedelta(weeks=weeks, days=1), str(20 + weeks), 9, figures.id)
    for number in range(5):
        MissedSearch.create(month=f"{today:%Y-%m}", words=f"onderdeel {number}", times=3)
    with query_count() as count:
        browser.get("/teamwork/")
    assert count() == few <= 32


def test_the_period_and_what_is_beside_it_stand_in_the_address(login, figures, today, alice):
    browser = login(alice)
    page = text_of(browser.get("/teamwork/?period=quarter&on=2026-01-15"))
    assert "Quarter 1 of 2026" in page
    assert 'href="/teamwork/?period=quarter&amp;on=2025-12-31" rel="prev"' in page
    assert 'href="/teamwork/?period=quarter&amp;on=2026-06-30" rel="next"' in page
    assert 'rel="next"' not in text_of(browser.get("/teamwork/"))


def test_who_waits_is_told_that_days_are_being_counted(login, figures, today, alice):
    for days in range(30):
        stale.mark({"contacts": [(today - timedelta(days=days)).toordinal()]})
    assert "16 days are still being counted." in text_of(login(alice).get("/teamwork/"))


def test_the_newest_lessons_with_their_customer_and_what_was_searched_in_vain(login, figures, alice, bob):
    at = factories.interaction(factories.customer("Jachthaven De Punt <b>"), by=bob)
    common = {"customer": at.customer_id, "interaction": at.id, "body": "Dichte poort", "created_at": clock.now()}
    common |= {"updated_at": clock.now(), "received_at": clock.now()}
    Complaint.create(**common, lesson="Openingstijden vastgezet.", learnt_at=clock.now())
    Complaint.create(**common, lesson="Teruggenomen.", learnt_at=clock.now(), deleted_at=clock.now())
    for words, times in (("membraanpomp", 2), ("eenmalig", 1)):
        MissedSearch.create(month=f"{factories.today():%Y-%m}", words=words, times=times)
    page = text_of(login(alice).get("/teamwork/"))
    assert "Openingstijden vastgezet." in page and "Jachthaven De Punt &lt;b&gt;, week" in page
    assert "Teruggenomen." not in page
    assert "membraanpomp" in page and "eenmalig" not in page


def test_the_file_has_the_same_figures_with_small_departments_together(login, figures, today, alice):
    for name in ("Directie", "Magazijn"):
        tally("contacts", today, "phone", 4, team(name, 2).id)
    tally("contacts", today, "=SOM(A1)", 1)
    Goal.create(figure="consulted", target=70, created_at=clock.now(), updated_at=clock.now())
    text = text_of(login(alice).get("/teamwork/export")).lstrip("\ufeff")
    head, *rows = [tuple(row[:1] + row[2:]) for row in csv.reader(io.StringIO(text))]
    assert head == ("Figure", "Department", "What of it", "Number", "Goal")
    assert ("Contacts", "Verkoop", "Phone", "7", "") in rows
    assert ("Contacts", "Small departments", "Phone", "8", "") in rows
    assert ("Contacts", "Without a department", "'=SOM(A1)", "1", "") in rows
    assert ("Agreements", "Verkoop", "They promised: not kept", "1", "") in rows
    assert ("Known by departments", "The whole company", "By two departments", "4", "") in rows
    assert ("Silent customers", "Verkoop", "", "5", "") in rows
    assert ("Looked up before an outgoing contact", "The whole company", "of the whole period", "60%", "70%") in rows
    assert not any("Directie" in row for row in rows)


def test_the_file_is_in_the_readers_language(login, figures, alice):
    alice.locale = "nl"
    alice.save()
    text = text_of(login(alice).get("/teamwork/export"))
    assert ";Verkoop;Telefoon;7;" in text and "followups" not in text and "on_time" not in text


def test_a_list_of_who_looked_or_not_names_no_colleague_and_no_department_of_fewer_than_three(login, today, alice, bob):
    for number in range(2):
        factories.user(f"Verkoop Collega {number}", department="Verkoop")
    one = factories.user("Truus Eenling", department="Directie")
    for name in ("Mia", "Kees"):
        factories.user(f"{name} Reader", department="Directie", role=Role.READER)
    berg = factories.customer(owner=one)
    for who in (alice, bob, one):
        contact = factories.interaction(berg, by=who, subject="Levering gemeld", ago=timedelta(hours=50 + who.id))
        at = contact.occurred_at - timedelta(minutes=10)
        factories.interaction(berg, by=who, subject="Gekeken", ago=timedelta(hours=5 + who.id))
        Consult.create(customer=berg, user=who, started_at=at, last_at=at, brief_at=at)
    browser = login(factories.user("Wil Kijker", department="Verkoop"))
    for asked in ("consulted=no", "consulted=yes", f"consulted=no&department={one.department_id}"):
        page = text_of(browser.get(f"/teamwork/contacts?{asked}"))
        shown = page[page.index('class="ledger"') : page.index("</main>")]
        assert f"/customers/{berg.id}#i" in shown
        assert [who.name for who in (alice, bob, one) if who.name in shown] == []
        assert "Directie" not in shown and f'value="{one.department_id}"' not in page
        assert shown.count('class="row entry"') == 3


def test_lessons_are_those_of_the_period_and_of_the_department(login, figures, alice, bob):
    made = [
        factories.interaction(factories.customer(), by=alice),
        factories.interaction(factories.customer(), by=alice),
    ]
    Interaction.update(department=figures.id).where(Interaction.id == made[0].id).execute()
    Interaction.update(department=bob.department_id).where(Interaction.id == made[1].id).execute()
    ago = clock.now() - timedelta(days=200)
    for contact, lesson, learnt in ((0, "Eerder bellen", clock.now()), (1, "Kantoor", clock.now()), (0, "Oud", ago)):
        common = {"customer": made[contact].customer_id, "interaction": made[contact].id, "body": "Dichte poort"}
        common |= {"created_at": ago, "updated_at": ago, "received_at": ago}
        Complaint.create(**common, lesson=lesson, learnt_at=learnt)
    browser = login(alice)

    def shown(query: str) -> list[str]:
        page = text_of(browser.get(f"/teamwork/{query}"))
        return [one for one in ("Eerder bellen", "Kantoor", "Oud") if f"<span>{one}</span>" in page]

    assert shown("") == ["Eerder bellen", "Kantoor"]
    assert shown(f"?department={figures.id}") == ["Eerder bellen"]
    assert shown(f"?on={factories.today() - timedelta(days=190)}") == ["Oud"]


def test_days_are_said_as_short_as_they_are(login, figures, today, alice):
    browser = login(alice)
    assert ">16–22 March 2026" in text_of(browser.get("/teamwork/?period=week&on=2026-03-18"))
    assert ">30 March – 5 April 2026" in text_of(browser.get("/teamwork/?period=week&on=2026-04-01"))
    assert ">29 December 2025 – 4 January 2026" in text_of(browser.get("/teamwork/?period=week&on=2026-01-01"))


def test_totals_open_what_they_count(login, figures, alice):
    page = text_of(login(alice).get("/teamwork/"))
    shown = dict(re.findall(r'class="finding-of">[^<]*<a href="(/[a-z/]+)[^"]*">(\d+)</a>', page))
    assert shown["/teamwork/contacts"] == "10" and shown["/satisfaction/"] == "6" and shown["/followups/"] == "12"


def test_outgoing_contacts_that_were_looked_up_and_that_were_not(login, today, alice, bob):
    berg = factories.customer()
    for subject, looked in (("Offerte besproken", True), ("Levering gemeld", False)):
        contact = factories.interaction(berg, by=alice, subject=subject, ago=timedelta(hours=5 if looked else 50))
        at = contact.occurred_at - timedelta(minutes=10)
        if looked:
            Consult.create(customer=berg, user=alice, started_at=at, last_at=at, brief_at=at)
    factories.interaction(berg, by=alice, subject="Zij belden", direction="in", ago=timedelta(hours=3))
    browser = login(bob)
    yes, no = (text_of(browser.get(f"/teamwork/contacts?consulted={one}")) for one in ("yes", "no"))
    assert "Offerte besproken" in yes and "Levering gemeld" not in yes
    assert "Levering gemeld" in no and "Offerte besproken" not in no
    assert "Zij belden" not in yes + no
    earlier = today - timedelta(days=30)
    assert "No such contacts" in text_of(browser.get(f"/teamwork/contacts?from={earlier}&until={earlier}"))
    assert browser.get("/teamwork/contacts?from=9999-12-31&until=morgen&department=x").status_code == 200


def test_of_weeks_that_are_only_counted_the_list_says_so(login, today, alice):
    ConsultCount.create(week="2026-W30", department=alice.department, outgoing=3, consulted=2)
    page = text_of(login(alice).get("/teamwork/contacts?consulted=no&from=2026-07-01&until=2026-08-01"))
    assert "it is only counted how often somebody looked" in page


def test_the_list_of_contacts_goes_on_by_key(login, today, alice, bob):
    berg = factories.customer()
    for hours in range(32):
        factories.interaction(berg, by=alice, subject=f"Gesprek {hours:02}", ago=timedelta(hours=hours + 1))
    first = text_of(login(bob).get("/teamwork/contacts?consulted=no"))
    more = re.search(r'href="([^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    second = text_of(login(bob).get(more))
    titles = [set(re.findall(r"Gesprek \d\d", page)) for page in (first, second)]
    assert (len(titles[0]), len(titles[1]), titles[0] & titles[1]) == (30, 2, set())


def test_customers_by_how_many_departments_had_contact_within_a_year(login, today, alice, bob, charlie):
    alone, shared, old = (factories.customer(name) for name in ("Alleen", "Gedeeld", "Oud"))
    factories.interaction(alone, by=alice)
    factories.interaction(alone, by=bob, reached=False)
    for who in (alice, bob):
        factories.interaction(shared, by=who)
    factories.interaction(old, by=alice, ago=timedelta(days=370))
    pages = [text_of(login(charlie).get(f"/teamwork/customers?known={many}")) for many in range(3)]
    assert [[name in page for name in ("Alleen", "Gedeeld", "Oud")] for page in pages] == [
        [False, False, True],
        [True, False, False],
        [False, True, False],
    ]
    assert "Binnendienst, Verkoop" in pages[2]


def test_follow_ups_by_the_day_they_were_due(login, today, alice, bob):
    berg = factories.customer()
    day = today - timedelta(days=9)
    for what, done in (("Op tijd gedaan", 0), ("Te laat gedaan", 3), ("Nog niet gedaan", None)):
        made = factories.followup(berg, by=alice, what=what)
        moment = None if done is None else factories.at(f"{day}T23:59:59+01:00") + timedelta(days=done)
        FollowUp.update(due_on=day, done_at=moment).where(FollowUp.id == made.id).execute()
    browser = login(bob)

    def shown(more: str) -> list[str]:
        page = text_of(browser.get(f"/followups/?whose=all&{more}"))
        return [what for what in ("Op tijd gedaan", "Te laat gedaan", "Nog niet gedaan") if what in page]

    days = f"from={day}&until={day}"
    assert shown(f"state=on_time&{days}") == ["Op tijd gedaan"]
    assert shown(f"state=late&{days}") == ["Te laat gedaan"]
    assert shown(f"state=open&{days}") == ["Nog niet gedaan"]
    assert len(shown(days)) == len(shown(f"department={alice.department_id}")) == 3
    assert shown(f"department={bob.department_id}") == []
    assert shown(f"from={today}&until={today}") == []


def test_a_reader_gets_no_file(login, today, charlie):
    assert charlie.role == Role.READER
    assert login(charlie).get("/teamwork/export").status_code == 403
