"""/handovers/: choosing, handing over, and what the new owner reads."""

import re
from datetime import timedelta

import pytest

from crm import clock
from crm.absences.models import Absence
from crm.customers.models import Customer
from crm.handovers import actions, queries
from crm.handovers.actions import Values
from crm.handovers.models import HandOver
from crm.headsups import actions as headsups
from crm.headsups.actions import Values as Warning
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def two(alice) -> list[Customer]:
    berg = factories.customer(owner=alice, note="Kees neemt vóór 7:30 op.\nHond los.")
    return [berg, factories.customer("Wasserij Steenbeek", owner=alice, city="Oudewater")]


def test_all_customers_are_one_button(login, alice, bob, two):
    browser = login(alice)
    page = text_of(browser.get("/handovers/new"))
    key = re.search(r'name="key"[^>]* value="([^"]+)"', page)[1]
    form = {"from": str(alice.id), "to": str(bob.id), "which": "all", "followups": "y", "word": "Succes.", "key": key}

    first = browser.post("/handovers/", data=form)
    again = browser.post("/handovers/", data=form)

    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    assert {one.owner_id for one in Customer.select()} == {bob.id}
    shown = text_of(browser.get(first.location))
    assert "Wasserij Steenbeek" in shown
    assert f"{first.location}/undo" in shown


def test_a_refused_form_keeps_word_choice_and_ticks(login, alice, bob, two):
    form = {"from": str(alice.id), "to": "", "which": "ticked", "customer": str(two[1].id), "word": "Kees <i>belt</i>"}

    answer = login(alice).post("/handovers/", data=form)

    assert answer.status_code == 422
    page = text_of(answer)
    assert "Kees &lt;i&gt;belt&lt;/i&gt;" in page
    assert re.search(rf'value="{two[1].id}" checked', page)
    assert re.search(r'value="ticked" checked', page)


def test_whatever_is_sent_is_answered_with_a_sentence(login, alice, bob, diana, two):
    hostile = {"from": str(alice.id), "to": "9" * 40, "which": "ticked", "customer": ["x", "-1", "9" * 30, "\0"]}
    assert login(alice).post("/handovers/", data=hostile | {"word": "x" * 100_000}).status_code == 422
    assert login(diana).post("/handovers/", data={"from": "9" * 40}).status_code == 404
    assert login(alice).get("/handovers/new?q=%25%00_%5C&customer=abc&from=1").status_code == 200
    assert not HandOver.select().exists()


def test_looking_for_a_town_keeps_what_was_ticked_on_top(login, alice, two):
    fragment = login(alice).get(f"/handovers/new?q=oudewater&customer={two[0].id}", headers={"HX-Request": "true"})

    names = re.findall(r"<b>([^<]+)</b>", text_of(fragment))
    assert names == ["Kwekerij Van den Berg &amp; Zonen", "Wasserij Steenbeek"]
    assert len(re.findall(r" checked", text_of(fragment))) == 1
    assert "<html" not in text_of(fragment)


@pytest.mark.parametrize("asked", ["özdemir", "ÖZDEMIR", "ozdemir", "Özdemir Bakk", "bakkerij ozdemir", "ÉLAN özdemir"])
def test_a_name_is_found_without_its_accents_and_capitals(login, alice, two, asked):
    factories.customer("Bakkerij Özdemir & Élan", owner=alice, city="Oudewater")

    fragment = login(alice).get("/handovers/new", query_string={"q": asked}, headers={"HX-Request": "true"})

    assert re.findall(r"<b>([^<]+)</b>", text_of(fragment)) == ["Bakkerij Özdemir &amp; Élan"]


def test_a_wildcard_is_a_letter_like_any_other(login, alice, two):
    fragment = text_of(login(alice).get("/handovers/new?q=%25", headers={"HX-Request": "true"}))

    assert "<b>" not in fragment


def test_a_colleague_hands_over_only_their_own(login, alice, bob, charlie, diana, two):
    assert login(bob).get(f"/handovers/new?from={alice.id}").status_code == 403
    assert login(bob).post("/handovers/", data={"from": str(alice.id), "to": str(bob.id)}).status_code == 403
    assert login(charlie).get("/handovers/new").status_code == 403
    assert "Wasserij Steenbeek" in text_of(login(diana).get(f"/handovers/new?from={alice.id}"))


def test_only_both_colleagues_and_managers_read_it(login, alice, bob, charlie, diana, two):
    made = actions.hand_over(Values(alice.id, bob.id, word="Kees is ziek."), by=alice)
    other = factories.user("Fatima el Amrani")

    for who, answer in ((alice, 200), (bob, 200), (diana, 200), (charlie, 403), (other, 403)):
        assert login(who).get(f"/handovers/{made.id}").status_code == answer
    assert "Kees is ziek." in text_of(login(bob).get("/handovers/"))
    assert "Kees is ziek." not in text_of(login(other).get("/handovers/"))


def test_who_stands_in_for_either_reads_it_as_long_as_that_lasts(login, alice, bob, two):
    made = actions.hand_over(Values(alice.id, bob.id, word="Kees is ziek."), by=alice)
    day, jan, sanne = factories.today(), factories.user("Jan de Boer"), factories.user("Sanne Bakker")
    assert login(jan).get(f"/handovers/{made.id}").status_code == 403
    for away, stand_in in ((alice, jan), (bob, sanne)):
        Absence.create(user=away, starts_on=day, ends_on=day, stand_in=stand_in, created_at=clock.now())

    for stand_in in (jan, sanne):
        assert "Kees is ziek." in text_of(login(stand_in).get(f"/handovers/{made.id}"))
    Absence.update(starts_on=day - timedelta(days=2), ends_on=day - timedelta(days=1)).execute()
    assert login(sanne).get(f"/handovers/{made.id}").status_code == 403


def ticks(page: str) -> list[str]:
    """What the form on this page would send of what is ticked."""
    carried = re.findall(r'name="carried" value="([^"]+)"', page)
    return re.findall(r'name="customer" value="(\d+)" checked', page) + [
        one for ids in carried for one in ids.split(",")
    ]


def test_everything_that_is_ticked_survives_a_search_and_a_refusal(login, alice, bob, two, monkeypatch):
    monkeypatch.setattr(queries, "CHOOSABLE", 2)
    all_of_them = [factories.customer(f"Bakkerij {number}", owner=alice) for number in range(5)] + two
    browser, ids = login(alice), [str(one.id) for one in all_of_them]
    form = {"from": str(alice.id), "which": "ticked", "customer": ids, "word": "Kees belt."}

    found = text_of(browser.post("/handovers/new", data=form | {"q": "oudewater"}, headers={"HX-Request": "true"}))
    assert sorted(ticks(found)) == sorted(ids) and "Wasserij Steenbeek" in found and "<html" not in found
    whole = text_of(browser.post("/handovers/new", data=form | {"q": "oudewater"}))
    assert "Kees belt." in whole and sorted(ticks(whole)) == sorted(ids)
    shown = {"customer": ids[:2], "carried": ",".join(ids[2:])}
    refused = browser.post("/handovers/", data=form | shown | {"to": ""})
    assert refused.status_code == 422 and sorted(ticks(text_of(refused))) == sorted(ids)
    assert browser.post("/handovers/", data=form | shown | {"to": str(bob.id)}).status_code == 303
    assert {one.owner_id for one in Customer.select()} == {bob.id}


def test_too_many_at_once_are_offered_as_a_first_portion(login, alice, bob, two, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    browser = login(alice)
    page = text_of(browser.get("/handovers/new"))
    assert 'value="first" checked' in page and 'value="all"' not in page
    form = {"from": str(alice.id), "to": str(bob.id), "word": ""}

    assert browser.post("/handovers/", data=form | {"which": "all"}).status_code == 422
    portions = []
    for _each in range(2):
        said = text_of(browser.post("/handovers/", data=form | {"which": "first"}, follow_redirects=True))
        portions.append("hand over the next portion" in said or "volgende deel" in said)

    assert portions == [True, False]
    assert {one.owner_id for one in Customer.select()} == {bob.id}
    assert "customers of Alice" not in text_of(browser.get("/handovers/new"))


def test_of_each_customer_stands_what_must_be_known(login, alice, bob, two):
    berg, wash = two
    annelies = factories.person(berg, phones=["06 12345678"], role="inkoop")
    factories.interaction(berg, by=alice, people=[annelies], subject="Pomp lekt weer")
    headsups.create(berg.id, Warning("Eerst de vervanging, dan pas de order.", factories.today()), by=alice)
    factories.followup(berg, by=alice, what="Annelies terugbellen over de korting")
    made = actions.hand_over(Values(alice.id, bob.id), by=alice)

    page = text_of(login(bob).get(f"/handovers/{made.id}"))

    for text in (
        *("Annelies van den Berg", "06 12 34 56 78", "Pomp lekt weer", "Eerst de vervanging, dan pas de order."),
        *("Annelies terugbellen over de korting", "Kees neemt vóór 7:30 op.", wash.name),
    ):
        assert text in page


def test_a_customer_that_went_silent_is_marked(alice, bob, two):
    for days in (400, 410, 420, 430):
        factories.interaction(two[0], by=alice, ago=timedelta(days=days))
    factories.interaction(two[1], by=alice)
    made = actions.hand_over(Values(alice.id, bob.id), by=alice)

    page = queries.page(made, clock.now())

    assert [line.silent for line in page.rows] == [True, False]


def test_more_customers_cost_no_more_queries_and_come_in_pages(login, alice, bob, query_count):
    browser = login(bob)

    def asked(count: int) -> int:
        for number in range(count):
            customer = factories.customer(f"Klant {number:02} van {count}", owner=alice, note="Let op de drempel.")
            person = factories.person(customer, phones=["06 12345678"])
            factories.interaction(customer, by=alice, people=[person])
            factories.followup(customer, by=alice)
            headsups.create(customer.id, Warning("Hond los.", factories.today()), by=alice)
        made = actions.hand_over(Values(alice.id, bob.id), by=alice)
        browser.get(f"/handovers/{made.id}")
        with query_count() as statements:
            browser.get(f"/handovers/{made.id}")
            return statements()

    assert asked(2) == asked(12)
    asked(30)
    newest = HandOver.select().order_by(HandOver.id.desc()).get()
    page = text_of(browser.get(f"/handovers/{newest.id}"))
    rest = re.search(r'hx-get="([^"]+)"', page.partition("ledger-foot")[2])[1].replace("&amp;", "&")
    assert page.count("handover-line") == queries.PAGE
    assert text_of(browser.get(rest, headers={"HX-Request": "true"})).count("handover-line") == 5


def test_taking_it_back_is_a_press_and_says_so(login, alice, bob, two):
    made = actions.hand_over(Values(alice.id, bob.id), by=alice)
    browser = login(alice)

    assert browser.post(f"/handovers/{made.id}/undo").status_code == 303

    assert {one.owner_id for one in Customer.select()} == {alice.id}
    page = text_of(browser.get(f"/handovers/{made.id}"))
    assert f"/handovers/{made.id}/undo" not in page
    assert login(bob).post(f"/handovers/{made.id}/undo").status_code == 403


def test_what_went_to_somebody_else_meanwhile_is_said(login, alice, bob, diana, two):
    actions.hand_over(Values(alice.id, diana.id, [two[0].id]), by=alice)
    form = {"from": str(alice.id), "to": str(bob.id), "which": "ticked", "customer": [str(one.id) for one in two]}

    page = text_of(login(alice).post("/handovers/", data=form, follow_redirects=True))

    assert re.search("had gone to somebody else|waren intussen", page)
    assert {one.id: one.owner_id for one in Customer.select()} == {two[0].id: diana.id, two[1].id: bob.id}


def test_a_colleague_who_left_is_offered_a_way_to_hand_over(login, alice, diana, two):
    alice.disabled_at = clock.now()
    alice.save()

    page = text_of(login(diana).get(f"/accounts/colleagues/{alice.id}"))

    assert f"/handovers/new?from={alice.id}" in page
    assert "Wasserij Steenbeek" in text_of(login(diana).get(f"/handovers/new?from={alice.id}"))
